"""Many stays to what differs between them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rtk_mcp.meeting.comparing.confounding import Confounder, confounders
from rtk_mcp.meeting.comparing.differences import Difference, compare_metrics, compare_verdicts
from rtk_mcp.meeting.comparing.dimensions import BROUGHT_ALONG, DIMENSIONS, Grouping
from rtk_mcp.meeting.comparing.groups import Division, Group, Profile, divide, profile
from rtk_mcp.meeting.comparing.mirrors import is_mirror
from rtk_mcp.meeting.comparing.people import calls_of, side_of, stays_by_person
from rtk_mcp.meeting.comparing.person_rows import PersonRow, person_rows
from rtk_mcp.meeting.comparing.samples import StaySample
from rtk_mcp.meeting.comparing.trend import Trend, trend_of


@dataclass(frozen=True, slots=True)
class Claim:
    """A difference that chance hardly explains, and what may be its cause instead."""

    difference: Difference
    confounders: tuple[Confounder, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How groups of stays differ.

    Attributes:
        whole: everybody, by what was felt.
        own: everybody, by their own trouble alone.
        stays: each once.
        divisions: those asked for; those by what people bring along are of their own trouble alone.
        sessions: the same stays by session, whatever was asked for.
        verdicts, metrics: all comparisons made, the largest difference first.
        claims: verdicts before metrics, groups that are worse than others before better ones, the largest first.
        mirrors: groups that differ because of those claimed to be worse, and are no claims therefore.
        trend: when days were among what was asked for.
        rows: each person, where these were asked for.
    """

    whole: Profile
    own: Profile
    stays: tuple[StaySample, ...]
    divisions: tuple[Division, ...]
    sessions: Division
    verdicts: tuple[Difference, ...]
    metrics: tuple[Difference, ...]
    claims: tuple[Claim, ...]
    mirrors: tuple[Group, ...]
    trend: Trend | None
    rows: tuple[PersonRow, ...] = ()


def compare(samples: Iterable[StaySample], group_by: Grouping | None = None) -> Comparison:
    """Compare stays by one dimension or all of them, or list people; the same stays always give the same answer."""
    stays = tuple({sample.peer_id: sample for sample in samples}.values())
    people = stays_by_person(stays)
    own = [[stay.own_sample() for stay in each] for each in people]
    every = {name: divide(own if name in BROUGHT_ALONG else people, name) for name in DIMENSIONS}
    asked = tuple(each for name, each in every.items() if group_by in {None, name})
    verdicts, metrics = compare_verdicts(asked), compare_metrics(asked)
    claims, mirrors = _claims((*verdicts, *metrics), tuple(every.values()))
    return Comparison(
        whole=_everybody(people),
        own=_everybody(own),
        stays=stays,
        divisions=asked,
        sessions=every["session"],
        verdicts=verdicts,
        metrics=metrics,
        claims=claims,
        mirrors=mirrors,
        trend=trend_of(every["day"]) if group_by in {None, "day"} else None,
        rows=person_rows(people) if group_by == "person" else (),
    )


def _everybody(people: Sequence[Sequence[StaySample]]) -> Profile:
    return profile(side_of(calls_of(number, stays) for number, stays in enumerate(people)))


def _claims(
    differences: Sequence[Difference], divisions: Sequence[Division]
) -> tuple[tuple[Claim, ...], tuple[Group, ...]]:
    """What is told, and the groups that mirror it; of poor, and of poor or fair calls only the larger difference."""
    found: dict[object, Difference] = {}
    for each in differences:
        if each.found:
            metric = None if each.aspect.fair is None else each.aspect.name
            found.setdefault((_name(each.group), metric), each)
    ranked = sorted(
        found.values(),
        key=lambda each: (each.aspect.fair is not None, each.effect < 0, -abs(each.effect)),
    )
    told: dict[object, Group] = {}
    worse: list[Group] = []
    mirrors: dict[object, Group] = {}
    claims = []
    for each in ranked:
        name = _name(each.group)
        if name in mirrors or (name not in told and is_mirror(each, worse)):
            mirrors.setdefault(name, each.group)
            continue
        if each.effect > 0 and name not in told:
            worse.append(each.group)
        told.setdefault(name, each.group)
        claims.append(Claim(each, confounders(each, divisions)))
    return tuple(claims), tuple(mirrors.values())


def _name(group: Group) -> object:
    return group.dimension, group.key
