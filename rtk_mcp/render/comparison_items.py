"""A comparison as structured content."""

import orjson

from rtk_mcp.meeting.comparing.comparison import Claim
from rtk_mcp.meeting.comparing.groups import Group, Profile
from rtk_mcp.render.comparison_headline import headline
from rtk_mcp.render.comparison_model import DifferenceItem, GroupItem, MetricItem, QualityComparison, RateItem
from rtk_mcp.render.comparison_next import next_lines, unread_line
from rtk_mcp.render.comparison_notes import note_lines
from rtk_mcp.render.comparison_people import people_items
from rtk_mcp.render.comparison_view import MOST_NAMED, View
from rtk_mcp.render.comparison_words import test_name, trend_text
from rtk_mcp.render.report_items import rounded


def structured(view: View, left_out: str | None, room: int) -> QualityComparison:
    """All of it, as far as it fits into so many bytes."""
    compared = view.compared
    groups = [group for division in compared.divisions for group in view.in_order(division)]
    answer = QualityComparison(
        headline=headline(view),
        differences=[_difference(view, claim) for claim in compared.claims],
        trend=trend_text(compared.trend) if compared.trend else None,
        groups=[
            _item(compared.whole, None, None, numbers=not compared.rows),
            *(
                _item(view.profile(group), group, view.words.plain(group), numbers=view.group_by is not None)
                for group in groups
            ),
        ],
        people=people_items(compared.rows),
        sessions=view.sessions,
        reports=view.reports,
        notes=[
            *filter(None, [unread_line(view)]),
            *(line.text for line in (*note_lines(view), *next_lines(view))),
        ],
        next_cursor=view.scope.next_cursor,
        left_out=left_out,
    )
    return _fitting(answer, room)


def _difference(view: View, claim: Claim) -> DifferenceItem:
    difference = claim.difference
    own, others = (difference.aspect.centre(each) for each in (difference.own, difference.others))
    return DifferenceItem(
        by=difference.group.dimension,
        group=view.words.plain(difference.group),
        what=difference.aspect.name,
        value=rounded(own) or 0.0,
        people=len(difference.own),
        others_value=rounded(others) or 0.0,
        others=len(difference.others),
        p=float(f"{difference.probability:.2g}"),
        test=f"{test_name(difference)}, Holm-corrected for {difference.comparisons}",
        confounded=[view.words.confounder(difference, each) for each in claim.confounders] or None,
    )


def _item(found: Profile, group: Group | None, name: str | None, *, numbers: bool) -> GroupItem:
    return GroupItem(
        by=group.dimension if group else None,
        group=name,
        people=found.people,
        calls=sum(found.verdicts.values()),
        poor=found.verdicts["poor"],
        fair=found.verdicts["fair"],
        good=found.verdicts["good"],
        hours=rounded(found.hours) or 0.0,
        metrics=_metrics(found) if numbers else None,
        findings=_rates(found) if numbers else None,
    )


def _metrics(found: Profile) -> list[MetricItem]:
    return [
        MetricItem(
            metric=name,
            median=None if each.values else rounded(each.median),
            worst_tenth=None if each.values else rounded(each.worst_tenth),
            values=[rounded(value) or 0.0 for value in each.values] or None,
            people=each.people,
        )
        for name, each in found.typical.items()
    ]


def _rates(found: Profile) -> list[RateItem]:
    return [
        RateItem(code=each.code, stays=each.stays, per_100_hours=rounded(each.per_100_h))
        for each in found.rates
    ]


def _fitting(answer: QualityComparison, room: int) -> QualityComparison:
    """Without the last people and groups, then without the numbers of the rest, then without the last differences."""
    groups, differences, people = answer.groups, answer.differences, answer.people
    while _size(answer) > room and people:
        people = people[: len(people) * 3 // 4]
        answer = answer.model_copy(update={"people": people})
    while _size(answer) > room and len(groups) > MOST_NAMED:
        groups = groups[: max(len(groups) * 3 // 4, MOST_NAMED)]
        answer = answer.model_copy(update={"groups": groups})
    if _size(answer) > room:
        plain = [each.model_copy(update={"metrics": None, "findings": None}) for each in groups[1:]]
        groups = [*groups[:1], *plain]
        answer = answer.model_copy(update={"groups": groups})
    while _size(answer) > room and len(differences) > 1:
        differences = differences[: len(differences) // 2]
        answer = answer.model_copy(update={"differences": differences})
    while _size(answer) > room and len(groups) > 1:
        groups = groups[:-1]
        answer = answer.model_copy(update={"groups": groups})
    return answer


def _size(answer: QualityComparison) -> int:
    return len(orjson.dumps(answer.model_dump(mode="json", exclude_none=True)))
