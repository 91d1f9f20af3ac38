"""argv -> settings -> run. Nothing heavy is imported before it is needed: hosts wait for every start."""

import contextlib
import os
import signal
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rtk_mcp.command_line import build_parser
from rtk_mcp.errors import CannotServe, NotConfigured, RtkError
from rtk_mcp.streams import complain, flush_output, give_up_output, standard_output

if TYPE_CHECKING:
    from rtk_mcp.settings import Settings

FINE, FAILED, BAD_USAGE, INTERRUPTED = 0, 1, 2, 130
_FORESEEN = (OSError, MemoryError, KeyboardInterrupt)


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
        return _COMMANDS[arguments.command](arguments)
    except NotConfigured as error:
        return _fail(str(error), BAD_USAGE)
    except RtkError as error:
        return _fail(str(error), FAILED)


def _fail(sentence: str, code: int) -> int:
    complain(sentence)
    return code


def _serve(arguments: Namespace) -> int:
    _leave_when_asked()
    with contextlib.ExitStack() as stack:
        environ = dict(os.environ)
        if arguments.sandbox:
            environ |= _embedded_sandbox(stack)
            for of_the_service in ("RTK_MCP_DOWNLOAD_HOSTS", "RTK_MCP_CACHE_DIR"):
                environ.pop(of_the_service, None)
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


def _sandbox(arguments: Namespace) -> int:
    _leave_when_asked()
    standard_output()
    from rtk_mcp.sandbox import run_forever
    from rtk_mcp.settings import is_loopback

    if not is_loopback(arguments.host):
        raise NotConfigured("The sandbox's token is no secret, so it serves loopback addresses alone.")
    return run_forever(arguments.host, arguments.port, arguments.seed)


def _demo(_: Namespace) -> int:
    from rtk_mcp.demo import play

    return play(standard_output())


def _report(arguments: Namespace) -> int:
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


def _doctor(_: Namespace) -> int:
    import anyio

    from rtk_mcp.doctor import examine
    from rtk_mcp.logs import log_to_stderr
    from rtk_mcp.settings import Settings

    log_to_stderr("WARNING")
    return anyio.run(examine, Settings.from_env(), standard_output())


def _install(arguments: Namespace) -> int:
    from rtk_mcp.hosts.install import install

    out = standard_output()
    return install(arguments.mcp_host, sandbox=arguments.sandbox, dry_run=arguments.dry_run, out=out)


def _cache(arguments: Namespace) -> int:
    from rtk_mcp.cache_command import clear, show
    from rtk_mcp.settings import Settings

    do = clear if arguments.action == "clear" else show
    return do(Settings.from_env(), standard_output())


_COMMANDS: dict[str, Callable[[Namespace], int]] = {
    "serve": _serve,
    "sandbox": _sandbox,
    "demo": _demo,
    "report": _report,
    "doctor": _doctor,
    "install": _install,
    "cache": _cache,
}
