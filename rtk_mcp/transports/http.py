"""Serving over Streamable HTTP or SSE until a signal."""

import contextlib
import logging
import signal
import socket
import sys
from collections.abc import AsyncIterator, Iterator
from typing import Any, Literal

import anyio
import uvicorn
from mcp.server import MCPServer
from mcp.server.transport_security import TransportSecuritySettings
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from rtk_mcp import __version__
from rtk_mcp.errors import CannotServe, NotConfigured
from rtk_mcp.server import build_server
from rtk_mcp.settings import Settings, is_loopback
from rtk_mcp.tools.services import Services
from rtk_mcp.transports.guard import Guard, allowed_hosts
from rtk_mcp.transports.startup import begin_to_serve

PATHS = {"http": "/mcp", "sse": "/sse"}
BACKLOG = 128
GRACE_S = 1
"""How long running calls and open streams may go on after a signal."""
_UVICORN_LOG = logging.getLogger("uvicorn.error")
"""Quiet once a signal came: calls and streams that are cancelled then are no errors."""
_GUARDED_ELSEWHERE = TransportSecuritySettings(enable_dns_rebinding_protection=False)

logger = logging.getLogger(__name__)


def serve_http(services: Services, *, transport: Literal["http", "sse"], host: str, port: int) -> int:
    """Serve until SIGTERM or SIGINT.

    Returns:
        0 after a signal.

    Raises:
        NotConfigured: the address is not loopback and has no token or allowed host.
        CannotServe: the address cannot be bound.
    """
    refuse_open_address(services.settings, host)
    with _listener(host, port) as listener:
        bound_port = listener.getsockname()[1]
        server = build_server(services)
        begin_to_serve()
        app = http_app(server, services, transport=transport, host=host, port=bound_port)
        config = uvicorn.Config(
            app, log_config=None, access_log=False, lifespan="on", timeout_graceful_shutdown=GRACE_S
        )
        address = f"[{host}]" if ":" in host else host
        logger.info("Serving MCP on http://%s:%s%s", address, bound_port, PATHS[transport])
        anyio.run(_serve, _Server(config), listener)
    return 0


def refuse_open_address(settings: Settings, host: str) -> None:
    """Raise NotConfigured when an address that others reach would be served without protection."""
    if is_loopback(host):
        return
    needed = {
        "RTK_MCP_HTTP_TOKEN (the bearer token that clients must send)": settings.http_token,
        "RTK_MCP_ALLOWED_HOSTS (the Host names that they reach this server by)": settings.allowed_hosts,
    }
    missing = [name for name, value in needed.items() if not value]
    if missing:
        raise NotConfigured(f"Serving on another address than loopback needs {' and '.join(missing)}.")


def http_app(
    server: MCPServer[Any], services: Services, *, transport: Literal["http", "sse"], host: str, port: int
) -> Guard:
    """The ASGI app: `/mcp` (http) or `/sse` and `/messages/` (sse), and `/healthz`, behind one guard."""
    app = (
        server.streamable_http_app(host=host, transport_security=_GUARDED_ELSEWHERE)
        if transport == "http"
        else server.sse_app(host=host, transport_security=_GUARDED_ELSEWHERE)
    )
    app.router.routes.append(Route("/healthz", _healthz))
    _close_after(app, services)
    hosts = allowed_hosts(host, port, services.settings.allowed_hosts)
    return Guard(app, hosts=hosts, token=services.settings.http_token, open_paths=frozenset({"/healthz"}))


async def _healthz(_: Request) -> Response:
    return JSONResponse({"status": "ok", "version": __version__})


def _close_after(app: Starlette, services: Services) -> None:
    """End the connection pools when the app's own lifespan has ended."""
    inner = app.router.lifespan_context

    @contextlib.asynccontextmanager
    async def lifespan(starlette: Starlette) -> AsyncIterator[Any]:
        try:
            async with inner(starlette) as state:
                yield state
        finally:
            await services.aclose()

    app.router.lifespan_context = lifespan


def _listener(host: str, port: int) -> socket.socket:
    """A listening socket whose protocol is named: asyncio switches Nagle's delay off for no other."""
    listener = socket.socket(
        socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP
    )
    try:
        if sys.platform != "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host.strip("[]"), port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        reason = (error.strerror or "the address is unusable").split(" (")[0]
        raise CannotServe(f"Cannot listen on {host}:{port}: {reason}.") from None
    return listener


async def _serve(server: uvicorn.Server, listener: socket.socket) -> None:
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(_stop_on_signal, server)
        await server.serve(sockets=[listener])
        tasks.cancel_scope.cancel()


async def _stop_on_signal(server: uvicorn.Server) -> None:
    with anyio.open_signal_receiver(signal.SIGTERM, signal.SIGINT) as signals:
        async for _ in signals:
            _UVICORN_LOG.setLevel(logging.CRITICAL)
            server.force_exit = server.should_exit
            server.should_exit = True


class _Server(uvicorn.Server):
    """uvicorn without its signal handlers: they raise the signal again and end the process as a failure."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
