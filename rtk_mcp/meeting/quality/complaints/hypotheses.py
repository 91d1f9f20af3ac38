"""What else could be behind a complaint, ruled out by what was measured, or told as not measured."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from rtk_mcp.meeting.quality.complaints.flows import measured, reached_by, received_by, sent_by
from rtk_mcp.meeting.quality.complaints.symptoms import Hypothesis
from rtk_mcp.meeting.quality.meeting import Meeting
from rtk_mcp.meeting.quality.placeholders import name
from rtk_mcp.meeting.quality.times import SLOT_S, Slots
from rtk_mcp.meeting.quality.trouble import Kind, Part
from rtk_mcp.report.phrases import count, duration_words
from rtk_mcp.report.rules.standstill import is_standstill

_AUDIO: Final = frozenset({"audio"})
_VIDEO: Final = frozenset({"video"})
_PICTURES: Final = frozenset({"video", "screenshare_video"})
_KINDS: Final[Mapping[Hypothesis, Kind]] = MappingProxyType(
    {"uplink": "uplink", "downlink": "downlink", "connection": "break"}
)
_CODES: Final[Mapping[Hypothesis, frozenset[str]]] = MappingProxyType(
    {
        "microphone": frozenset({"no-audio-sent", "silent-microphone", "permission-denied", "device-change"}),
        "camera": frozenset({"no-video-sent", "permission-denied", "device-change"}),
        "processor": frozenset({"cpu-limited", "decoder-overload"}),
        "permission": frozenset({"permission-denied"}),
    }
)


@dataclass(frozen=True, slots=True)
class _Case:
    """Whom and when it is about; `blamed`: whose sending is known to have been bad for this person."""

    meeting: Meeting
    person: int
    time: Slots | None
    blamed: frozenset[int]

    @property
    def who(self) -> str:
        return name(self.person)

    @property
    def then(self) -> str:
        return " at that time" if self.time else ""


def tested(
    meeting: Meeting,
    person: int,
    hypotheses: Sequence[Hypothesis],
    parts: Sequence[Part],
    time: Slots | None,
) -> list[str]:
    """A sentence for each that is ruled out or cannot be judged; none for what some report shows.

    Args:
        meeting: with everybody's reports.
        person: whom the complaint is about.
        hypotheses: what to test.
        parts: everything felt at that time, whoever's it is.
        time: slots that the complaint is about; None is the whole meeting.
    """
    blamed = {culprit for part in parts if person in part.felt for culprit in part.trouble.culprits}
    case = _Case(meeting, person, time, frozenset(blamed - {person}))
    return [
        _TESTS[each](case) for each in hypotheses if not any(_shows(each, part, person) for part in parts)
    ]


def _shows(hypothesis: Hypothesis, part: Part, person: int) -> bool:
    trouble, own = part.trouble, person in part.trouble.culprits
    if hypothesis == "others":
        return person in part.felt and not own
    if hypothesis == "connection" and own and is_standstill(trouble.finding):
        return True
    if hypothesis in _KINDS:
        return own and trouble.kind == _KINDS[hypothesis]
    return own and trouble.finding.code in _CODES[hypothesis]


def _uplink(case: _Case) -> str:
    who = case.who
    receivers = reached_by(case.meeting, case.person, frozenset(), case.time)
    if receivers:
        others = "1 other" if len(receivers) == 1 else f"{len(receivers)} others"
        told = f"{others} received {who}, and no report puts trouble down to that line"
        return f"Not the uplink of {who}: {told}{case.then}."
    if case.meeting.matrix.arrived(
        case.person, case.time or sent_by(case.meeting, case.person, frozenset(), None)
    ):
        return f"Not the uplink of {who}: their own report measured that what they sent arrived."
    return f"The uplink of {who} cannot be judged: nobody's report shows what they sent."


def _downlink(case: _Case) -> str:
    """By those who are not said to have sent badly themselves."""
    senders = received_by(case.meeting, case.person, frozenset(), case.time) - case.blamed
    if senders:
        others = "other sender" if case.blamed else "sender"
        return f"Not the downlink of {case.who}: what came from {count(len(senders), others)} arrived well{case.then}."
    return (
        f"The downlink of {case.who} cannot be judged: their report shows nothing received of anybody else."
    )


def _others(case: _Case) -> str:
    senders = received_by(case.meeting, case.person, frozenset(), case.time) - {None}
    if senders:
        return f"Not those whom {case.who} received: no report shows trouble with what they sent{case.then}."
    return f"Whom {case.who} should have received cannot be judged: their report shows nothing received."


def _microphone(case: _Case) -> str:
    sent = sent_by(case.meeting, case.person, _AUDIO, case.time)
    if sent:
        length = duration_words(len(sent) * SLOT_S)
        return f"Not the microphone: {length} of audio were sent{case.then}, and not as silence."
    return f"The microphone of {case.who} cannot be judged: no audio was sent{case.then}."


def _camera(case: _Case) -> str:
    sent = sent_by(case.meeting, case.person, _VIDEO, case.time)
    if sent:
        return f"Not the camera: {duration_words(len(sent) * SLOT_S)} of video were sent{case.then}."
    return f"The camera of {case.who} cannot be judged: no video was sent{case.then}."


def _processor(case: _Case) -> str:
    columns = ("cpu_limited", "dropped_pct")
    if any(measured(case.meeting, case.person, column, _PICTURES, case.time) for column in columns):
        return f"Not the computer of {case.who}: it kept up with encoding and decoding{case.then}."
    return f"The computer of {case.who} cannot be judged: nothing of its load was measured."


def _connection(case: _Case) -> str:
    stays = case.meeting.stays_of(case.person)
    if any(stay.is_judged for stay in stays):
        return f"Not the connection of {case.who}: no break in {count(len(stays), 'stay')}."
    return f"The connection of {case.who} cannot be judged: no report has enough in it."


def _permission(case: _Case) -> str:
    if sent_by(case.meeting, case.person, frozenset(), case.time):
        return f"Not a permission: {case.who} sent media."
    return f"Whether {case.who} had permission for microphone and camera cannot be told: nothing was sent."


_TESTS: Final[Mapping[Hypothesis, Callable[[_Case], str]]] = MappingProxyType(
    {
        "uplink": _uplink,
        "downlink": _downlink,
        "others": _others,
        "microphone": _microphone,
        "camera": _camera,
        "processor": _processor,
        "connection": _connection,
        "permission": _permission,
    }
)
