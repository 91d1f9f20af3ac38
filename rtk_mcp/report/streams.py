"""Series to streams: which samples are active, which may be judged, what was never measured."""

from array import array
from dataclasses import replace
from math import nan
from operator import sub
from statistics import median

from rtk_mcp.api.models.report import Series
from rtk_mcp.report.context import Span
from rtk_mcp.report.layers import RowGroup, SeriesRows
from rtk_mcp.report.merging import make_samples
from rtk_mcp.report.numbers import Numbers, known
from rtk_mcp.report.phrases import short_forms
from rtk_mcp.report.rows import UNKNOWN_STREAM
from rtk_mcp.report.sharing import with_shared_columns
from rtk_mcp.report.simulcast import as_one
from rtk_mcp.report.stream import (
    NOMINAL_INTERVAL_S,
    RAMP_UP_SAMPLES,
    Indexes,
    Samples,
    Stream,
)

_MIN_GAPS = 3
_GAPS_LOOKED_AT = 100
_INTERVAL_RANGE_S = (1.0, 60.0)
_SENDER_COLUMNS = ("rtt_ms", "jitter_ms", "loss_pct")


def read_streams(series: Series, rows: SeriesRows, hidden: tuple[Span, ...]) -> list[Stream]:
    """The streams of one series, named by their producers alone."""
    return [_stream(series, group, hidden) for group in rows.groups]


def named(streams: list[Stream]) -> tuple[Stream, ...]:
    """All streams of a report, each with an id unique in it."""
    return with_shared_columns(
        [replace(stream, id=name) for stream, name in zip(streams, _ids(streams), strict=True)]
    )


def _stream(series: Series, group: RowGroup, hidden: tuple[Span, ...]) -> Stream:
    sending = series.direction == "send"
    samples = make_samples(as_one(group.layers), sending=sending)
    active = _carrying(samples)
    judged = active[RAMP_UP_SAMPLES:]
    return Stream(
        id=group.key,
        media=series.media,
        direction=series.direction,
        producer_id=group.key if group.key != UNKNOWN_STREAM else None,
        remote_peer_id=None if sending else group.remote_peer_id,
        rows=group.rows,
        interval_s=_interval_s(samples),
        samples=samples,
        active=active,
        judged=judged,
        visible=_seen(samples, judged, hidden),
        unmeasured=_unmeasured(samples, active) if sending else frozenset(),
    )


def _carrying(samples: Samples) -> Indexes:
    """Samples in which packets flowed or were lost; where no packets are counted, bytes or frames say so."""
    length = len(samples.time_s)
    if samples.packets and samples.packets.typecode not in "fd" and min(samples.packets) > 0:
        return range(length)
    found = [index for index in range(length) if _carries_media(samples, index)]
    if found and found[-1] - found[0] == len(found) - 1:
        return range(found[0], found[-1] + 1)
    return array("I", found)


def _carries_media(samples: Samples, index: int) -> bool:
    packets = samples.packets[index] if samples.packets else nan
    if packets == packets:  # noqa: PLR0124 - NaN is not itself
        return packets > 0 or bool(samples.lost and samples.lost[index] > 0)
    return any(column[index] > 0 for column in (samples.bytes, samples.frames, samples.fps) if column)


def _seen(samples: Samples, judged: Indexes, hidden: tuple[Span, ...]) -> Indexes:
    if not hidden:
        return judged
    times = samples.time_s
    return array(
        "I", [place for place in judged if not any(start <= times[place] <= end for start, end in hidden)]
    )


def _unmeasured(samples: Samples, active: Indexes) -> frozenset[str]:
    """Sender-side columns that are zero or missing throughout: many SDKs never fill them in.

    Loss comes in the same receiver reports as jitter, so a jitter makes a loss of zero a measurement. RTT
    does not: it may be the transport's own.
    """
    empty = {name for name in _SENDER_COLUMNS if not _ever_set(getattr(samples, name), active)}
    return frozenset(empty if "jitter_ms" in empty else empty - {"loss_pct"})


def _ever_set(column: Numbers, indexes: Indexes) -> bool:
    return bool(column) and any(column[index] > 0 for index in indexes)


def _interval_s(samples: Samples) -> float:
    """The usual time between samples; a long stream's first few show it as well as all."""
    times = known(samples.time_s[:_GAPS_LOOKED_AT])
    if len(times) <= _MIN_GAPS:
        return NOMINAL_INTERVAL_S
    low, high = _INTERVAL_RANGE_S
    interval_s: float = median(map(sub, times[1:], times))
    return min(max(interval_s, low), high)


def _ids(streams: list[Stream]) -> list[str]:
    """`media-direction-` and the first characters of the producer's id, more where those are not unique."""
    short = short_forms(stream.id for stream in streams)
    return [f"{stream.media}-{stream.direction}-{short[stream.id]}" for stream in streams]
