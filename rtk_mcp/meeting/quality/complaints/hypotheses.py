"""What else could be behind a complaint, ruled out by what was measured, or told as not measured."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from rtk_mcp.meeting.quality.complaints.flows import measured, reached_by, received_by, sent_by
from rtk_mcp.meeting.quality.complaints.symptoms import Hypothesis
from rtk_mcp.meeting.quality.grouping import name
from rtk_mcp.meeting.quality.meeting import Meeting
from rtk_mcp.meeting.quality.times import SLOT_S, Slots
from rtk_mcp.meeting.quality.trouble import Kind, Part
from rtk_mcp.report.phrases import count, duration_words

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
    return [
        _TESTS[each](meeting, person, time)
        for each in hypotheses
        if not any(_shows(each, part, person) for part in parts)
    ]


def _shows(hypothesis: Hypothesis, part: Part, person: int) -> bool:
    trouble, own = part.trouble, person in part.trouble.culprits
    if hypothesis == "others":
        return person in part.felt and not own
    if hypothesis in _KINDS:
        return own and trouble.kind == _KINDS[hypothesis]
    return own and trouble.finding.code in _CODES[hypothesis]


def _uplink(meeting: Meeting, person: int, time: Slots | None) -> str:
    who = name(person)
    receivers = reached_by(meeting, person, frozenset(), time)
    if receivers:
        return (
            f"Not the uplink of {who}: {count(len(receivers), 'report')} of others who received {who} "
            "put no loss down to it."
        )
    if meeting.matrix.arrived(person, time or sent_by(meeting, person, frozenset(), None)):
        return f"Not the uplink of {who}: their own report measured that what they sent arrived."
    return f"The uplink of {who} cannot be judged: nobody's report shows what they sent."


def _downlink(meeting: Meeting, person: int, time: Slots | None) -> str:
    senders = received_by(meeting, person, frozenset(), time)
    if senders:
        return f"Not the downlink of {name(person)}: what came from {count(len(senders), 'sender')} arrived well."
    return f"The downlink of {name(person)} cannot be judged: their report shows nothing received."


def _others(meeting: Meeting, person: int, time: Slots | None) -> str:
    senders = received_by(meeting, person, frozenset(), time) - {None}
    if senders:
        return f"Not those whom {name(person)} received: no report shows trouble with what they sent."
    return f"Whom {name(person)} should have received cannot be judged: their report shows nothing received."


def _microphone(meeting: Meeting, person: int, time: Slots | None) -> str:
    sent = sent_by(meeting, person, _AUDIO, time)
    if sent:
        return f"Not the microphone: {duration_words(len(sent) * SLOT_S)} of audio were sent, and not as silence."
    return f"The microphone of {name(person)} cannot be judged: no audio was sent."


def _camera(meeting: Meeting, person: int, time: Slots | None) -> str:
    sent = sent_by(meeting, person, _VIDEO, time)
    if sent:
        return f"Not the camera: {duration_words(len(sent) * SLOT_S)} of video were sent."
    return f"The camera of {name(person)} cannot be judged: no video was sent."


def _processor(meeting: Meeting, person: int, time: Slots | None) -> str:
    columns = ("cpu_limited", "dropped_pct")
    if any(measured(meeting, person, column, _PICTURES, time) for column in columns):
        return f"Not the computer of {name(person)}: it kept up with encoding and decoding."
    return f"The computer of {name(person)} cannot be judged: nothing of its load was measured."


def _connection(meeting: Meeting, person: int, _: Slots | None) -> str:
    stays = meeting.stays_of(person)
    if any(stay.signals for stay in stays):
        return f"Not the connection of {name(person)}: no break in {count(len(stays), 'stay')}."
    return f"The connection of {name(person)} cannot be judged: there is no report of {count(len(stays), 'stay')}."


def _permission(meeting: Meeting, person: int, time: Slots | None) -> str:
    if sent_by(meeting, person, frozenset(), time):
        return f"Not a permission: {name(person)} sent media."
    return (
        f"Whether {name(person)} had permission for microphone and camera cannot be told: nothing was sent."
    )


_TESTS: Final[Mapping[Hypothesis, Callable[[Meeting, int, Slots | None], str]]] = MappingProxyType(
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
