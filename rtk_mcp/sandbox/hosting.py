"""Two ASGI applications on two neighbouring ports, served from a thread of their own."""

import asyncio
import errno
import os
import socket
from threading import Event, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import uvicorn
    from starlette.types import ASGIApp

_ATTEMPTS = 50
_START_TIMEOUT_S = 10.0
_GRACEFUL_S = 1
_STOP_S = 10.0


def bind_pair(host: str, port: int) -> tuple[socket.socket, socket.socket]:
    """Sockets on a port and the one after it; with port 0, any free pair.

    Raises:
        OSError: the ports, or every pair tried, are in use.
    """
    if port:
        return _bind(host, port)
    for _ in range(_ATTEMPTS - 1):
        try:
            return _bind(host, 0)
        except OSError:
            continue
    return _bind(host, 0)


def _bind(host: str, port: int) -> tuple[socket.socket, socket.socket]:
    first = _socket(host, port)
    try:
        return first, _socket(host, first.getsockname()[1] + 1)
    except OSError:
        first.close()
        raise


def _socket(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # elsewhere it would share a port that another program uses
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.listen()
    except OverflowError:
        bound.close()
        raise OSError(errno.EADDRNOTAVAIL, "there is no such port") from None
    except OSError:
        bound.close()
        raise
    return bound


class Hosting:
    """Serves each application on its socket until stopped; `start` returns once both answer."""

    def __init__(self, served: "list[tuple[ASGIApp, socket.socket]]") -> None:
        self._served = served
        self._servers: list[uvicorn.Server] = []
        self._thread = Thread(target=self._run, name="rtk-sandbox", daemon=True)
        self._started = Event()
        self._failure: BaseException | None = None

    def start(self) -> None:
        """Serve.

        Raises:
            RuntimeError: the servers did not come up.
        """
        self._thread.start()
        if not self._started.wait(_START_TIMEOUT_S) or self._failure is not None:
            raise RuntimeError("the sandbox did not start") from self._failure

    def stop(self) -> None:
        """Stop serving, and wait until everything is closed; a connection that will not close is left behind."""
        for server in self._servers:
            server.should_exit = True
        self._thread.join(_STOP_S)
        for server in self._servers:
            server.force_exit = True
        self._thread.join(_STOP_S)

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as error:  # noqa: BLE001 - handed to the thread that started this one
            self._failure = error
        finally:
            for _, bound in self._served:
                bound.close()
            self._started.set()

    async def _serve(self) -> None:
        import uvicorn  # noqa: PLC0415 - a tenth of a second that only a served sandbox needs

        for app, _ in self._served:
            config = uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                lifespan="off",
                server_header=False,
                timeout_graceful_shutdown=_GRACEFUL_S,
            )
            self._servers.append(uvicorn.Server(config))
        serving = [
            asyncio.create_task(server.serve(sockets=[bound]))
            for server, (_, bound) in zip(self._servers, self._served, strict=True)
        ]
        self._started.set()  # the sockets listen already: whoever connects now is answered in a moment
        await asyncio.gather(*serving)
