"""People one by one, as lines and as structured content."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from rtk_mcp.meeting.comparing.metrics import MEASURES, MeasureName
from rtk_mcp.meeting.comparing.person_rows import PersonRow
from rtk_mcp.meeting.people import Person
from rtk_mcp.render.budget import Detail, Line, number_text
from rtk_mcp.render.comparison_model import PersonItem
from rtk_mcp.render.comparison_words import METRIC_WORDS, people
from rtk_mcp.render.people import labels_of
from rtk_mcp.render.report_items import rounded
from rtk_mcp.render.untrusted import quote, word
from rtk_mcp.report.phrases import count

_ROW, _LAST = 30, 80
_MOST_NAMED: Final = 3
_KEY: Final[Mapping[Detail, frozenset[MeasureName]]] = MappingProxyType(
    {
        "brief": frozenset(),
        "standard": frozenset({"loss_received_pct", "loss_sent_pct", "jitter_ms", "rtt_ms"}),
        "full": frozenset(MEASURES),
    }
)
"""Told of everybody; the others where they are beyond what is noticed."""


def people_headline(rows: Sequence[PersonRow]) -> str:
    """Who had a poor call and why, or that nobody had."""
    named = [*zip(rows, _names(rows), strict=True)]
    judged = [(row, name) for row, name in named if row.verdict != "unknown"]
    rest = f" {people(len(rows) - len(judged))} could not be judged." if len(judged) < len(rows) else ""
    troubled = [f"{name} {_judged(row)}" for row, name in judged if row.verdict in {"poor", "fair"}]
    if not troubled:
        return f"Nobody of the {people(len(judged))} judged had a POOR or FAIR call.{rest}"
    more = f"; and {len(troubled) - _MOST_NAMED} more" if len(troubled) > _MOST_NAMED else ""
    told = "; ".join(troubled[:_MOST_NAMED])
    return f"POOR or FAIR: {len(troubled)} of {people(len(judged))} judged: {told}{more}.{rest}"


def people_lines(rows: Sequence[PersonRow], detail: Detail) -> Iterator[Line]:
    """A line each, the worst first."""
    for number, (row, name) in enumerate(zip(rows, _names(rows), strict=True)):
        values = [
            f"{METRIC_WORDS[measure][0]} {number_text(value)}{METRIC_WORDS[measure][1]}"
            for measure, value in row.values.items()
            if measure in _KEY[detail] or _is_noticed(measure, value)
        ]
        stays = f", {count(len(row.peer_ids), 'stay')}" if len(row.peer_ids) > 1 else ""
        peer = f", peer {word(row.peer_ids[0])}" if row.name else ""
        told = [f"{name}{peer}{stays}: {_judged(row)}", *([", ".join(values)] if values else [])]
        yield Line("; ".join(told), min(_ROW + number, _LAST), "people")


def people_items(rows: Sequence[PersonRow]) -> list[PersonItem]:
    """The same as structured content."""
    return [
        PersonItem(
            name=name.strip('"') if row.name else None,
            peer_id=word(row.peer_ids[0]),
            verdict=row.verdict,
            own_trouble=row.own if row.own != row.verdict else None,
            finding=row.worst,
            metrics={measure: rounded(value) or 0.0 for measure, value in row.values.items()},
        )
        for row, name in zip(rows, _names(rows), strict=True)
    ]


def _names(rows: Sequence[PersonRow]) -> list[str]:
    """Quoted names that no two share; a peer id where no name is known."""
    labels = labels_of([Person(key=row.peer_ids[0], name=row.name) for row in rows])
    return [
        quote(label) if row.name else f"peer {word(row.peer_ids[0])}"
        for row, label in zip(rows, labels, strict=True)
    ]


def _judged(row: PersonRow) -> str:
    if not row.read:
        return "no report"
    if row.verdict == "unknown":
        return "not judged"
    told = row.verdict.upper() if row.verdict in {"poor", "fair"} else row.verdict
    told += f" ({row.worst})" if row.worst else ""
    alone = row.own == "good" and row.verdict != "good"
    return f"{told}, through other senders alone" if alone else told


def _is_noticed(measure: MeasureName, value: float) -> bool:
    limit = MEASURES[measure]
    return value < limit.fair if limit.low_is_bad else value > limit.fair
