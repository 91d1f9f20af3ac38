"""What can be asked of a report: its streams and their metrics, what happened when, and the path of the media."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count as count_from
from typing import Final

from rtk_mcp.render.budget import Detail, Line, Section, iso_utc, number_text
from rtk_mcp.render.inspection_events import ToldEvent, kept_events, told_events
from rtk_mcp.render.inspection_fitting import Counts, fit_counts, fit_text
from rtk_mcp.render.inspection_masks import Masks
from rtk_mcp.render.inspection_model import InspectedStream, InspectionResult
from rtk_mcp.render.listing import Rendered
from rtk_mcp.render.report_items import network_item, rounded
from rtk_mcp.render.report_settings import path_text
from rtk_mcp.report.context import Path
from rtk_mcp.report.metrics import measured
from rtk_mcp.report.phrases import count, short_forms
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.stream import Stream

_HEAD, _METRICS, _PATH, _STREAM, _EVENT, _MINOR_EVENT = 0, 1, 2, 1_000, 1_001, 1_000_000
"""What stays when not everything fits: lower numbers first; streams and telling events take turns."""
_BYTES_PER_MEGABYTE: Final = 1_000_000
_NO_VALUE: Final = "-"


@dataclass(frozen=True, slots=True)
class _Whole:
    """Everything that there is to say, most important first in each list."""

    header: str
    start: str | None
    end: str | None
    metrics: dict[str, list[str]]
    streams: list[InspectedStream]
    events: list[ToldEvent]
    connection: list[str]


def render_overview(
    signals: PeerSignals, *, peer_id: str, detail: Detail, show_private: bool
) -> Rendered[InspectionResult]:
    """Streams, metrics, events and path of the whole call."""
    whole = _whole(signals, peer_id, Masks(show_private=show_private))
    note = partial(_note, whole, detail)
    return Rendered(fit_text(_sections(whole), detail, note), _structured(whole, peer_id, detail, note))


def _whole(signals: PeerSignals, peer_id: str, masks: Masks) -> _Whole:
    start, end = map(iso_utc, signals.span) if signals.span else (None, None)
    said = f"samples from {start} to {end}" if start and end else "no samples"
    kinds = _by_kind(signals.streams)
    metrics = {kind: list[str](measured(of_kind)) for kind, of_kind in kinds.items()}
    return _Whole(
        header=f"Report of peer {peer_id}, {said}. Offsets count from the first sample of the call.",
        start=start,
        end=end,
        metrics={kind: names for kind, names in metrics.items() if names},
        streams=_items(signals.streams, metrics),
        events=told_events(signals.context, masks),
        connection=_connection(signals),
    )


def _connection(signals: PeerSignals) -> list[str]:
    """The pair in use on each transport."""
    items = network_item(signals, show_private=False).connection
    return [path_text(item) + _traffic(path) for item, path in zip(items, signals.context.paths, strict=True)]


def _traffic(path: Path) -> str:
    """Candidate types and bytes of a pair, as far as known."""
    kinds = f", {path.kind or 'unknown'} to {path.remote_kind}" if path.remote_kind else ""
    sizes = (("sent", path.bytes_sent), ("received", path.bytes_received))
    told = [f"{number_text(size / _BYTES_PER_MEGABYTE)} MB {way}" for way, size in sizes if size is not None]
    return kinds + "".join(f", {text}" for text in told)


def _by_kind(streams: Iterable[Stream]) -> dict[str, list[Stream]]:
    kinds: dict[str, list[Stream]] = {}
    for stream in streams:
        kinds.setdefault(f"{stream.media}-{stream.direction}", []).append(stream)
    return kinds


def _items(streams: Sequence[Stream], metrics: dict[str, list[str]]) -> list[InspectedStream]:
    """The longest first."""
    peers = short_forms(stream.remote_peer_id for stream in streams if stream.remote_peer_id)
    ordered = sorted(streams, key=lambda stream: -len(stream.active))
    return [_item(stream, peers, metrics[f"{stream.media}-{stream.direction}"]) for stream in ordered]


def _item(stream: Stream, peers: dict[str, str], of_kind: list[str]) -> InspectedStream:
    span = stream.span()
    own = {*measured([stream])}
    sizes = stream.numbers("bytes", stream.active)
    return InspectedStream(
        id=stream.id,
        remote_peer=peers.get(stream.remote_peer_id or ""),
        start=iso_utc(span[0]) if span else None,
        end=iso_utc(span[1]) if span else None,
        active_min=rounded(stream.active_minutes) or 0,
        samples=stream.length,
        megabytes=rounded(sum(sizes) / _BYTES_PER_MEGABYTE) if sizes else None,
        not_measured=[name for name in of_kind if name not in own] or None,
    )


def _sections(whole: _Whole) -> list[Section]:
    header = Line("id | from | first to last sample | active min | samples | MB | not measured", _STREAM)
    rows = [Line(_row(item), _STREAM + 2 * place, "stream") for place, item in enumerate(whole.streams)]
    telling = count_from(_EVENT, 2)
    events = [
        Line(each.text, next(telling) if each.telling else _MINOR_EVENT, "event") for each in whole.events
    ]
    metrics = [Line(f"{kind}: {', '.join(names)}", _METRICS) for kind, names in whole.metrics.items()]
    return [
        Section("", [Line(whole.header, _HEAD)]),
        Section("Metrics that can be asked for", metrics),
        Section("Streams, the longest first", [header, *rows] if rows else []),
        Section(
            "Way of the media at the end (more: path=metadata.candidate_pairs)",
            [Line(each, _PATH) for each in whole.connection],
        ),
        Section(
            "Events and devices",
            events,
        ),
    ]


def _row(item: InspectedStream) -> str:
    times = f"{item.start[11:]} to {item.end[11:]}" if item.start and item.end else _NO_VALUE
    cells = [
        item.id,
        item.remote_peer or _NO_VALUE,
        times,
        number_text(item.active_min),
        str(item.samples),
        number_text(item.megabytes) if item.megabytes is not None else _NO_VALUE,
        ", ".join(item.not_measured or ()) or _NO_VALUE,
    ]
    return " | ".join(cells)


def _structured(
    whole: _Whole, peer_id: str, detail: Detail, note: Callable[[Counts], str]
) -> InspectionResult:
    def build(told: Counts, gone: Counts) -> InspectionResult:
        return InspectionResult(
            peer_id=peer_id,
            start=whole.start,
            end=whole.end,
            metrics=whole.metrics,
            streams=whole.streams[: told["stream"]],
            events=[each.text for each in kept_events(whole.events, told["event"])],
            connection=whole.connection,
            left_out=note(gone) if any(gone.values()) else None,
        )

    return fit_counts({"stream": len(whole.streams), "event": len(whole.events)}, detail, build)


def _note(whole: _Whole, detail: Detail, gone: Counts) -> str:
    streams, events = gone.get("stream"), gone.get("event")
    parts = [f"{streams} of {count(len(whole.streams), 'stream')}"] if streams else []
    parts += [f"{events} of {count(len(whole.events), 'event')} (path=metadata.events)"] if events else []
    more = "start and end narrow it" if detail == "full" else "detail=full, or start and end, show more"
    return (
        f"Left out: {' and '.join(parts or ['some metrics'])}. {more}; stream=audio-receive is all of a kind."
    )
