"""The sandbox, embedded or by itself."""

import signal
import sys
from contextlib import ExitStack
from datetime import datetime
from threading import Event
from types import FrameType, TracebackType
from typing import Self, TypeVar

from rtk_mcp.sandbox.access import Access
from rtk_mcp.sandbox.hosting import Hosting, bind_pair
from rtk_mcp.sandbox.service.rate_budget import REQUESTS_PER_WINDOW
from rtk_mcp.sandbox.service.traffic import Traffic

MOST_RECORDS = 10_000

T = TypeVar("T")


class SandboxServer:
    """A running RealtimeKit with its own account and the meetings of the two weeks, and one day more, before `now`.

    Its clock runs from `now` on, so links expire by that; leave it out where a client compares with the real time.

    Attributes:
        base_url: what a client takes for `https://api.cloudflare.com/client/v4`.
        downloads_host: `host:port` of the signed links; the port is the one after the API's.
        api_token, account_id, app_id: what lets a client in; known before it is started.
        requests: (method, path) of what the API's port was asked, the last 10,000; may be cleared.
        downloads: the same of the files' port: the name of each file asked for, `<session id>/chat.csv` for one.
    """

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        seed: int = 7,
        now: datetime | None = None,
        summary_delay_s: float = 3.0,
        requests_per_window: int = REQUESTS_PER_WINDOW,
        latency_s: float = 0.0,
        extra_sessions: int = 0,
        long_meeting: bool = False,
    ) -> None:
        """Lay down what is served; nothing runs yet.

        Args:
            host: the address to bind to.
            port: the API's port; 0 for any that is free together with the next one.
            seed: worlds with one seed are the same, ids and account included.
            now: the moment at which the world's clock begins; the real time when None.
            summary_delay_s: how long a summary takes from being asked for to being there.
            requests_per_window: a token's budget for five minutes.
            latency_s: how long every answer of both ports is held back.
            extra_sessions: so many small ended sessions more, in the weeks before the others.
            long_meeting: a session of three hours and 20,000 utterances more.
        """
        self._host, self._port, self._seed, self._now = host, port, seed, now
        self._summary_delay_s, self._requests_per_window = summary_delay_s, requests_per_window
        self._extra_sessions, self._long_meeting = extra_sessions, long_meeting
        self._hosting: Hosting | None = None
        self._traffic = Traffic(latency_s)
        access = Access.from_seed(seed)
        self.api_token, self.account_id, self.app_id = access.api_token, access.account_id, access.app_id
        self.base_url = ""
        self.downloads_host = ""
        self.requests: list[tuple[str, str]] = []
        self.downloads: list[str] = []

    def __enter__(self) -> Self:
        """Bind both ports and serve.

        Raises:
            OSError: a port is in use or cannot be bound.
        """
        from rtk_mcp.sandbox.service.app import api_app  # noqa: PLC0415 - heavy, and only needed when served
        from rtk_mcp.sandbox.service.clock import running_from  # noqa: PLC0415 - as above
        from rtk_mcp.sandbox.service.files import files_app  # noqa: PLC0415 - as above
        from rtk_mcp.sandbox.service.links import path_of  # noqa: PLC0415 - as above
        from rtk_mcp.sandbox.service.state import Service  # noqa: PLC0415 - as above

        service = Service.start(
            seed=self._seed,
            clock=running_from(self._now),
            summary_delay_s=self._summary_delay_s,
            requests_per_window=self._requests_per_window,
            extra_sessions=self._extra_sessions,
            long_meeting=self._long_meeting,
        )
        api_socket, files_socket = bind_pair(self._host, self._port)
        name = f"[{self._host}]" if ":" in self._host else self._host
        port = api_socket.getsockname()[1]
        self.base_url = f"http://{name}:{port}/client/v4"
        self.downloads_host = f"{name}:{port + 1}"
        service.downloads_host = self.downloads_host
        bucket = path_of(service, "")

        def record_download(_method: str, path: str) -> None:
            _keep(self.downloads, path.removeprefix(bucket))

        self._hosting = Hosting(
            [
                (self._traffic.through(api_app(service), self._record_request), api_socket),
                (self._traffic.through(files_app(service), record_download), files_socket),
            ]
        )
        self._hosting.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._hosting is not None:
            self._hosting.stop()
            self._hosting = None

    def environment(self) -> dict[str, str]:
        """The four variables that point any client at the sandbox."""
        return {
            "CLOUDFLARE_API_TOKEN": self.api_token,
            "CLOUDFLARE_ACCOUNT_ID": self.account_id,
            "CLOUDFLARE_BASE_URL": self.base_url,
            "REALTIMEKIT_APP_ID": self.app_id,
        }

    @property
    def open_now(self) -> int:
        """Requests in hand at this moment, of both ports together."""
        return self._traffic.open_now

    @property
    def most_at_once(self) -> int:
        """The highest `open_now` so far; set it to 0 to begin again."""
        return self._traffic.most_at_once

    @most_at_once.setter
    def most_at_once(self, count: int) -> None:
        self._traffic.most_at_once = count

    def _record_request(self, method: str, path: str) -> None:
        _keep(self.requests, (method, path))


def _keep(records: list[T], record: T) -> None:
    records.append(record)
    del records[:-MOST_RECORDS]


def run_forever(host: str, port: int, seed: int) -> int:
    """Print the four `NAME=value` lines, then serve until SIGINT or SIGTERM; returns the exit code.

    0 when it was stopped; 1, with one line on stderr, when the ports cannot be had.

    Raises:
        OSError: the lines cannot be printed.
    """
    stopped = Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopped.set()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with ExitStack() as stack:
            sandbox = SandboxServer(host=host, port=port, seed=seed)
            try:
                stack.enter_context(sandbox)
            except OSError as error:
                sys.stderr.write(f"rtk-mcp: {_no_ports(host, port, error)}\n")
                return 1
            for name, value in sandbox.environment().items():
                print(f"{name}={value}")  # noqa: T201 - the command's output
            sys.stdout.flush()
            _wait(stopped)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return 0


def _no_ports(host: str, port: int, error: OSError) -> str:
    reason = error.strerror or "they cannot be bound"
    if not port:
        return f"The sandbox finds no two free ports on {host}: {reason}."
    return (
        f"The sandbox cannot use ports {port} and {port + 1} on {host}: {reason}; choose another with --port."
    )


def _wait(stopped: Event) -> None:
    """In short steps: Windows delivers no signal to a thread that waits without end."""
    while not stopped.wait(0.5):
        pass
