"""Whose fault inbound loss is: the receiver's own link, or one sender's, by comparing senders at the same time."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from rtk_mcp.report.stream import Stream
from rtk_mcp.report.thresholds import LOSS

Blame = Literal["downlink", "sender", "unknown"]

SLOT_S = 20.0
"""Streams are sampled every 7 s, each at its own moment: in 20 s everyone has a sample."""
OBSERVED_RATIO = 0.5
"""A sender can be compared when it was heard in half of another's bad time."""
AFFECTED_RATIO = 0.3
"""A sender is affected too when a third of the compared time was bad: loss is random, so not all of it is."""
MAX_COMPARED = 50
"""More senders than anyone can follow at once: the most heard ones are enough to compare with."""
_UNKNOWN_SENDER = "?"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Why one sender's media was lossy; how many others were heard at the time and were lossy too, or clean."""

    blame: Blame
    affected: int
    clean: int


@dataclass(slots=True)
class _Heard:
    active: set[int]
    bad: set[int]


def sender_of(stream: Stream) -> str:
    """The remote peer; streams without one cannot be told apart, so they count as one sender."""
    return stream.remote_peer_id or _UNKNOWN_SENDER


def attribute(streams: Iterable[Stream], senders: Iterable[str]) -> dict[str, Attribution]:
    """Compare each lossy sender with the others that were heard while it was lossy."""
    heard = _hear(streams)
    most_heard = sorted(heard, key=lambda sender: -len(heard[sender].active))[: MAX_COMPARED + 1]
    return {
        sender: _compare(heard[sender], [heard[other] for other in most_heard if other != sender])
        if sender in heard and sender != _UNKNOWN_SENDER
        else Attribution("unknown", 0, 0)
        for sender in senders
    }


def _compare(own: _Heard, others: list[_Heard]) -> Attribution:
    compared = [each for each in others if len(each.active & own.bad) >= OBSERVED_RATIO * len(own.bad)]
    if not compared or not own.bad:
        return Attribution("unknown", 0, 0)
    affected = sum(
        len(each.bad & own.bad) >= AFFECTED_RATIO * len(each.active & own.bad) for each in compared
    )
    shared = affected * 2 >= len(compared)
    return Attribution("downlink" if shared else "sender", affected, len(compared) - affected)


def _hear(streams: Iterable[Stream]) -> dict[str, _Heard]:
    heard: dict[str, _Heard] = {}
    for stream in streams:
        if stream.direction != "receive":
            continue
        own = heard.setdefault(sender_of(stream), _Heard(set(), set()))
        scale = LOSS[stream.media]
        for index, value in stream.values(scale.column, stream.judged):
            slot = _slot(stream, index)
            own.active.add(slot)
            if scale.beyond(value, scale.fair):
                own.bad.add(slot)
    return heard


def _slot(stream: Stream, index: int) -> int:
    """Which stretch of the call a sample is in; without a time, by its place in the stream."""
    time = stream.samples.time_s[index]
    return int((index * stream.interval_s if time is None else time) // SLOT_S)
