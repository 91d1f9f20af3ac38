"""How each person's voice came to each of the others, sample by sample."""

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Self

from rtk_mcp.meeting.quality.meeting import Meeting
from rtk_mcp.meeting.quality.model import Stay
from rtk_mcp.report.numbers import Numbers
from rtk_mcp.report.stream import Stream
from rtk_mcp.report.thresholds import AUDIO_LOSS, CONCEALMENT

_LIMITS = ((AUDIO_LOSS.column, AUDIO_LOSS.poor), (CONCEALMENT.column, CONCEALMENT.poor))
"""Packets lost and gaps filled in: what makes words unintelligible. Late or uneven words are still words."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One stream of one person's voice.

    Attributes:
        ends_s: ends of the samples that may be judged, by the client's clock, ascending.
        poor_ends_s: of those that were poor.
        interval_s: how long a sample is.
        ahead_s: how far the client's clock is ahead.
    """

    ends_s: Sequence[float]
    poor_ends_s: Sequence[float]
    interval_s: float
    ahead_s: float

    @classmethod
    def of(cls, stream: Stream, poor: Sequence[int], ahead_s: float) -> Self:
        """From a stream of audio, and which of its samples were poor."""
        times = stream.samples.time_s
        judged = stream.judged
        ends = times[judged.start : judged.stop] if isinstance(judged, range) else _at(times, judged)
        if isnan(sum(ends)):
            ends = array("d", [end for end in ends if end == end])  # noqa: PLR0124 - NaN is no time
        known = [end for end in _at(times, poor) if end == end]  # noqa: PLR0124 - NaN is no time
        return cls(ends, known, stream.interval_s, ahead_s)

    def samples(self, start_s: float, end_s: float) -> tuple[int, int]:
        """How many samples reach into some time by the service's clock, and how many of them were poor."""
        first, last = start_s + self.ahead_s, end_s + self.ahead_s + self.interval_s
        heard, poor = (
            bisect_left(ends, last) - bisect_right(ends, first) for ends in (self.ends_s, self.poor_ends_s)
        )
        return heard, poor


Voices = Mapping[int, Mapping[int, Sequence[Voice]]]
"""By speaker and listener, both places of people."""


def voices_of(meeting: Meeting) -> Voices:
    """The streams of all whose voice came poorly to somebody; nothing of those whom all heard well.

    A speaker's own report is there as if they listened to themselves: what was lost on the way to the service.
    """
    heard = [
        (speaker, stay, stream, _poor(stream))
        for stay in meeting.stays
        for stream in (stay.signals.streams if stay.signals else ())
        if stream.media == "audio" and (speaker := _speaker(meeting, stay, stream)) is not None
    ]
    suffering = {speaker for speaker, _, _, poor in heard if poor}
    voices: defaultdict[int, defaultdict[int, list[Voice]]] = defaultdict(lambda: defaultdict(list))
    for speaker, stay, stream, poor in heard:
        if speaker in suffering:
            voices[speaker][stay.person].append(Voice.of(stream, poor, stay.ahead_s or 0.0))
    return voices


def _speaker(meeting: Meeting, stay: Stay, stream: Stream) -> int | None:
    """Whose voice it is; nobody's where somebody receives themselves, from another device of theirs."""
    if stream.direction == "send":
        return stay.person
    sender = meeting.matrix.sender_of(stream)
    return None if sender == stay.person else sender


def _at(times: Numbers, indexes: Iterable[int]) -> Numbers:
    return array("d", [times[index] for index in indexes])


def _poor(stream: Stream) -> list[int]:
    """Poor samples next to another: one alone is a click."""
    poor = {
        index
        for column, limit in _LIMITS
        for index in stream.beyond(column, stream.judged, limit, low_is_bad=False)
    }
    return sorted(index for index in poor if index - 1 in poor or index + 1 in poor)
