"""Bytes of a peer report to all that the findings and the answer need; the raw report is dropped."""

from dataclasses import dataclass
from datetime import datetime

from rtk_mcp.api.models.report import SERIES
from rtk_mcp.report.context import Context
from rtk_mcp.report.document import open_document
from rtk_mcp.report.layers import read_series
from rtk_mcp.report.metadata import read_context
from rtk_mcp.report.stream import Stream
from rtk_mcp.report.streams import make_streams
from rtk_mcp.report.totals import Totals, read_totals


@dataclass(frozen=True, slots=True)
class PeerSignals:
    """One participant's call as measured.

    Attributes:
        context: participant, machine, network, path and events.
        streams: media streams with their samples, in the order of the report's series.
        totals: the report's own cumulative statistics, where it has them.
        rows: number of rows per series, those with none left out.
        cumulative_series: series whose counters were found to count since the start.
    """

    context: Context
    streams: tuple[Stream, ...]
    totals: tuple[Totals, ...]
    rows: dict[str, int]
    cumulative_series: tuple[str, ...]

    @property
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


def read_report(raw: bytes) -> PeerSignals:
    """Read a whole API answer, its `data`, a bare participant or a bare peer report; gzip too.

    Raises:
        NotAReport: the bytes hold no peer report.
        UpstreamError: the bytes are the service's error answer.
    """
    document = open_document(raw)
    quality = document.report.get("quality")
    quality = quality if isinstance(quality, dict) else {}
    context = read_context(document.participant, document.report.get("metadata"))
    read = {series.name: read_series(series, quality.get(series.name)) for series in SERIES}
    return PeerSignals(
        context=context,
        streams=make_streams(read, context.hidden),
        totals=read_totals(quality),
        rows={name: series.rows for name, series in read.items() if series.rows},
        cumulative_series=tuple(name for name, series in read.items() if series.cumulative),
    )
