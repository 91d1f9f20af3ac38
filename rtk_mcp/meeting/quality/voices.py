"""How each person's voice came to each of the others, sample by sample."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rtk_mcp.meeting.quality.meeting import Meeting
from rtk_mcp.meeting.quality.model import Stay
from rtk_mcp.meeting.quality.spans import Span, Spans
from rtk_mcp.report.stream import Stream
from rtk_mcp.report.thresholds import AUDIO_LOSS, CONCEALMENT

_LIMITS = ((AUDIO_LOSS.column, AUDIO_LOSS.poor), (CONCEALMENT.column, CONCEALMENT.poor))
"""Packets lost and gaps filled in: what makes words unintelligible. Late or uneven words are still words."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One person's voice at one listener: when there were samples of it, and when those were poor."""

    heard: Spans
    poor: Spans


@dataclass(slots=True)
class _Heard:
    all: list[Span] = field(default_factory=list)
    poor: list[Span] = field(default_factory=list)


def voices_of(meeting: Meeting) -> Mapping[int, Mapping[int, Voice]]:
    """By speaker and listener, both places of people; without speakers whom all heard well.

    A speaker's own report is there as if they listened to themselves: what was lost on the way to the service.
    """
    found: defaultdict[tuple[int, int], _Heard] = defaultdict(_Heard)
    for stay in meeting.stays:
        for stream in stay.signals.streams if stay.signals else ():
            speaker = stay.person if stream.direction == "send" else meeting.matrix.sender_of(stream)
            if stream.media != "audio" or speaker is None:
                continue
            if (speaker == stay.person) is (stream.direction == "send"):
                heard = found[speaker, stay.person]
                heard.all += _spans(stay, stream, stream.judged)
                heard.poor += _spans(stay, stream, _poor(stream))
    suffering = {speaker for (speaker, _), heard in found.items() if heard.poor}
    voices: defaultdict[int, dict[int, Voice]] = defaultdict(dict)
    for (speaker, listener), heard in found.items():
        if speaker in suffering:
            voices[speaker][listener] = Voice(Spans.of(heard.all), Spans.of(heard.poor))
    return voices


def _poor(stream: Stream) -> list[int]:
    """Poor samples next to another: one alone is a click."""
    poor = {
        index
        for column, limit in _LIMITS
        for index in stream.beyond(column, stream.judged, limit, low_is_bad=False)
    }
    return [index for index in poor if index - 1 in poor or index + 1 in poor]


def _spans(stay: Stay, stream: Stream, indexes: Iterable[int]) -> Iterator[Span]:
    ahead_s = stay.ahead_s or 0.0
    for index in indexes:
        time = stream.time_s(index)
        if time is not None:
            yield time - stream.interval_s - ahead_s, time - ahead_s
