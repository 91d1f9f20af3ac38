"""Which series of a report somebody asks for, over which stretch of the call."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor, inf, nextafter
from typing import Final

from rtk_mcp.errors import BadArgument
from rtk_mcp.report.call_time import CallTime, place
from rtk_mcp.report.context import Span
from rtk_mcp.report.metric_names import MetricName
from rtk_mcp.report.metrics import METRICS, Value, measured, scale_for, values
from rtk_mcp.report.scalars import utc
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.stream import Indexes, Stream

MAX_NAMED: Final = 25
"""Streams that an error message lists: more cannot be read."""
_USUAL: Final[frozenset[MetricName]] = frozenset(
    {"bitrate_kbps", *(name for name, metric in METRICS.items() if metric.scales and name != "frames")}
)
"""What is shown of a stream when no metric is named: what is judged, and how much was sent."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A part of a call; `note` says how its edges were read where they could be read otherwise."""

    window: Span
    note: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """One series in a window.

    Attributes:
        samples: how many values there are, at least one.
        poor_ratio, fair_ratio: part of them beyond these limits: how much the series deserves to be looked at.
    """

    stream: Stream
    metric: MetricName
    window: Span
    samples: int
    poor_ratio: float
    fair_ratio: float

    def values(self) -> list[Value]:
        """The measured values of the samples in the window; those without a time are in none."""
        return values(self.stream, self.metric, samples_in(self.stream, self.window))


def choose_streams(signals: PeerSignals, asked: str | None) -> list[Stream]:
    """The streams meant: by an id, the beginning of one, or the peer that sent them; several divided by commas.

    Raises:
        BadArgument: one of them leads to no stream; the sentence lists what there is.
    """
    if asked is None:
        return list(signals.streams)
    chosen: dict[str, Stream] = {}
    for name in (part.strip().lower() for part in asked.split(",")):
        found = _named(signals.streams, name) if name else []
        if not found:
            raise BadArgument("stream", f"the report has no such stream; {_listed(signals.streams)}")
        chosen |= {stream.id: stream for stream in found}
    return list(chosen.values())


def choose_window(signals: PeerSignals, start: CallTime | None, end: CallTime | None) -> Chosen:
    """The part of the call that is asked for, from a whole second on.

    Raises:
        BadArgument: there are no samples in it, or it ends before it begins; the sentence says when the call was.
    """
    span = signals.span
    if span is None:
        raise BadArgument("stream", "the report has no samples, so there is no series to show.")
    call = (span[0].timestamp(), span[1].timestamp())
    placed = place(start, end, call)
    since = call[0] if placed.start_s is None else placed.start_s
    until = call[1] if placed.end_s is None else placed.end_s
    if since > call[1] or until < call[0]:
        argument, named = ("start", start) if since > call[1] else ("end", end)
        either = ", as an offset and as a time of day (UTC)" if named and named.ambiguous else ""
        raise BadArgument(argument, f"is outside the call{either}; {_when(call)}")
    if since > until:
        raise BadArgument("end", f"is before the start; {_when(call)}")
    return Chosen((floor(max(since, call[0])), min(until, call[1])), placed.note)


def narrowed(window: Span, streams: Iterable[Stream]) -> Span:
    """The part of the window in which these streams have samples; all of it when they have none."""
    spans = [
        (max(span[0].timestamp(), window[0]), min(span[1].timestamp(), window[1]))
        for stream in streams
        if (span := stream.span())
    ]
    inside = [span for span in spans if span[0] <= span[1]]
    return (floor(min(a for a, _ in inside)), max(b for _, b in inside)) if inside else window


def ask(streams: Sequence[Stream], metrics: Sequence[MetricName], window: Span) -> list[Asked]:
    """The series that have values in the window; those most beyond their limits first.

    Raises:
        BadArgument: there is nothing; the sentence says what there is instead.
    """
    known = measured(streams)
    wanted = [name for name in METRICS if name in (metrics or _USUAL)]
    if not set(wanted) & set(known):
        there = f"there is {', '.join(known)}" if known else "no media flowed in them"
        named = ", ".join(wanted) if metrics else "none of the usual metrics"
        raise BadArgument("metrics", f"{named}: not measured on these streams, so unknown; {there}.")
    found = measured_in(streams, wanted, window)
    if not found:
        raise BadArgument("start", f"nothing was measured in this part of the call; {_flowing(streams)}")
    return found


def measured_in(streams: Iterable[Stream], metrics: Iterable[MetricName], window: Span) -> list[Asked]:
    """The series that have values in the window, if any; those most beyond their limits first."""
    wanted = tuple(metrics)
    found = [_asked(stream, name, window) for stream in streams for name in wanted]
    known = [each for each in found if each.samples]
    return sorted(known, key=lambda each: (each.poor_ratio, each.fair_ratio), reverse=True)


def samples_in(stream: Stream, window: Span) -> Indexes:
    """The samples with media in a window; times ascend, those that are not known are at the end."""
    times, active = stream.samples.time_s, stream.active
    first = bisect_left(times, window[0])
    last = bisect_left(times, nextafter(window[1], inf))
    return active[bisect_left(active, first) : bisect_left(active, last)]


def unmeasured(streams: Sequence[Stream], metrics: Sequence[MetricName]) -> list[MetricName]:
    """Those of the metrics of which no stream has a value."""
    known = measured(streams)
    return [name for name in metrics if name not in known]


def _named(streams: Sequence[Stream], name: str) -> list[Stream]:
    exact = [stream for stream in streams if name in {stream.id.lower(), stream.direction}]
    by_id = exact or [stream for stream in streams if stream.id.lower().startswith(name)]
    return by_id or [stream for stream in streams if (stream.remote_peer_id or "").lower().startswith(name)]


def _asked(stream: Stream, metric: MetricName, window: Span) -> Asked:
    numbers = [value for _, value in values(stream, metric, samples_in(stream, window))]
    scale = scale_for(stream, metric)
    poor, fair = (
        sum(scale.beyond(value, limit) for value in numbers) / len(numbers) if scale and numbers else 0.0
        for limit in ((scale.poor, scale.fair) if scale else (0.0, 0.0))
    )
    return Asked(stream, metric, window, len(numbers), poor, fair)


def _listed(streams: Sequence[Stream]) -> str:
    ordered = sorted(streams, key=lambda stream: -len(stream.active))
    if not ordered:
        return "it has no streams."
    more = f" and {len(ordered) - MAX_NAMED} more" if len(ordered) > MAX_NAMED else ""
    names = ", ".join(stream.id for stream in ordered[:MAX_NAMED])
    kinds = ", ".join(dict.fromkeys(f"{stream.media}-{stream.direction}" for stream in ordered))
    return f"there are {kinds}: {names}{more}. A sender goes by peer id, not by name: list_participants has both."


def _flowing(streams: Sequence[Stream]) -> str:
    times = [
        time
        for stream in streams
        for index in (*stream.active[:1], *stream.active[-1:])
        if (time := stream.time_s(index)) is not None
    ]
    return f"media flowed between {_clock(min(times))} and {_clock(max(times))}, with gaps." if times else ""


def _when(call: Span) -> str:
    return f"its samples are from {_clock(call[0])} to {_clock(call[1])}."


def _clock(time_s: float) -> str:
    return f"{utc(time_s):%Y-%m-%dT%H:%M:%SZ}"
