"""Serving over stdin and stdout until the host closes them or asks the process to stop."""

import logging
import os
import signal
import sys
from typing import Any

import anyio
from mcp.server import MCPServer

from rtk_mcp.server import build_server
from rtk_mcp.tools.services import Services
from rtk_mcp.transports.startup import begin_to_serve

CLEAN_UP_S = 1.0
"""Hosts wait about two seconds between asking a child to stop and killing it."""


def serve_stdio(services: Services) -> int:
    """Serve one host; 0 after end of file, SIGTERM or SIGINT, with the connections closed."""
    server = build_server(services)
    begin_to_serve()
    anyio.run(_serve, server, services)
    return 0


async def _serve(server: MCPServer[Any], services: Services) -> None:
    try:
        async with anyio.create_task_group() as tasks:
            if sys.platform != "win32":
                tasks.start_soon(_leave_on_signal, services)
            await server.run_stdio_async()
            tasks.cancel_scope.cancel()
    finally:  # a host that reads no more too: nothing ends while a thread waits for a worker
        await services.aclose()


async def _leave_on_signal(services: Services) -> None:
    """End the process on a signal.

    The SDK reads stdin in a thread that nothing can interrupt while the pipe is open, so an orderly return would
    wait for the host; once everything is closed, leaving at once is the orderly way.
    """
    with anyio.open_signal_receiver(signal.SIGTERM, signal.SIGINT) as signals:
        async for _ in signals:
            with anyio.move_on_after(CLEAN_UP_S):
                await services.aclose()
            logging.shutdown()
            os._exit(0)
