"""What a backend does to a report on its way: sections left out, rows late or twice, numbers as text, fields gone."""

from collections.abc import Callable
from random import Random
from typing import Any

Report = dict[str, Any]
Row = dict[str, Any]

_LEFT_OUT_ODDS = 0.15
"""Summaries are known to be empty in some reports."""
_UNTIDY_ODDS = 0.3
_ROW_ODDS = 0.03
_SERIES_END = ("_consumer", "_producer")
_MAY_VANISH = (
    "jitter",
    "mos_quality",
    "bytes_sent",
    "bytes_received",
    "frames_per_second",
    "fir_count",
    "mid",
)
"""Fields whose absence from a few rows changes no truth about the call."""


def handed_on(report: Report, rng: Random, *, without: frozenset[str]) -> Report:
    """A report as it is answered, changed in place.

    Args:
        report: a participant's `peer_report`.
        rng: decides what happens to it.
        without: `rows`, `summaries` or `metadata`, where they are to be missing for sure.
    """
    quality = report["quality"]
    if "summaries" in without or ("rows" not in without and rng.random() < _LEFT_OUT_ODDS):
        quality |= {name: {} for name in quality if name.endswith("_cumulative")}
    if "rows" in without:
        quality |= {name: [] for name in quality if name.endswith(_SERIES_END)}
    if "metadata" in without:
        report["metadata"] = {}
    if rng.random() < _UNTIDY_ODDS:
        untidy = rng.choice(_UNTIDY)
        for name in quality:
            if name.endswith(_SERIES_END):
                quality[name] = untidy(quality[name], rng)
    return report


def _some_twice(rows: list[Row], rng: Random) -> list[Row]:
    return [row for row in rows for _ in range(2 if rng.random() < _ROW_ODDS else 1)]


def _in_any_order(rows: list[Row], rng: Random) -> list[Row]:
    """Whole batches of a minute, uploaded on their own, in whatever order they came."""
    batches = [rows[start : start + 40] for start in range(0, len(rows), 40)]
    rng.shuffle(batches)
    return [row for batch in batches for row in batch]


def _as_text(rows: list[Row], _: Random) -> list[Row]:
    names = ("packets_lost", "jitter", "rtt")
    return [row | {name: str(row[name]) for name in names if name in row} for row in rows]


def _with_gaps(rows: list[Row], rng: Random) -> list[Row]:
    return [row | {rng.choice(_MAY_VANISH): None} if rng.random() < _ROW_ODDS else row for row in rows]


def _with_strangers(rows: list[Row], _: Random) -> list[Row]:
    return [row | {"totally_new_metric": {"p50": 1}, "schema": 3} for row in rows]


_UNTIDY: tuple[Callable[[list[Row], Random], list[Row]], ...] = (
    _some_twice, _in_any_order, _as_text, _with_gaps, _with_strangers,
)  # fmt: skip
