"""Somebody of whom nothing arrived anywhere for a while, although they spoke.

One report cannot tell it from a sender whom the service holds back, and neither can all others' together. But nobody
holds back who speaks: where the sender's own report shows speech that was sent, and none of those who received the
sender before and after got any of it, it was lost on the sender's way up. Noise looks like speech, though, so a report
in which several senders come and go by turns is no witness, nor is one whose own line was dead at the time.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Final

from rtk_mcp.meeting.quality.matrix import Matrix
from rtk_mcp.meeting.quality.model import Stay
from rtk_mcp.meeting.quality.placeholders import name
from rtk_mcp.meeting.quality.times import slots_of
from rtk_mcp.meeting.quality.trouble import Trouble
from rtk_mcp.report.context import Span
from rtk_mcp.report.finding import Evidence, Finding
from rtk_mcp.report.phrases import duration_words
from rtk_mcp.report.rules.standstill import NOTHING_RECEIVED
from rtk_mcp.report.standstill import Standstill, standstills
from rtk_mcp.report.stream import Stream
from rtk_mcp.report.weighing import of_breaks
from rtk_mcp.report.windows import spans_of

MIN_WITNESSES: Final = 2
SPEECH_BYTES: Final = 40.0
"""Bytes in a packet of audio with speech in it; silence has half of it."""
_NEAR_S: Final = 15.0
"""Samples are 7 s apart, and clocks are compared to within some seconds."""
_ABOUT_S: Final = 60.0
_MIN_LENGTH_S: Final = 2 * _NEAR_S
"""In less, nothing tells whether somebody got any of it."""


@dataclass(frozen=True)
class _Seen:
    """What one report shows of one sender: when nothing came while others did, by the service's clock."""

    stay: Stay
    streams: tuple[Stream, ...]
    still: Sequence[Span]

    @cached_property
    def arrivals(self) -> Sequence[float]:
        """When anything came, in order."""
        ahead_s = self.stay.ahead_s or 0.0
        return sorted(
            time_s - ahead_s
            for stream in self.streams
            for time_s, packets in zip(stream.samples.time_s, stream.samples.packets, strict=False)
            if packets > 0 and time_s == time_s  # noqa: PLR0124 - NaN is no time
        )


def cut_off_troubles(stays: Sequence[Stay], matrix: Matrix) -> list[Trouble]:
    """For everybody at whom nothing of such a sender arrived, one for each time."""
    seen_of: dict[int, list[_Seen]] = {}
    for stay in stays:
        for sender, seen in _seen(stay, matrix):
            seen_of.setdefault(sender, []).append(seen)
    return [
        trouble
        for sender, seen in seen_of.items()
        if len({each.stay.person for each in seen if each.still}) >= MIN_WITNESSES
        for trouble in _of_sender(sender, seen, [stay for stay in stays if stay.person == sender])
    ]


def _seen(stay: Stay, matrix: Matrix) -> Iterator[tuple[int, _Seen]]:
    """Each sender; none stood still where rows without packets seem to be those whom the service holds back."""
    by_sender = _by_sender(stay, matrix)
    still = {sender: _spans(stay, standstills(streams)) for sender, streams in by_sender.items()}
    if sum(map(bool, still.values())) > 1:
        all_streams = [stream for streams in by_sender.values() for stream in streams]
        dead = _spans(stay, [each for each in standstills(all_streams) if len(each.senders) > 1])
        still = {
            sender: [span for span in own if not any(_is_near(span, other) for other in dead)]
            for sender, own in still.items()
        }
    if _by_turns([own for own in still.values() if own]):
        still = {}
    for sender, streams in by_sender.items():
        yield sender, _Seen(stay, streams, still.get(sender, ()))


def _spans(stay: Stay, still: Sequence[Standstill]) -> list[Span]:
    ahead_s = stay.ahead_s or 0.0
    return [(each.start_s - ahead_s, each.end_s - ahead_s) for each in still]


def _by_turns(still: Sequence[Sequence[Span]]) -> bool:
    """Whether one sender stood still at a time at which another did not."""
    return any(
        not any(_is_near(span, one_of) for one_of in theirs)
        for one, other in combinations(still, 2)
        for own, theirs in ((one, other), (other, one))
        for span in own
    )


def _by_sender(stay: Stay, matrix: Matrix) -> dict[int, tuple[Stream, ...]]:
    streams: dict[int, list[Stream]] = {}
    for stream in stay.signals.streams if stay.signals else ():
        sender = matrix.sender_of(stream) if stream.direction == "receive" else None
        if sender is not None and sender != stay.person:
            streams.setdefault(sender, []).append(stream)
    return {sender: tuple(own) for sender, own in streams.items()}


def _of_sender(sender: int, seen: Sequence[_Seen], own: Sequence[Stay]) -> list[Trouble]:
    found: list[Trouble] = []
    told: list[Span] = []
    for span in (span for each in seen for span in each.still if span[1] - span[0] >= _MIN_LENGTH_S):
        if any(_is_near(span, other) for other in told):
            continue
        told.append(span)
        witnesses = [each for each in seen if any(_is_near(other, span) for other in each.still)]
        if _is_enough(witnesses, seen, span) and any(_spoke(stay, span) for stay in own):
            found += [_trouble(sender, each, span) for each in witnesses]
    return found


def _is_near(one: Span, other: Span) -> bool:
    return abs(one[0] - other[0]) <= _NEAR_S and abs(one[1] - other[1]) <= _NEAR_S


def _is_enough(witnesses: Sequence[_Seen], seen: Sequence[_Seen], span: Span) -> bool:
    """Whether they are several, most of those who received the sender about that time, and nobody got anything."""
    start_s, end_s = span
    about = {each.stay.person for each in seen if _received(each, start_s - _ABOUT_S, end_s + _ABOUT_S)}
    people = {each.stay.person for each in witnesses}
    got = any(_received(each, start_s + _NEAR_S, end_s - _NEAR_S / 2) for each in seen)
    return len(people) >= MIN_WITNESSES and 2 * len(people) > len(about) and not got


def _received(seen: _Seen, start_s: float, end_s: float) -> bool:
    """Whether anything of the sender came in that time."""
    return bisect_right(seen.arrivals, end_s) > bisect_left(seen.arrivals, start_s)


def _spoke(stay: Stay, span: Span) -> bool:
    """Whether the sender's own report shows that more than silence was sent in that time."""
    start_s, end_s = (edge + (stay.ahead_s or 0.0) for edge in span)
    return any(
        start_s < time_s <= end_s and sent >= SPEECH_BYTES * packets > 0
        for stream in (stay.signals.streams if stay.signals else ())
        if (stream.direction, stream.media) == ("send", "audio")
        for time_s, packets, sent in zip(
            stream.samples.time_s, stream.samples.packets, stream.samples.bytes, strict=False
        )
    )


def _trouble(sender: int, witness: _Seen, span: Span) -> Trouble:
    length_s = span[1] - span[0]
    finding = Finding(
        code="remote-sender-loss",
        severity=of_breaks(1, length_s, 0.0),
        confidence="medium",
        media="connection",
        direction="receive",
        summary=f"Nothing that {name(sender)} sent arrived anywhere for {duration_words(length_s)}, though there "
        "was speech in it.",
        evidence=(Evidence(NOTHING_RECEIVED, length_s, "s"),),
        streams=tuple(stream.id for stream in witness.streams),
        windows=spans_of([(*span, 0.0)]),
    )
    return Trouble("uplink", (sender,), witness.stay.person, finding, slots_of(finding.windows), "medium")
