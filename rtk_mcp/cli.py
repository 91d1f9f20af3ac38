"""argv -> settings -> run. Nothing heavy is imported before it is needed: hosts wait for every start."""

import argparse
import contextlib
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

from rtk_mcp import __version__
from rtk_mcp.errors import NotConfigured, RtkError

if TYPE_CHECKING:
    from rtk_mcp.settings import Settings

FINE, FAILED, BAD_USAGE = 0, 1, 2
HOSTS = ("claude-desktop", "claude-code", "cursor", "vscode")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 fine, 1 the job failed, 2 bad usage or configuration."""
    arguments = _parser().parse_args(sys.argv[1:] if argv is None else argv)
    try:
        return int(arguments.run(arguments))
    except NotConfigured as error:
        return _complain(error, BAD_USAGE)
    except RtkError as error:
        return _complain(error, FAILED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        return FINE


def _complain(error: Exception, code: int) -> int:
    sys.stderr.write(f"rtk-mcp: {error}\n")
    return code


class _Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(BAD_USAGE, f"{self.prog}: {message}; see {self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="rtk-mcp",
        description="Ask about your Cloudflare RealtimeKit meetings, over the Model Context Protocol.",
        epilog="Without a command: serve over stdio, as an MCP host launches it.",
    )
    parser.add_argument("--version", action="version", version=f"rtk-mcp {__version__}")
    parser.set_defaults(
        run=_serve, transport="stdio", host="127.0.0.1", port=8000, sandbox=False, read_only=False
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
    serve.set_defaults(run=_serve)

    sandbox = commands.add_parser("sandbox", help="run the embedded RealtimeKit alone")
    sandbox.add_argument("--host", default="127.0.0.1", help="loopback address to bind")
    sandbox.add_argument(
        "--port", type=_port, default=8787, help="API port; files are served from the next one"
    )
    sandbox.add_argument("--seed", type=int, default=7, help="another seed, another world")
    sandbox.set_defaults(run=_sandbox)

    demo = commands.add_parser(
        "demo", help="watch an assistant's session with made-up meetings; no account needed"
    )
    demo.set_defaults(run=_demo)

    report = commands.add_parser("report", help="condense a saved peer report")
    report.add_argument(
        "file", metavar="FILE|-", help="API answer, its data or a bare participant, gzip allowed"
    )
    report.add_argument("--format", choices=("text", "json"), default="text")
    report.add_argument("--detail", choices=("brief", "standard", "full"), default="standard")
    report.set_defaults(run=_report)

    doctor = commands.add_parser(
        "doctor", help="check token, account, app and reachability; says what to fix"
    )
    doctor.set_defaults(run=_doctor)

    install = commands.add_parser("install", help="add this server to an MCP host's configuration")
    install.add_argument("mcp_host", metavar="HOST", choices=HOSTS, help=", ".join(HOSTS))
    install.add_argument("--sandbox", action="store_true", help="with made-up meetings; no account needed")
    install.add_argument("--dry-run", action="store_true", help="show the change, write nothing")
    install.set_defaults(run=_install)
    return parser


def _port(text: str) -> int:
    highest = 65_535
    if not text.isascii() or not text.isdigit() or int(text) > highest:
        raise argparse.ArgumentTypeError(f"a port is a number from 0 to {highest}")
    return int(text)


def _serve(arguments: argparse.Namespace) -> int:
    with contextlib.ExitStack() as stack:
        environ = dict(os.environ)
        if arguments.sandbox:
            from rtk_mcp.sandbox import SandboxServer

            environ |= stack.enter_context(SandboxServer()).environment()
            environ.pop("RTK_MCP_DOWNLOAD_HOSTS", None)
        settings = _settings(environ, read_only=arguments.read_only)
        from rtk_mcp.tools.services import Services

        services = Services.from_settings(settings)
        if arguments.transport == "stdio":
            from rtk_mcp.transports.stdio import serve_stdio

            return serve_stdio(services)
        from rtk_mcp.transports.http import serve_http

        return serve_http(services, transport=arguments.transport, host=arguments.host, port=arguments.port)


def _settings(environ: dict[str, str], *, read_only: bool = False) -> "Settings":
    from rtk_mcp.logs import log_to_stderr
    from rtk_mcp.settings import Settings

    settings = Settings.from_env(environ)
    log_to_stderr(settings.log_level)
    return settings.with_read_only() if read_only else settings


def _sandbox(arguments: argparse.Namespace) -> int:
    from rtk_mcp.sandbox import run_forever
    from rtk_mcp.settings import is_loopback

    if not is_loopback(arguments.host):
        raise NotConfigured("The sandbox's token is no secret, so it serves loopback addresses alone.")
    return run_forever(arguments.host, arguments.port, arguments.seed)


def _demo(_: argparse.Namespace) -> int:
    from rtk_mcp.demo import play

    return play(sys.stdout)


def _report(arguments: argparse.Namespace) -> int:
    from rtk_mcp.offline import condense

    sys.stdout.write(condense(arguments.file, form=arguments.format, detail=arguments.detail))
    return FINE


def _doctor(_: argparse.Namespace) -> int:
    import anyio

    from rtk_mcp.doctor import examine
    from rtk_mcp.logs import log_to_stderr
    from rtk_mcp.settings import Settings

    log_to_stderr("WARNING")
    return anyio.run(examine, Settings.from_env(), sys.stdout)


def _install(arguments: argparse.Namespace) -> int:
    from rtk_mcp.hosts.install import install

    return install(arguments.mcp_host, sandbox=arguments.sandbox, dry_run=arguments.dry_run, out=sys.stdout)
