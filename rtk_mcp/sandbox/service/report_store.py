"""Peer reports as JSON, simulated when first asked for and kept within bounds."""

from collections import OrderedDict
from threading import Lock
from typing import Protocol

import orjson

from rtk_mcp.sandbox.simulation.call import simulate
from rtk_mcp.sandbox.world.model import Session

MOST_CALLS = 2
MOST_REPORT_BYTES = 64_000_000


class _Call(Protocol):
    def peer_report(self, peer_id: str) -> dict[str, object]: ...


class ReportStore:
    """Simulated calls and finished reports, the least recently asked for dropped first; safe between threads."""

    def __init__(self, most_bytes: int = MOST_REPORT_BYTES) -> None:
        """Keep `most_bytes` of reports, or one if that alone is larger."""
        self._lock = Lock()
        self._most_bytes = most_bytes
        self._calls: OrderedDict[str, _Call] = OrderedDict()
        self._reports: OrderedDict[str, bytes] = OrderedDict()

    @property
    def held_bytes(self) -> int:
        """What the finished reports take."""
        return sum(map(len, self._reports.values()))

    def report(self, session: Session, peer_id: str) -> bytes:
        """The `peer_report` object of a peer of the session, minified."""
        with self._lock:
            if peer_id not in self._reports:
                self._reports[peer_id] = self._simulated(session, peer_id)
                while self.held_bytes > self._most_bytes and len(self._reports) > 1:
                    self._reports.popitem(last=False)
            self._reports.move_to_end(peer_id)
            return self._reports[peer_id]

    def _simulated(self, session: Session, peer_id: str) -> bytes:
        if session.id not in self._calls:
            self._calls[session.id] = simulate(session.plan())
            if len(self._calls) > MOST_CALLS:
                self._calls.popitem(last=False)
        report = self._calls[session.id].peer_report(peer_id)
        if session.live:
            report = _so_far(report)
        return orjson.dumps(report)


def _so_far(report: dict[str, object]) -> dict[str, object]:
    """Nothing cumulative is worked out before the end of a session."""
    quality = report["quality"]
    if isinstance(quality, dict):
        report["quality"] = {
            name: {} if name.endswith("_cumulative") else series for name, series in quality.items()
        }
    return report
