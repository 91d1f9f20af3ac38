"""A diagnosis held against a label: what was found, where it was blamed, when it was seen, and what was made up."""

from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.label import Case, Cause
from evaluation.overlap import overlap_ratio
from evaluation.running import Played
from rtk_mcp.report.finding import Finding, Severity, Verdict
from rtk_mcp.report.stream import Stream

SERIOUS = frozenset({"critical", "major"})


@dataclass(frozen=True, slots=True)
class Hit:
    """What became of one cause.

    Attributes:
        code: what the cause is called.
        found_as: the finding that named it, None when none did.
        culprit_right: whether it was blamed on the right direction, media and peer; None without a culprit to name.
        overlap_ratio: how well its windows fit the cause's span; None for a cause without bounds, or not found.
    """

    code: str
    found_as: str | None
    culprit_right: bool | None = None
    overlap_ratio: float | None = None


@dataclass(frozen=True, slots=True)
class FalseFinding:
    """A finding that nothing in the call accounts for."""

    code: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class Score:
    """One diagnosis, marked.

    Attributes:
        hits: one for each cause of the label.
        named: codes of the findings that rightly name a cause.
        false: findings that are neither right nor a consequence.
        beside: felt consequences that stand beside their cause, where folding them into it would say less and more.
    """

    healthy: bool
    verdict: Verdict
    verdict_right: bool
    hits: tuple[Hit, ...]
    named: tuple[str, ...]
    false: tuple[FalseFinding, ...]
    beside: tuple[str, ...]

    @property
    def missed(self) -> tuple[str, ...]:
        """Causes that no finding names."""
        return tuple(hit.code for hit in self.hits if hit.found_as is None)

    @property
    def perfect(self) -> bool:
        """Whether there is nothing to say against it."""
        blamed_right = all(hit.culprit_right is not False for hit in self.hits)
        return self.verdict_right and blamed_right and not self.missed and not self.false


def score(case: Case, played: Played) -> Score:
    """Mark one diagnosis; of several findings that name a cause, the one in the right place counts."""
    label, diagnosis = case.label, played.diagnosis
    streams = {stream.id: stream for stream in played.signals.streams}
    hits: list[Hit] = []
    right: dict[int, Finding] = {}
    for cause in label.causes:
        named = [finding for finding in diagnosis.findings if _names(finding, cause)]
        fitting = [finding for finding in named if _in_place(finding, cause, streams)]
        chosen = next(iter(fitting or named), None)
        right |= {id(finding): finding for finding in fitting or named[:1]}
        hits.append(_hit(case, cause, chosen, in_place=bool(fitting)))
    others = [finding for finding in diagnosis.findings if id(finding) not in right]
    false = [
        FalseFinding(finding.code, finding.severity)
        for finding in others
        if finding.code not in label.consequences
    ]
    beside = [
        finding.code
        for finding in others
        if finding.code in label.consequences and finding.severity != "info"
    ]
    return Score(
        healthy=label.healthy,
        verdict=diagnosis.verdict,
        verdict_right=diagnosis.verdict in label.verdicts,
        hits=tuple(hits),
        named=tuple(finding.code for finding in right.values()),
        false=tuple(false),
        beside=tuple(beside),
    )


def _names(finding: Finding, cause: Cause) -> bool:
    return finding.code == cause.code or finding.code in cause.or_within


def _hit(case: Case, cause: Cause, chosen: Finding | None, *, in_place: bool) -> Hit:
    if chosen is None:
        return Hit(cause.code, None)
    return Hit(
        code=cause.code,
        found_as=chosen.code,
        culprit_right=in_place if cause.has_culprit else None,
        overlap_ratio=overlap_ratio(case, cause.span, chosen) if cause.span else None,
    )


def _in_place(finding: Finding, cause: Cause, streams: dict[str, Stream]) -> bool:
    """Whether a finding points at the cause's direction, media and peer; one folded elsewhere points there instead."""
    if finding.code != cause.code:
        return True
    own = [streams[name] for name in finding.streams if name in streams]
    return (
        (not cause.directions or finding.direction in cause.directions)
        and (not cause.media or _on_media(finding, own, cause))
        and (not cause.peers or _on_peers(own, cause))
    )


def _on_media(finding: Finding, own: Sequence[Stream], cause: Cause) -> bool:
    return {stream.media for stream in own} <= cause.media if own else finding.media in cause.media


def _on_peers(own: Sequence[Stream], cause: Cause) -> bool:
    peers = {stream.remote_peer_id for stream in own}
    return bool(peers) and peers <= cause.peers
