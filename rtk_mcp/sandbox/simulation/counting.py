"""How counters get into rows: read as differences, and kept by some backends as totals."""

from typing import Any

from rtk_mcp.sandbox.simulation.traces import Totals

Row = dict[str, Any]

COUNTERS = (
    "packets_received", "packets_lost", "bytes_received", "jitter_buffer_delay", "jitter_buffer_emitted_count",
    "concealment_events", "frames_decoded", "frames_dropped", "key_frames_decoded", "fir_count",
)  # fmt: skip
"""Fields that a backend may keep as totals instead of differences."""


class Taken:
    """A counter read again and again: each time, what was added since."""

    __slots__ = ("_before", "_totals")

    def __init__(self, totals: Totals) -> None:
        self._totals = totals
        self._before = 0

    def take(self, time_s: float) -> int:
        """What was added since the last reading."""
        now = int(self._totals.at(time_s) + 1e-9)
        added = now - self._before
        self._before = now
        return added


def as_totals(rows: list[Row]) -> None:
    """Turn one stream's differences into running totals, in place."""
    sums: dict[str, float] = {}
    for row in rows:
        for name in COUNTERS:
            if name in row:
                sums[name] = row[name] = sums.get(name, 0) + row[name]


def limits_as_differences(rows: list[Row]) -> None:
    """Turn the limit durations and size changes of each layer from totals into differences, in place."""
    seen: dict[int, tuple[dict[str, float], int]] = {}
    for row in rows:
        durations = row.get("quality_limitation_durations")
        if durations is None:
            continue
        changes = row["quality_limitation_resolution_changes"]
        before, changes_before = seen.get(row["ssrc"], ({}, 0))
        seen[row["ssrc"]] = durations, changes
        row["quality_limitation_durations"] = {
            reason: round(spent_s - before.get(reason, 0.0), 3) for reason, spent_s in durations.items()
        }
        row["quality_limitation_resolution_changes"] = changes - changes_before
