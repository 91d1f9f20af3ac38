"""All that the findings and the answer need of a peer report."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from rtk_mcp.api.models.media import Direction, Media
from rtk_mcp.report.context import Context
from rtk_mcp.report.sharing import size_bytes
from rtk_mcp.report.stream import NOMINAL_INTERVAL_S, Stream
from rtk_mcp.report.totals import Totals

_FRAME_BYTES = 20_000
_STREAM_BYTES = 4_000
_EVENT_BYTES = 600
"""Of objects beside the columns, as measured."""


SLOT_S = NOMINAL_INTERVAL_S
"""Samples of different streams that fall into one interval are one stretch of the call."""


@dataclass(frozen=True)
class PeerSignals:
    """One participant's call as measured.

    Attributes:
        context: participant, machine, network, path and events.
        streams: media streams with their samples, in the order of the report's series.
        totals: the report's own cumulative statistics, where it has them.
        rows: number of rows per series, those with none left out.
        cumulative_series: series whose counters were found to count since the start.
        streams_left_out: streams beyond the number that is told apart, those with the fewest rows.
        report_bytes: size of the report, decoded.
    """

    context: Context
    streams: tuple[Stream, ...]
    totals: tuple[Totals, ...]
    rows: dict[str, int]
    cumulative_series: tuple[str, ...]
    streams_left_out: int
    report_bytes: int

    @property
    def size_bytes(self) -> int:
        """Memory that it takes, about."""
        events = sum(_EVENT_BYTES + len(str(event.details)) for event in self.context.events)
        events += _EVENT_BYTES * len(self.context.devices)
        return _FRAME_BYTES + events + _STREAM_BYTES * len(self.streams) + size_bytes(self.streams)

    @cached_property
    def flowing_slots(self) -> dict[tuple[Direction, Media], int]:
        """In how many stretches of the call each media flowed that may be judged."""
        slots: dict[tuple[Direction, Media], set[float]] = {}
        for stream in self.streams:
            slots.setdefault((stream.direction, stream.media), set()).update(
                stream.slots_of(stream.judged, SLOT_S)
            )
        return {key: len(found) for key, found in slots.items()}

    @cached_property
    def span(self) -> tuple[datetime, datetime] | None:
        """First and last sample of any stream."""
        spans = [span for stream in self.streams if (span := stream.span())]
        return (min(start for start, _ in spans), max(end for _, end in spans)) if spans else None

    @property
    def hidden_s(self) -> float:
        """How long the meeting's tab was in the background while there were samples."""
        span = self.span
        if span is None:
            return 0.0
        start, end = span[0].timestamp(), span[1].timestamp()
        return sum(max(min(end, until) - max(start, since), 0.0) for since, until in self.context.hidden)

    @property
    def totals_only(self) -> tuple[Totals, ...]:
        """Cumulative statistics of series without a single row: all that is known of them."""
        return tuple(totals for totals in self.totals if not self.rows.get(totals.series))
