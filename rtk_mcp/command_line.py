"""What can be typed: commands, their arguments, and how a mistake in them is told."""

import argparse
from typing import NoReturn

from rtk_mcp import __version__

HOSTS = ("claude-desktop", "claude-code", "cursor", "vscode")
_BAD_USAGE = 2


class _Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(_BAD_USAGE, f"{self.prog}: {message}; see {self.prog} --help\n")


def build_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="rtk-mcp",
        description="Ask about your Cloudflare RealtimeKit meetings, over the Model Context Protocol.",
        epilog="Without a command: serve over stdio, as an MCP host launches it.",
    )
    parser.add_argument("--version", action="version", version=f"rtk-mcp {__version__}")
    parser.set_defaults(
        command="serve", transport="stdio", host="127.0.0.1", port=8000, sandbox=False, read_only=False
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    serve = commands.add_parser("serve", help="serve MCP over stdio, Streamable HTTP or SSE")
    serve.add_argument("--transport", choices=("stdio", "http", "sse"), default="stdio")
    serve.add_argument("--host", default="127.0.0.1", help="address to bind (http, sse); default 127.0.0.1")
    serve.add_argument(
        "--port", type=_port, default=8000, help="port to bind (http, sse); 0 picks one; default 8000"
    )
    serve.add_argument("--sandbox", action="store_true", help="serve made-up meetings; no account needed")
    serve.add_argument(
        "--read-only", action="store_true", help="offer no tool that writes, send nothing but GET"
    )
    serve.set_defaults(command="serve")

    sandbox = commands.add_parser("sandbox", help="run the embedded RealtimeKit alone")
    sandbox.add_argument("--host", default="127.0.0.1", help="loopback address to bind")
    sandbox.add_argument(
        "--port", type=_port, default=8787, help="API port; files are served from the next one"
    )
    sandbox.add_argument("--seed", type=int, default=7, help="another seed, another world")
    sandbox.set_defaults(command="sandbox")

    demo = commands.add_parser(
        "demo", help="watch an assistant's session with made-up meetings; no account needed"
    )
    demo.set_defaults(command="demo")

    report = commands.add_parser("report", help="condense a saved peer report, or a whole meeting's")
    report.add_argument(
        "files",
        metavar="FILE|FOLDER|-",
        nargs="+",
        help="API answer, its data or a bare participant, gzip allowed; several, or a folder of them: "
        "one meeting, diagnosed as a whole",
    )
    report.add_argument("--format", choices=("text", "json"), default="text")
    report.add_argument("--detail", choices=("brief", "standard", "full"), default="standard")
    report.set_defaults(command="report")

    doctor = commands.add_parser(
        "doctor", help="check token, account, app and reachability; says what to fix"
    )
    doctor.set_defaults(command="doctor")

    install = commands.add_parser("install", help="add this server to an MCP host's configuration")
    install.add_argument("mcp_host", metavar="HOST", choices=HOSTS, help=", ".join(HOSTS))
    install.add_argument("--sandbox", action="store_true", help="with made-up meetings; no account needed")
    install.add_argument("--dry-run", action="store_true", help="show the change, write nothing")
    install.set_defaults(command="install")

    cache = commands.add_parser("cache", help="tell what is kept on disk, or delete it")
    cache.add_argument("action", choices=("show", "clear"), nargs="?", default="show")
    cache.set_defaults(command="cache")
    return parser


def _port(text: str) -> int:
    highest = 65_535
    if not text.isascii() or not text.isdigit() or int(text) > highest:
        raise argparse.ArgumentTypeError(f"a port is a number from 0 to {highest}")
    return int(text)
