"""Series to streams: which samples are active, which may be judged, what was never measured."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from statistics import median

from rtk_mcp.api.models.report import SERIES, Series
from rtk_mcp.report.context import Span
from rtk_mcp.report.layers import RowGroup, SeriesRows
from rtk_mcp.report.merging import merge
from rtk_mcp.report.phrases import short_forms
from rtk_mcp.report.stream import NOMINAL_INTERVAL_S, RAMP_UP_SAMPLES, Samples, Stream

_MIN_GAPS = 3
_INTERVAL_RANGE_S = (1.0, 60.0)
_SENDER_COLUMNS = ("rtt_ms", "jitter_ms", "loss_pct")


def make_streams(read: Mapping[str, SeriesRows], hidden: tuple[Span, ...]) -> tuple[Stream, ...]:
    """All streams of a report in the order of its series, each with an id unique in the report."""
    streams = [_stream(series, group, hidden) for series in SERIES for group in read[series.name].groups]
    return tuple(replace(stream, id=name) for stream, name in zip(streams, _ids(streams), strict=True))


def _stream(series: Series, group: RowGroup, hidden: tuple[Span, ...]) -> Stream:
    sending = series.direction == "send"
    samples = merge(group, sending=sending)
    active = tuple(index for index in range(len(samples.time_s)) if _carries_media(samples, index))
    judged = active[RAMP_UP_SAMPLES:]
    return Stream(
        id=group.key,
        media=series.media,
        direction=series.direction,
        producer_id=group.producer_id,
        consumer_id=group.consumer_id,
        remote_peer_id=None if sending else group.remote_peer_id,
        rows=group.rows,
        interval_s=_interval_s(samples),
        samples=samples,
        active=active,
        judged=judged,
        visible=tuple(index for index in judged if not _is_hidden(samples.time_s[index], hidden)),
        unmeasured=_unmeasured(samples, active) if sending else frozenset(),
    )


def _carries_media(samples: Samples, index: int) -> bool:
    """Packets flowed or were lost; where no packets are counted, bytes or frames say so."""
    packets, lost = samples.packets[index], samples.lost[index]
    if packets is not None:
        return packets > 0 or (lost or 0) > 0
    return (samples.bytes[index] or samples.frames[index] or samples.fps[index] or 0) > 0


def _unmeasured(samples: Samples, active: tuple[int, ...]) -> frozenset[str]:
    """Sender-side columns that are zero or missing throughout: many SDKs never fill them in.

    Loss comes in the same receiver reports as jitter, so a jitter makes a loss of zero a measurement. RTT
    does not: it may be the transport's own.
    """
    empty = {name for name in _SENDER_COLUMNS if not any(getattr(samples, name)[index] for index in active)}
    return frozenset(empty if "jitter_ms" in empty else empty - {"loss_pct"})


def _interval_s(samples: Samples) -> float:
    times = [time for time in samples.time_s if time is not None]
    gaps = [after - before for before, after in pairwise(times)]
    if len(gaps) < _MIN_GAPS:
        return NOMINAL_INTERVAL_S
    low, high = _INTERVAL_RANGE_S
    return min(max(median(gaps), low), high)


def _is_hidden(time: float | None, hidden: tuple[Span, ...]) -> bool:
    return time is not None and any(start <= time <= end for start, end in hidden)


def _ids(streams: list[Stream]) -> list[str]:
    """`media-direction-` and the first characters of the producer's id, more where those are not unique."""
    short = short_forms(stream.id for stream in streams)
    return [f"{stream.media}-{stream.direction}-{short[stream.id]}" for stream in streams]
