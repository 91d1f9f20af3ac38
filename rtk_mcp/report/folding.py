"""A cause absorbs its own symptoms: one finding with their evidence instead of several."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Final

from rtk_mcp.report.causes import (
    CAUSES,
    CONDITIONS,
    NOT_AN_EXPLANATION,
    OF_EVERYTHING,
    OF_ONE_DEVICE,
    OF_THE_LINE,
    SYMPTOM_OF_ANYTHING,
    worse,
)
from rtk_mcp.report.finding import SEVERITIES, Evidence, Finding, Window
from rtk_mcp.report.overlapping import covered_s, length_s
from rtk_mcp.report.windows import spans_of

AFTERMATH_S: Final = 60.0
"""A consequence may show up to a minute off the worst of its cause: loss comes and goes, buffers empty slowly."""
EXPLAINED_RATIO: Final = 0.5
"""What went on mostly at other times has another cause too, and is told by itself."""
AT_ONCE_S: Final = 20.0
"""A break that was hardly felt is blamed for what was worse only where that came with it."""
ALIKE_RATIO: Final = 0.8
"""Causes that share nearly as much with a symptom are told apart by what is likely, not by a sample at the edge."""
TOLD_S: Final = 1.0
"""Windows are told to the second."""
FELT: Final = MappingProxyType(
    {
        "audio-concealment": "felt as gaps in received sound",
        "playout-delay-high": "felt as late sound or video",
        "decoder-overload": "and the device dropped frames of received video",
        "video-freeze": "felt as frozen video",
        "low-frame-rate": "felt as jerky video",
        "low-resolution": "felt as a very small picture",
        "screenshare-unreadable": "felt as a shared screen too small to read",
        "no-audio-sent": "so that no sound was sent",
        "no-video-sent": "so that no video was sent",
        "low-quality-score": "with a low quality score",
    }
)
"""How a symptom is told in the sentence of a cause that says nothing of it; others are only measured."""


def fold(findings: list[Finding]) -> list[Finding]:
    """Findings with each symptom moved into the cause found at the same time and place, as far as there is one.

    Of several causes the one that shares most of the symptom's time and streams has it, of equals the likeliest.
    """
    kept = dict(enumerate(findings))
    symptoms: dict[int, list[Finding]] = {index: [] for index in kept}
    for index in sorted(kept, key=lambda index: _depth(findings[index].code), reverse=True):
        told = _with(kept[index], symptoms[index])
        cause = _likeliest(kept, _candidates(kept, index), told)
        if cause is not None:
            symptoms[cause].append(told)
            del kept[index]
    return [_with(cause, symptoms[index]) for index, cause in kept.items()]


@cache
def _depth(code: str, above: frozenset[str] = frozenset()) -> int:
    """How far down the chain of causes a code is, so that symptoms of symptoms fold first."""
    if code == SYMPTOM_OF_ANYTHING:
        return len(CAUSES) + 1
    causes = [cause for cause in CAUSES.get(code, ()) if cause not in above]
    return max((1 + _depth(cause, above | {code}) for cause in causes), default=0)


def _candidates(kept: dict[int, Finding], index: int) -> list[int]:
    """What may have caused a finding, the likeliest first."""
    code = kept[index].code
    if code == SYMPTOM_OF_ANYTHING:
        return [other for other, finding in kept.items() if finding.code not in NOT_AN_EXPLANATION]
    causes = CAUSES.get(code, ())
    found = [other for other, finding in kept.items() if finding.code in causes]
    return sorted(found, key=lambda other: causes.index(kept[other].code))


def _likeliest(kept: dict[int, Finding], candidates: list[int], symptom: Finding) -> int | None:
    causes = [other for other in candidates if _explains(kept[other], symptom)]
    if not causes:
        causes = _together(kept, candidates, symptom)
    shared = [_shared_s(kept[other], symptom) for other in causes]
    most = max(shared, default=0.0)
    alike = (other for other, each in zip(causes, shared, strict=True) if each >= ALIKE_RATIO * most)
    return next(alike, None)


def _together(kept: dict[int, Finding], candidates: list[int], symptom: Finding) -> list[int]:
    """Several causes, one after the other, that explain a symptom together but none alone; else nothing."""
    parts = [other for other in candidates if kept[other].windows and _shared_s(kept[other], symptom) > 0]
    parts = [other for other in parts if (kept[other].code, symptom.code) not in CONDITIONS]
    windows = [window for other in parts for window in kept[other].windows]
    streams = sum(_shared_streams(kept[other], symptom) for other in parts)
    enough = covered_s(symptom.windows, windows, AFTERMATH_S) >= EXPLAINED_RATIO * length_s(symptom.windows)
    return parts if len(parts) > 1 and enough and streams >= EXPLAINED_RATIO else []


def _explains(cause: Finding, symptom: Finding) -> bool:
    """A cause explains what happened in its time to its streams, its line, or the whole connection."""
    if not _in_place(cause, symptom) or not _in_time(cause, symptom):
        return False
    condition = CONDITIONS.get((cause.code, symptom.code))
    return condition is None or condition(cause, symptom)


def _in_place(cause: Finding, symptom: Finding) -> bool:
    if cause.code in OF_EVERYTHING or (cause.code, symptom.code) in OF_ONE_DEVICE:
        return True
    if cause.direction not in {symptom.direction, "none"} and symptom.direction != "none":
        return False
    if cause.code not in OF_THE_LINE and not cause.streams:
        return cause.media in {symptom.media, "connection", "device"}
    return 2 * _shared_streams(cause, symptom) >= 1


def _shared_streams(cause: Finding, symptom: Finding) -> float:
    """Part of the symptom's streams that the cause is on, 0 to 1; a line or a whole connection is on all."""
    if not cause.streams or cause.code in OF_THE_LINE or (cause.code, symptom.code) in OF_ONE_DEVICE:
        return 1.0
    return len(set(cause.streams) & set(symptom.streams)) / max(len(symptom.streams), 1)


def _in_time(cause: Finding, symptom: Finding) -> bool:
    """Whether most of the symptom's time is about the cause's; where either has none, it is taken to be."""
    if not cause.windows or not symptom.windows:
        return True
    at_once = cause.code in OF_EVERYTHING and worse(symptom, cause)
    margin_s = AT_ONCE_S if at_once else AFTERMATH_S
    covered = covered_s(symptom.windows, cause.windows, margin_s)
    return covered >= EXPLAINED_RATIO * length_s(symptom.windows)


def _shared_s(cause: Finding, symptom: Finding) -> float:
    """How much of the symptom goes along with the cause, in seconds for the part of its streams that both have."""
    if cause.windows:
        time_s = covered_s(symptom.windows, cause.windows)
    else:
        time_s = 0.0 if symptom.code == SYMPTOM_OF_ANYTHING else length_s(symptom.windows)
    return time_s * _shared_streams(cause, symptom)


def _with(cause: Finding, symptoms: list[Finding]) -> Finding:
    """The cause as bad as its worst symptom, with what shows that."""
    if not symptoms:
        return cause
    ranked = sorted(symptoms, key=lambda each: SEVERITIES.index(each.severity))
    whole = replace(
        cause,
        evidence=_evidence(cause, ranked),
        streams=tuple(dict.fromkeys([*cause.streams, *_blamed_on(cause, symptoms)])),
        windows=cause.windows or _spans(window for each in symptoms for window in each.windows),
    )
    if not worse(ranked[0], cause):
        return whole
    return replace(_as_bad_as(whole, ranked[0]), summary=_sentence(cause, ranked))


def _as_bad_as(cause: Finding, symptom: Finding) -> Finding:
    """The cause with the severity and the time of the symptom through which it was felt."""
    doubtful = cause.confidence == "low" and symptom.confidence != "low"
    return replace(
        cause,
        severity=symptom.severity,
        confidence="medium" if doubtful else cause.confidence,
        windows=_reaching(cause.windows, symptom.windows),
    )


def _sentence(cause: Finding, ranked: list[Finding]) -> str:
    """The cause's own, and what it led to: by its own figures it would not have been as bad."""
    felt = [each.code for each in ranked if each.severity == ranked[0].severity and each.code in FELT]
    return f"{cause.summary.removesuffix('.')}, {FELT[felt[0]]}." if felt else cause.summary


def _reaching(windows: tuple[Window, ...], others: tuple[Window, ...]) -> tuple[Window, ...]:
    """The windows, and what of the others is outside them; the worst values of the two do not compare."""
    if length_s(others) - covered_s(others, windows) < TOLD_S:
        return windows
    return _spans([*windows, *others])


def _spans(windows: Iterable[Window]) -> tuple[Window, ...]:
    return spans_of((each.start.timestamp(), each.end.timestamp(), 0.0) for each in windows)


def _evidence(cause: Finding, ranked: list[Finding]) -> tuple[Evidence, ...]:
    """The cause's own, all of a symptom that was worse, and what others measured besides."""
    deciding = ranked[0].evidence if worse(ranked[0], cause) else ()
    told = [*cause.evidence, *(each for each in deciding if each not in cause.evidence)]
    for symptom in ranked:
        metrics = {each.metric for each in told}
        told += [each for each in symptom.evidence if each.metric not in metrics]
    return tuple(told)


def _blamed_on(cause: Finding, symptoms: list[Finding]) -> list[str]:
    """Streams of the symptoms that the cause is to blame for: all of a line's or device's, none of another sender's."""
    return [name for symptom in symptoms if _is_all_its_own(cause, symptom) for name in symptom.streams]


def _is_all_its_own(cause: Finding, symptom: Finding) -> bool:
    if (cause.code, symptom.code) in OF_ONE_DEVICE:
        return True
    return cause.code in OF_THE_LINE and cause.direction in {symptom.direction, "none"}
