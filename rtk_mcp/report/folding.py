"""A cause absorbs its own symptoms: one finding with their evidence instead of several."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from rtk_mcp.report.causes import (
    CAUSES,
    CONDITIONS,
    NOT_AN_EXPLANATION,
    OF_EVERYTHING,
    OF_THE_LINE,
    SYMPTOM_OF_ANYTHING,
)
from rtk_mcp.report.finding import SEVERITIES, Finding, Window

AFTERMATH_S: Final = 60.0
"""A consequence may show up to a minute off the worst of its cause: loss comes and goes, buffers empty slowly."""
EXPLAINED_RATIO: Final = 0.5
"""What went on mostly at other times has another cause too, and is told by itself."""


def fold(findings: list[Finding]) -> list[Finding]:
    """Findings with each symptom moved into the cause found at the same time and place, as far as there is one."""
    kept = dict(enumerate(findings))
    for index in sorted(kept, key=lambda index: _depth(findings[index].code), reverse=True):
        symptom = kept[index]
        cause = next((other for other in _candidates(kept, index) if _explains(kept[other], symptom)), None)
        if cause is not None:
            kept[cause] = _absorb(kept[cause], symptom)
            del kept[index]
    return list(kept.values())


def _depth(code: str, above: frozenset[str] = frozenset()) -> int:
    """How far down the chain of causes a code is, so that symptoms of symptoms fold first."""
    if code == SYMPTOM_OF_ANYTHING:
        return len(CAUSES) + 1
    causes = [cause for cause in CAUSES.get(code, ()) if cause not in above]
    return max((1 + _depth(cause, above | {code}) for cause in causes), default=0)


def _candidates(kept: dict[int, Finding], index: int) -> list[int]:
    code = kept[index].code
    if code == SYMPTOM_OF_ANYTHING:
        return [other for other, finding in kept.items() if finding.code not in NOT_AN_EXPLANATION]
    causes = CAUSES.get(code, ())
    found = [other for other, finding in kept.items() if finding.code in causes]
    return sorted(found, key=lambda other: causes.index(kept[other].code))


def _explains(cause: Finding, symptom: Finding) -> bool:
    """A cause explains what happened in its time to its streams, its line, or the whole connection."""
    if not _in_place(cause, symptom) or not _in_time(cause.windows, symptom.windows):
        return False
    condition = CONDITIONS.get((cause.code, symptom.code))
    return condition is None or condition(cause, symptom)


def _in_place(cause: Finding, symptom: Finding) -> bool:
    if cause.code in OF_EVERYTHING:
        return True
    if cause.direction not in {symptom.direction, "none"} and symptom.direction != "none":
        return False
    if cause.code in OF_THE_LINE:
        return True
    if not cause.streams:
        return cause.media in {symptom.media, "connection", "device"}
    return 2 * len(set(cause.streams) & set(symptom.streams)) >= max(len(symptom.streams), 1)


def _in_time(cause: Sequence[Window], symptom: Sequence[Window]) -> bool:
    """Whether most of the symptom's time is about the cause's; where either has none, it is taken to be."""
    if not cause or not symptom:
        return True
    spans = _joined(
        [(each.start.timestamp() - AFTERMATH_S, each.end.timestamp() + AFTERMATH_S) for each in cause]
    )
    covered = total = 0.0
    for window in symptom:
        start, end = window.start.timestamp(), window.end.timestamp()
        total += end - start
        covered += sum(max(min(end, until) - max(start, since), 0.0) for since, until in spans)
    return covered >= EXPLAINED_RATIO * total


def _joined(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    joined: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _both(cause: str, symptom: str) -> str:
    """One sentence of two; summaries begin with a plain word."""
    return f"{cause.removesuffix('.')}; {symptom[:1].lower()}{symptom[1:]}"


def _absorb(cause: Finding, symptom: Finding) -> Finding:
    felt = SEVERITIES.index(symptom.severity) < SEVERITIES.index(cause.severity)
    seen = {evidence.metric for evidence in cause.evidence}
    return replace(
        cause,
        severity=symptom.severity if felt else cause.severity,
        confidence="medium" if felt and cause.confidence == "low" != symptom.confidence else cause.confidence,
        summary=_both(cause.summary, symptom.summary) if felt else cause.summary,
        evidence=(*cause.evidence, *(each for each in symptom.evidence if each.metric not in seen)),
        streams=tuple(dict.fromkeys((*cause.streams, *_its_own(cause, symptom)))),
        windows=cause.windows or symptom.windows,
    )


def _its_own(cause: Finding, symptom: Finding) -> tuple[str, ...]:
    """The symptom's streams that the cause is to blame for: all of a line's, none of another sender's."""
    return symptom.streams if cause.code in OF_THE_LINE and cause.direction == symptom.direction else ()
