"""A peer report read while it arrives: bytes in as they come, signals out at the end, the report never held whole."""

from typing import TYPE_CHECKING, Any, Final

from rtk_mcp.api.documents import NotJson
from rtk_mcp.api.models.report import SERIES
from rtk_mcp.errors import NotAReport
from rtk_mcp.report.document import decompressed, locate_report
from rtk_mcp.report.layers import SeriesRows, read_layers
from rtk_mcp.report.metadata import read_context
from rtk_mcp.report.series import SeriesReader
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.splitting import MARKER, PIECE_BYTES, RowSplitter
from rtk_mcp.report.streams import named, read_streams
from rtk_mcp.report.totals import read_totals

if TYPE_CHECKING:
    from rtk_mcp.report.stream import Stream

_SERIES: Final = {series.name: series for series in SERIES}
MAX_ROWS: Final = 1_000_000
"""Four times as many as the largest report known of; each takes some dozens of bytes of memory."""
_UNREADABLE: Final = "This is not readable as JSON: the file is cut off, damaged, or no peer report."


class ReportReader:
    """Reads a whole API answer, its `data`, a bare participant or a bare peer report, in any pieces."""

    def __init__(self) -> None:
        self.received_bytes = 0
        self._readers: list[SeriesReader] = []
        self._splitter = RowSplitter(_SERIES, self._open, self._take)

    def feed(self, piece: bytes) -> None:
        """Take the next bytes; a few milliseconds of work for each quarter of a megabyte.

        Raises:
            NotAReport: they are no JSON.
        """
        self.received_bytes += len(piece)
        try:
            self._splitter.feed(piece)
        except NotJson:
            raise NotAReport(_UNREADABLE) from None

    def finish(self) -> PeerSignals:
        """What was read; to be called once.

        Raises:
            NotAReport: it was no peer report, or not all of one.
            UpstreamError: it was the service's error answer.
        """
        if not self.received_bytes:
            raise NotAReport("The report is empty: there are no bytes to read.")
        try:
            document = locate_report(self._splitter.finish())
        except NotJson:
            raise NotAReport(_UNREADABLE) from None
        quality = document.report.get("quality")
        quality = quality if isinstance(quality, dict) else {}
        context = read_context(document.participant, document.report.get("metadata"))
        streams: list[Stream] = []
        rows: dict[str, int] = {}
        cumulative = []
        left_out = 0
        for name, series in _SERIES.items():
            read = self._series(name, quality.get(name))
            streams += read_streams(series, read, context.hidden)
            rows |= {name: read.rows} if read.rows else {}
            cumulative += [name] if read.cumulative else []
            left_out += read.left_out
        return PeerSignals(
            context=context,
            streams=named(streams),
            totals=read_totals(quality),
            rows=rows,
            cumulative_series=tuple(cumulative),
            streams_left_out=left_out,
            report_bytes=self.received_bytes,
        )

    def _open(self, name: str) -> int:
        if self._readers:
            self._readers[-1].settle()
        self._readers.append(SeriesReader(_SERIES[name]))
        return len(self._readers) - 1

    def _take(self, array: int, piece: bytes, certain: bool) -> bool:
        taken = self._readers[array].take(piece, certain=certain)
        if sum(reader.rows for reader in self._readers) > MAX_ROWS:
            raise NotAReport(f"This has more than {MAX_ROWS:,} rows, which no peer report has.")
        return taken

    def _series(self, name: str, value: Any) -> SeriesRows:
        """The rows behind a marker, or those that stayed in the document."""
        for place, reader in enumerate(self._readers):
            if value == MARKER.format(place) and reader.series.name == name:
                self._readers[place] = SeriesReader(reader.series)  # its columns can go now
                return read_layers(reader)
        reader = SeriesReader(_SERIES[name])
        reader.take_objects(value)
        return read_layers(reader)


def read_report(raw: bytes) -> PeerSignals:
    """Read a report that is at hand as a whole; gzip too.

    Raises:
        NotAReport: the bytes hold no peer report.
        UpstreamError: the bytes are the service's error answer.
    """
    reader = ReportReader()
    for piece in decompressed(raw):
        for start in range(0, len(piece), PIECE_BYTES):
            reader.feed(piece[start : start + PIECE_BYTES])
    return reader.finish()
