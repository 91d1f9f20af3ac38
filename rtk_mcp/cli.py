"""argv -> settings -> run. Nothing heavy is imported before it is needed: hosts wait for every start."""

import argparse
import contextlib
import os
import signal
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

from rtk_mcp import __version__
from rtk_mcp.errors import CannotServe, NotConfigured, RtkError
from rtk_mcp.streams import complain, flush_output, give_up_output, standard_output

if TYPE_CHECKING:
    from rtk_mcp.settings import Settings

FINE, FAILED, BAD_USAGE, INTERRUPTED = 0, 1, 2, 130
_FORESEEN = (OSError, MemoryError, KeyboardInterrupt)
HOSTS = ("claude-desktop", "claude-code", "cursor", "vscode")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        The exit code: 0 fine, 1 the job failed, 2 bad usage or configuration, 130 interrupted from the keyboard
        before the job was done. Servers are meant to be stopped: that is 0.
    """
    try:
        try:
            return _run(argv)
        finally:
            flush_output()
    except _FORESEEN as error:
        return _cut_short(error)
    except BaseExceptionGroup as group:  # what a transport's tasks ended in
        foreseen, rest = group.split(_FORESEEN)
        if foreseen is None or rest is not None:
            raise
        return _cut_short(foreseen)


def _cut_short(error: BaseException) -> int:
    """Say in one line why the system or the user ended the work, and give the exit code."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    if isinstance(error, KeyboardInterrupt):
        return INTERRUPTED
    if isinstance(error, MemoryError):
        return _fail("This takes more memory than there is.", FAILED)
    give_up_output()
    if isinstance(error, BrokenPipeError):  # whoever reads has seen enough
        return FAILED
    return _fail(
        f"Reading or writing failed: {getattr(error, 'strerror', None) or 'no reason given'}.", FAILED
    )


def _run(argv: Sequence[str] | None) -> int:
    arguments = build_parser().parse_args(sys.argv[1:] if argv is None else argv)
    try:
        return int(arguments.run(arguments))
    except NotConfigured as error:
        return _fail(str(error), BAD_USAGE)
    except RtkError as error:
        return _fail(str(error), FAILED)


def _fail(sentence: str, code: int) -> int:
    complain(sentence)
    return code


class _Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(BAD_USAGE, f"{self.prog}: {message}; see {self.prog} --help\n")


def build_parser() -> argparse.ArgumentParser:
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
    _leave_when_asked()
    with contextlib.ExitStack() as stack:
        environ = dict(os.environ)
        if arguments.sandbox:
            environ |= _embedded_sandbox(stack)
            environ.pop("RTK_MCP_DOWNLOAD_HOSTS", None)
        stack.callback(_leave_when_asked)
        from rtk_mcp.transports.startup import without_collection

        without_collection()
        settings = _settings(environ, read_only=arguments.read_only)
        from rtk_mcp.tools.services import Services

        services = Services.from_settings(settings)
        if arguments.transport == "stdio":
            if sys.stdin is None or sys.stdout is None:
                raise CannotServe(
                    "Standard input or output is closed: a host talks to this server over both."
                )
            from rtk_mcp.transports.stdio import serve_stdio

            return serve_stdio(services)
        from rtk_mcp.transports.http import serve_http

        return serve_http(services, transport=arguments.transport, host=arguments.host, port=arguments.port)


def _leave_when_asked() -> None:
    """End at once, as a server that was stopped, while none is up: before it handles signals and after."""
    with contextlib.suppress(ValueError):  # not the main thread, which alone may handle signals
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: os._exit(FINE))


def _embedded_sandbox(stack: contextlib.ExitStack) -> dict[str, str]:
    from rtk_mcp.sandbox import SandboxServer

    try:
        return stack.enter_context(SandboxServer()).environment()
    except OSError as error:
        raise CannotServe(
            f"The sandbox finds no free port: {error.strerror or 'none can be bound'}."
        ) from None


def _settings(environ: dict[str, str], *, read_only: bool = False) -> "Settings":
    from rtk_mcp.logs import log_to_stderr
    from rtk_mcp.settings import Settings

    settings = Settings.from_env(environ)
    log_to_stderr(settings.log_level)
    return settings.with_read_only() if read_only else settings


def _sandbox(arguments: argparse.Namespace) -> int:
    _leave_when_asked()
    standard_output()
    from rtk_mcp.sandbox import run_forever
    from rtk_mcp.settings import is_loopback

    if not is_loopback(arguments.host):
        raise NotConfigured("The sandbox's token is no secret, so it serves loopback addresses alone.")
    return run_forever(arguments.host, arguments.port, arguments.seed)


def _demo(_: argparse.Namespace) -> int:
    from rtk_mcp.demo import play

    return play(standard_output())


def _report(arguments: argparse.Namespace) -> int:
    from rtk_mcp.saved_files import is_folder

    out = standard_output()
    first, *more = arguments.files
    if more or is_folder(first):
        from rtk_mcp.offline_meeting import condense_meeting

        out.write(condense_meeting(arguments.files, form=arguments.format, detail=arguments.detail))
    else:
        from rtk_mcp.offline import condense

        out.write(condense(first, form=arguments.format, detail=arguments.detail))
    return FINE


def _doctor(_: argparse.Namespace) -> int:
    import anyio

    from rtk_mcp.doctor import examine
    from rtk_mcp.logs import log_to_stderr
    from rtk_mcp.settings import Settings

    log_to_stderr("WARNING")
    return anyio.run(examine, Settings.from_env(), standard_output())


def _install(arguments: argparse.Namespace) -> int:
    from rtk_mcp.hosts.install import install

    out = standard_output()
    return install(arguments.mcp_host, sandbox=arguments.sandbox, dry_run=arguments.dry_run, out=out)
