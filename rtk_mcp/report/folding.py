"""A cause absorbs its own symptoms: one finding with their evidence instead of several."""

from dataclasses import replace
from types import MappingProxyType
from typing import Final

from rtk_mcp.report.finding import SEVERITIES, Finding

_INBOUND_LOSS: Final = ("downlink-packet-loss", "remote-sender-loss", "inbound-loss-unattributed")
_RECEIVED_BADLY: Final = (*_INBOUND_LOSS, "high-jitter")
_HELD_BACK: Final = ("cpu-limited", "bandwidth-limited-uplink")
_OVERLOADED: Final = ("decoder-overload",)

CAUSES: Final = MappingProxyType(
    {
        "audio-concealment": _RECEIVED_BADLY,
        "playout-delay-high": ("tcp-relay", *_RECEIVED_BADLY),
        "high-jitter": ("tcp-relay", "uplink-packet-loss", *_INBOUND_LOSS),
        "video-freeze": (*_INBOUND_LOSS, *_OVERLOADED),
        "low-frame-rate": (*_HELD_BACK, *_RECEIVED_BADLY, *_OVERLOADED, "video-freeze"),
        "low-resolution": (*_HELD_BACK, *_INBOUND_LOSS),
        "screenshare-unreadable": (*_HELD_BACK, *_INBOUND_LOSS),
    }
)
"""Symptom to the causes that explain it, the likeliest first."""
SYMPTOM_OF_ANYTHING: Final = "low-quality-score"
_NOT_AN_EXPLANATION: Final = frozenset({SYMPTOM_OF_ANYTHING, "uplink-not-measured", "quality-data-missing"})


def fold(findings: list[Finding]) -> list[Finding]:
    """Findings with each symptom moved into the cause found on the same streams, as far as there is one."""
    kept = dict(enumerate(findings))
    for index in sorted(kept, key=lambda index: _depth(findings[index].code), reverse=True):
        symptom = kept[index]
        cause = next((other for other in _candidates(kept, index) if _explains(kept[other], symptom)), None)
        if cause is not None:
            kept[cause] = _absorb(kept[cause], symptom)
            del kept[index]
    return list(kept.values())


def _depth(code: str) -> int:
    """How far down the chain of causes a code is, so that symptoms of symptoms fold first."""
    if code == SYMPTOM_OF_ANYTHING:
        return len(CAUSES) + 1
    return max((1 + _depth(cause) for cause in CAUSES.get(code, ())), default=0)


def _candidates(kept: dict[int, Finding], index: int) -> list[int]:
    code = kept[index].code
    if code == SYMPTOM_OF_ANYTHING:
        return [other for other, finding in kept.items() if finding.code not in _NOT_AN_EXPLANATION]
    causes = CAUSES.get(code, ())
    found = [other for other, finding in kept.items() if finding.code in causes]
    return sorted(found, key=lambda other: causes.index(kept[other].code))


def _explains(cause: Finding, symptom: Finding) -> bool:
    """A cause on the path explains its direction; one on streams explains what shares a stream with it."""
    if cause.code == "tcp-relay":
        return cause.direction in {symptom.direction, "none"}
    if cause.direction != symptom.direction:
        return False
    return bool(set(cause.streams) & set(symptom.streams)) or (
        not cause.streams and cause.media == symptom.media
    )


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
        streams=tuple(dict.fromkeys((*cause.streams, *symptom.streams))),
        windows=cause.windows or symptom.windows,
    )
