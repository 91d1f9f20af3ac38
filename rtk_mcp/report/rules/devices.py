"""Microphone, camera and screen: whether the person let the call have them."""

from collections.abc import Iterator
from typing import Any, Final, Literal

from rtk_mcp.api.models.media import Media
from rtk_mcp.report.context import Event
from rtk_mcp.report.finding import Evidence, Finding, Severity
from rtk_mcp.report.signals import PeerSignals

Thing = Literal["microphone", "camera", "screen"]

_REFUSED: Final = frozenset({"DENIED", "SYSTEM_DENIED", "COULD_NOT_START", "NO_DEVICES_AVAILABLE"})
_ACCEPTED: Final = "ACCEPTED"
_WORDS: Final[tuple[tuple[str, Thing], ...]] = (
    ("screen", "screen"),
    ("display", "screen"),
    ("audio", "microphone"),
    ("mic", "microphone"),
    ("video", "camera"),
    ("cam", "camera"),
)
_MEDIA: Final[dict[Thing, Media]] = {"microphone": "audio", "camera": "video", "screen": "screenshare_video"}
_MEANING: Final = {
    "DENIED": "the permission was refused",
    "SYSTEM_DENIED": "the operating system refused it",
    "COULD_NOT_START": "it could not be started, often because another program holds it",
    "NO_DEVICES_AVAILABLE": "no such device was there",
}

_CAUSE: Final = {
    "DENIED": "The person or the browser's site settings refused it.",
    "SYSTEM_DENIED": "The system's privacy settings keep the browser from using it.",
    "COULD_NOT_START": "Another program holds it, or its driver failed.",
    "NO_DEVICES_AVAILABLE": "None is connected, or the system does not know it.",
}
_ADVICE: Final = {
    "DENIED": "Allow the {} in the browser's site settings.",
    "SYSTEM_DENIED": "Allow the {} for the browser in the system's privacy settings.",
    "COULD_NOT_START": "Close other programs that use the {}, plug it in again or restart the browser.",
    "NO_DEVICES_AVAILABLE": "Connect a {} and check that the system lists it.",
}


def permission_denied(signals: PeerSignals) -> Iterator[Finding]:
    """`permission-denied`: microphone, camera or screen were refused or unavailable to the end of the call.

    Silent when it was granted later or media was sent after all. Closing the screen picker (CANCELED) is a change of
    mind, not a fault.

    Thresholds: none; the last media_permission event says DENIED, SYSTEM_DENIED, COULD_NOT_START or
    NO_DEVICES_AVAILABLE. A microphone is major, the others minor.

    What to do: allow the device in the browser's site settings and in the system's privacy settings; close other
    programs that use it.
    """
    for thing, (outcome, at) in _last_outcomes(signals.context.events).items():
        if outcome in _REFUSED and not _sent_after(signals, thing, at):
            severity: Severity = "major" if thing == "microphone" else "minor"
            yield Finding(
                code="permission-denied",
                severity=severity,
                confidence="high",
                media="device",
                direction="send",
                summary=f"The {thing} was not available to the call: {_MEANING[outcome]}.",
                evidence=(Evidence(f"{thing}_permission", outcome, media=_MEDIA[thing]),),
                likely_cause=_CAUSE[outcome],
                advice=_ADVICE[outcome].format(thing),
            )


def _last_outcomes(events: tuple[Event, ...]) -> dict[Thing, tuple[str, float]]:
    """What the last permission event said of each device, and when: seconds since 1970, 0 when not known."""
    timed = sorted((event.at.timestamp() if event.at else 0.0, place) for place, event in enumerate(events))
    outcomes: dict[Thing, tuple[str, float]] = {}
    for at, place in timed:
        if events[place].name == "media_permission":
            outcomes.update({thing: (found, at) for thing, found in _outcomes(events[place].details).items()})
    return outcomes


def _outcomes(details: dict[str, Any]) -> dict[Thing, str]:
    """Device and outcome wherever the event has them: `{audio: DENIED}`, or a kind in one value, a state in another."""
    texts = {str(key).lower(): str(value) for key, value in details.items() if isinstance(value, str)}
    states = {key: value.upper() for key, value in texts.items() if value.upper() in _REFUSED | {_ACCEPTED}}
    named = {thing: state for key, state in states.items() if (thing := _thing(key))}
    if named or not states:
        return named
    thing = next(
        (thing for key, value in texts.items() if key not in states and (thing := _thing(value.lower()))),
        None,
    )
    return {thing: next(iter(states.values()))} if thing else {}


def _thing(text: str) -> Thing | None:
    return next((thing for word, thing in _WORDS if word in text), None)


def _sent_after(signals: PeerSignals, thing: Thing, at: float) -> bool:
    """Whether media of the device flowed later than the sample under way at the time."""
    return any(
        (stream.time_s(index) or 0) > at + stream.interval_s
        for stream in signals.streams
        if stream.direction == "send" and stream.media == _MEDIA[thing]
        for index in stream.active
    )
