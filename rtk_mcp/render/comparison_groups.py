"""What the groups of a comparison are like, as lines."""

from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import Final

from rtk_mcp.meeting.comparing.groups import FEW, Division, Profile
from rtk_mcp.render.budget import Detail, Line, Section, number_text
from rtk_mcp.render.comparison_people import people_lines
from rtk_mcp.render.comparison_view import MOST_NAMED, View
from rtk_mcp.render.comparison_words import DIMENSION_WORDS, METRIC_WORDS, people
from rtk_mcp.report.phrases import count

_GROUP, _EVERYBODY = 100, 200
_MOST_RATES: Final = 5
_WITH_NUMBERS: Final = MappingProxyType[Detail, int]({"brief": 0, "standard": 6, "full": 20})
"""Where there are more groups, their verdicts must do."""


def group_sections(view: View, detail: Detail) -> Iterator[Section]:
    """The groups asked for with their numbers, or a line for each dimension; then everybody's numbers."""
    if view.group_by == "person":
        yield Section("Each person", list(people_lines(view.compared.rows, detail)))
        if view.compared.whole.judged <= FEW:
            return
    elif view.group_by:
        (division,) = view.compared.divisions
        few = len(division.groups) <= _WITH_NUMBERS[detail]
        yield Section(f"By {DIMENSION_WORDS[view.group_by][0]}", list(_rows(view, division, numbers=few)))
    else:
        lines = [
            Line(_overview(view, division), _GROUP + rank, "groups")
            for rank, division in enumerate(view.compared.divisions)
            if division.groups
        ]
        yield Section("POOR or FAIR calls, of those judged", lines)
    everybody = [Line(told, _EVERYBODY, "numbers of everybody") for told in _numbers(view.compared.whole)]
    yield Section("Everybody", everybody)


def _rows(view: View, division: Division, *, numbers: bool) -> Iterator[Line]:
    for rank, group in enumerate(view.in_order(division)):
        found = view.profile(group)
        verdicts = found.verdicts
        unknown = f", {verdicts['unknown']} not judged" if verdicts["unknown"] else ""
        told = (
            f"{view.words.group(group)}: {people(found.people)}, {count(sum(verdicts.values()), 'call')}: "
            f"{verdicts['poor']} POOR, {verdicts['fair']} FAIR, {verdicts['good']} good{unknown}; "
            f"{number_text(found.hours)} h"
        )
        below = [f"   {each}" for each in _numbers(found)] if numbers else []
        yield Line("\n".join([told, *below]), _GROUP + min(rank, _EVERYBODY - _GROUP - 1), "groups")


def _overview(view: View, division: Division) -> str:
    groups = view.in_order(division)
    told = [
        f"{view.words.group(group)} {view.profile(group).troubled}/{view.profile(group).judged}"
        for group in groups[:MOST_NAMED]
    ]
    more = f" and {len(groups) - MOST_NAMED} more" if len(groups) > MOST_NAMED else ""
    return f"{DIMENSION_WORDS[division.dimension][0]}: {', '.join(told)}{more}"


def _numbers(found: Profile) -> Iterator[str]:
    told = [
        _metric(name, (each.median, each.worst_tenth))
        for name, each in found.typical.items()
        if not each.values
    ]
    if told:
        yield f"Median/worst tenth of people: {', '.join(told)}"
    values = [_metric(name, each.values) for name, each in found.typical.items() if each.values]
    if values:
        yield f"{'Measured of one or two' if told else 'Values'}: {', '.join(values)}"
    if found.rates:
        told = [
            f"{each.code} {'?' if each.per_100_h is None else number_text(each.per_100_h)} ({each.stays})"
            for each in found.rates[:_MOST_RATES]
        ]
        more = f" and {len(found.rates) - _MOST_RATES} more" if len(found.rates) > _MOST_RATES else ""
        yield f"Findings per 100 participant-hours (stays): {', '.join(told)}{more}"


def _metric(name: str, values: Sequence[float]) -> str:
    return f"{METRIC_WORDS[name][0]} {'/'.join(map(number_text, values))}{METRIC_WORDS[name][1]}"
