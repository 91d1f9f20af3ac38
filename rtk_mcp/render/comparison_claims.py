"""The differences of a comparison as lines, those of one group together."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from rtk_mcp.meeting.comparing.comparison import Claim
from rtk_mcp.render.budget import Detail, Line
from rtk_mcp.render.comparison_headline import claim_leads, trend_leads
from rtk_mcp.render.comparison_sessions import sessions_lead
from rtk_mcp.render.comparison_view import View
from rtk_mcp.render.comparison_words import metric_clause, p_text, people, trend_text

_FIRST: Final = 10
"""Of this importance are the first differences, of one less each that follows; beyond `_MANY` they can wait."""
_MANY: Final = 5
_REST: Final = 500
_TREND: Final = 20
_UNSURE: Final = 600
_MOST_UNSURE: Final = 3


def claim_lines(view: View, detail: Detail) -> Iterator[Line]:
    """What differs, then the trend, then the largest differences that are none; brief ones are without metrics."""
    by_group: dict[tuple[str, str], list[Claim]] = {}
    for claim in view.compared.claims:
        group = claim.difference.group
        by_group.setdefault((group.dimension, group.key), []).append(claim)
    for rank, claims in enumerate(by_group.values()):
        lines = [*_block(view, rank, claims, with_metrics=detail != "brief")]
        if lines:
            yield Line("\n".join(lines), (_FIRST if rank < _MANY else _REST) + rank, "differences")
    if view.compared.trend and view.compared.whole.judged and not trend_leads(view):
        yield Line(trend_text(view.compared.trend), _TREND, "trend")
    mirrors = {(group.dimension, group.key) for group in view.compared.mirrors}
    yield from _unsure(view, {*by_group} | mirrors)


def _block(view: View, rank: int, claims: Sequence[Claim], *, with_metrics: bool) -> Iterator[str]:
    """A group's verdict, its metrics, and what may be their cause instead; the headline is not said again."""
    first = claims[0].difference
    in_headline = rank == 0 and claim_leads(view)
    told_with_it = 1 if in_headline and not sessions_lead(view) else 0
    of_verdict = first.aspect.fair is None
    metrics = [
        metric_clause(claim.difference) for claim in claims if claim.difference.aspect.fair is not None
    ]
    if of_verdict and not in_headline:
        yield f"{rank + 1}. {view.words.difference(first, p_text(first.probability))}."
    if of_verdict and metrics and with_metrics:
        yield f"{'Also there:' if in_headline else '   Also'} {', '.join(metrics)}."
    elif not of_verdict and (len(metrics) > 1 or not in_headline):
        sizes = f"{people(len(first.own))} against {len(first.others)} others"
        told = f"{view.words.where(first.group)}: {', '.join(metrics)}; {sizes}"
        yield f"{rank + 1}. {told[0].upper()}{told[1:]}."
    for found in claims[0].confounders[told_with_it:]:
        also = "Another cause may be" if in_headline else "   The cause may be another"
        yield f"{also}: {view.words.confounder(first, found)}."


def _unsure(view: View, told: AbstractSet[tuple[str, str]]) -> Iterator[Line]:
    """The largest that chance may explain, one of each group that nothing was told of."""
    known, unsure = {*told}, []
    for difference in view.compared.verdicts:
        key = (difference.group.dimension, difference.group.key)
        if difference.effect > 0 and key not in known:
            known.add(key)
            unsure.append(view.words.difference(difference, p_text(difference.probability)))
    for rank, sentence in enumerate(unsure[:_MOST_UNSURE]):
        yield Line(f"Chance may explain: {sentence}.", _UNSURE + rank, "what chance may explain")
