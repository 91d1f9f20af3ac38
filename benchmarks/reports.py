"""Peer reports to measure with, out of the sandbox's simulation; each is made once, when first asked for."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal
from uuid import NAMESPACE_URL, uuid5

import orjson

from benchmarks.file_server import KEY_CHARS
from benchmarks.plans import plan
from rtk_mcp.sandbox.simulation.call import simulate

_ID_CHARS = 36
Kind = Literal["healthy", "troubled", "crowded"]
"""`crowded` is a troubled call of 25 people: about 50 streams instead of 20; of 10 MB alone."""
Size = Literal[0, 1, 10, 100]
"""Megabytes, about; 0 is a call of two minutes, to warm a server up with."""
TINY: Size = 0


@dataclass(frozen=True, slots=True)
class Shape:
    """`repeats` puts the call's rows one after the other as one long call: to simulate so long takes too long."""

    people: int
    minutes: float
    repeats: int = 1


_SHAPES = {0: Shape(2, 2), 1: Shape(3, 36), 10: Shape(10, 58, 2), 100: Shape(10, 58, 20)}
_CROWDED = Shape(25, 68)


@dataclass(frozen=True, slots=True)
class Report:
    """A file that holds the service's whole answer for one peer.

    It is served under any id that begins as its file name does: a server keeps what it has read, so to have it read
    again needs another id.
    """

    name: str
    path: Path

    def peer_id(self, number: int = 0) -> str:
        """One of its ids, another one for each number."""
        return f"{self.path.stem}{number:0{_ID_CHARS - KEY_CHARS}x}"

    @property
    def size_mb(self) -> float:
        return self.path.stat().st_size / 1e6


class Reports:
    """A directory of reports."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def get(self, size: Size, kind: Kind = "troubled") -> Report:
        """The report of about that size."""
        name = f"{size} MB, 25 people" if kind == "crowded" else f"{size} MB, {kind}"
        key = str(uuid5(NAMESPACE_URL, name))[:KEY_CHARS]
        report = Report(name, self.directory / f"{key}.json")
        if not report.path.exists():
            shape = _CROWDED if kind == "crowded" else _SHAPES[size]
            report.path.write_bytes(_answer(report.peer_id(), shape, troubled=kind != "healthy"))
        return report


def _answer(peer_id: str, shape: Shape, *, troubled: bool) -> bytes:
    call = simulate(plan(shape.people, shape.minutes, troubled=troubled))
    report = call.peer_report(call.peer_ids[0])
    report["quality"] = {
        name: _repeated(part, shape) if isinstance(part, list) else part
        for name, part in report["quality"].items()
    }
    participant = {"id": peer_id, "display_name": "Ana", "peer_report": report}
    return orjson.dumps({"success": True, "data": {"participant": participant}})


def _repeated(rows: list[dict[str, Any]], shape: Shape) -> orjson.Fragment:
    """The rows as JSON, once for every repeat, each later than the one before."""
    length = timedelta(minutes=shape.minutes)
    pieces = [orjson.dumps(_later(rows, length * repeat))[1:-1] for repeat in range(shape.repeats)]
    return orjson.Fragment(b"[" + b",".join(filter(None, pieces)) + b"]")


def _later(rows: list[dict[str, Any]], shift: timedelta) -> list[dict[str, Any]]:
    return [row | {"timestamp": _shifted(row["timestamp"], shift)} for row in rows] if shift else rows


def _shifted(timestamp: str, shift: timedelta) -> str:
    moved = datetime.fromisoformat(timestamp) + shift
    return moved.isoformat(timespec="milliseconds").replace("+00:00", "Z")
