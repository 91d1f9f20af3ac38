"""Many stays to what differs between them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rtk_mcp.meeting.comparing.confounding import Confounder, confounders
from rtk_mcp.meeting.comparing.differences import Difference, compare_metrics, compare_verdicts
from rtk_mcp.meeting.comparing.dimensions import DIMENSIONS, Dimension
from rtk_mcp.meeting.comparing.groups import Division, Profile, divide, profile
from rtk_mcp.meeting.comparing.people import calls_of, side_of, stays_by_person
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
        whole: everybody.
        stays: each once.
        divisions: those asked for.
        verdicts, metrics: all comparisons made, the largest difference first.
        claims: verdicts before metrics, groups that are worse than others before better ones, the largest first.
        trend: when days were among what was asked for.
    """

    whole: Profile
    stays: tuple[StaySample, ...]
    divisions: tuple[Division, ...]
    verdicts: tuple[Difference, ...]
    metrics: tuple[Difference, ...]
    claims: tuple[Claim, ...]
    trend: Trend | None


def compare(samples: Iterable[StaySample], group_by: Dimension | None = None) -> Comparison:
    """Compare stays by one dimension, or by all of them; the same stays always give the same answer."""
    stays = tuple({sample.peer_id: sample for sample in samples}.values())
    people = stays_by_person(stays)
    every = {dimension: divide(people, dimension) for dimension in DIMENSIONS}
    asked = tuple(every.values()) if group_by is None else (every[group_by],)
    verdicts, metrics = compare_verdicts(asked), compare_metrics(asked)
    return Comparison(
        whole=profile(side_of(calls_of(person, own) for person, own in enumerate(people))),
        stays=stays,
        divisions=asked,
        verdicts=verdicts,
        metrics=metrics,
        claims=_claims((*verdicts, *metrics), tuple(every.values())),
        trend=trend_of(every["day"]) if group_by in {None, "day"} else None,
    )


def _claims(differences: Sequence[Difference], divisions: Sequence[Division]) -> tuple[Claim, ...]:
    """Of poor, and of poor or fair calls of one group only the larger difference."""
    found: dict[object, Difference] = {}
    for each in differences:
        if each.found:
            metric = None if each.aspect.fair is None else each.aspect.name
            found.setdefault((each.group.dimension, each.group.key, metric), each)
    ranked = sorted(
        found.values(),
        key=lambda each: (each.aspect.fair is not None, each.effect < 0, -abs(each.effect)),
    )
    return tuple(Claim(each, confounders(each, divisions)) for each in ranked)
