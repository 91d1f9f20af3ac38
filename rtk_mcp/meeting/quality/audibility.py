"""What of a transcript could hardly be heard, and by whom."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

from rtk_mcp.meeting.conversation import Conversation
from rtk_mcp.meeting.identities import resolve
from rtk_mcp.meeting.pace import ends_of
from rtk_mcp.meeting.people import Person
from rtk_mcp.meeting.quality.meeting import Meeting
from rtk_mcp.meeting.quality.placeholders import name
from rtk_mcp.meeting.quality.voices import Voice, Voices
from rtk_mcp.meeting.spoken import Identity
from rtk_mcp.report.context import Span
from rtk_mcp.report.phrases import count, duration_words

POOR_RATIO = 0.5
"""Half of the words gone is hardly audible."""
MOST_LISTENERS_RATIO = 0.5
"""When half of the listeners could hardly hear it, it was the speaker's voice and not a listener's line."""
_TOLD_S = 30.0
"""Less is a sentence or two."""
_MOST_TOLD = 4


@dataclass(frozen=True, slots=True)
class Hard:
    """One utterance that could hardly be heard.

    Attributes:
        listeners: places of those by whose reports it was so.
        of: how many others' reports have it at all; 0 where only the speaker's own report tells.
    """

    listeners: frozenset[int]
    of: int

    @property
    def is_the_voice(self) -> bool:
        """Whether it was so for most of those who listened, or nobody listened who could say otherwise."""
        return len(self.listeners) >= MOST_LISTENERS_RATIO * self.of


@dataclass(frozen=True, slots=True)
class Audibility:
    """A transcript beside what was measured.

    Attributes:
        hard: by place of the utterance; what is not in it was heard well, or nothing was measured of it.
        told: sentences for the meeting's diagnosis, which name people by their places in the meeting.
        judged: how many people's reports could tell.
        people: how many there were.
        unknown: why nothing can be told; None when something can.
    """

    hard: Mapping[int, Hard]
    told: tuple[str, ...]
    judged: int
    people: int
    unknown: str | None = None


def audibility_of(
    conversation: Conversation, meeting: Meeting, voices: Voices, span: Span | None = None
) -> Audibility:
    """Hold each utterance against the voice's samples at each listener in the time in which it was said.

    Nothing is said of a transcript whose times are not those of the session, or that names nobody.

    Args:
        conversation: with its own people.
        meeting: everybody, by whose places `voices` go.
        voices: from the reports.
        span: seconds since 1970; what begins at another time is not told.
    """
    judged = len({stay.person for stay in meeting.stays if stay.is_judged})
    unknown = _unknown(conversation, judged)
    if unknown or conversation.started_at is None:
        return Audibility({}, (), judged, len(meeting.people), unknown)
    speakers = _speakers(conversation, meeting.people)
    zero_s = conversation.started_at.timestamp()
    ends = ends_of(conversation.utterances)
    hard: dict[int, Hard] = {}
    for place, (said, end_s) in enumerate(zip(conversation.utterances, ends, strict=True)):
        speaker = speakers[said.speaker]
        if speaker is not None and speaker in voices and end_s > said.start_s:
            found = _hard(speaker, voices[speaker], zero_s + said.start_s, zero_s + end_s)
            if found:
                hard[place] = found
    first_s, last_s = (each - zero_s for each in span) if span else (-inf, inf)
    lengths = [
        end_s - said.start_s if first_s <= said.start_s <= last_s else 0.0
        for said, end_s in zip(conversation.utterances, ends, strict=True)
    ]
    by_speaker = [speakers[said.speaker] for said in conversation.utterances]
    told = tuple(_told(hard, lengths, by_speaker))
    return Audibility(hard, told, judged, len(meeting.people))


def _unknown(conversation: Conversation, judged: int) -> str | None:
    if conversation.misfit or conversation.started_at is None:
        return "the transcript's times are not those of the session"
    if all(person is None for person in conversation.person_of):
        return "the transcript names no speakers"
    return None if judged else "no report of the meeting has enough in it"


def _speakers(conversation: Conversation, people: Sequence[Person]) -> list[int | None]:
    """For each speaker of the transcript the place in the meeting's people."""
    identities = [_identity(person) for person in conversation.people]
    found = resolve(identities, people).person_of
    listed = [None if place is None or place >= len(people) else place for place in found]
    return [None if place is None else listed[place] for place in conversation.person_of]


def _identity(person: Person) -> Identity:
    peer, user, custom = (
        next(iter(ids), None) for ids in (person.peer_ids, person.user_ids, person.custom_ids)
    )
    return Identity(peer, user, custom, person.name)


def _hard(speaker: int, voices: Mapping[int, Sequence[Voice]], start_s: float, end_s: float) -> Hard | None:
    heard: set[int] = set()
    badly: set[int] = set()
    for listener, streams in voices.items():
        samples = [stream.samples(start_s, end_s) for stream in streams]
        if total := sum(judged for judged, _ in samples):
            heard.add(listener)
            if sum(poor for _, poor in samples) >= POOR_RATIO * total:
                badly.add(listener)
    others, listeners = heard - {speaker}, frozenset(badly - {speaker})
    if others:
        return Hard(listeners, len(others)) if listeners else None
    return Hard(frozenset(), 0) if badly else None


def _told(hard: Mapping[int, Hard], lengths: Sequence[float], by_speaker: Sequence[int | None]) -> list[str]:
    """Who could hardly be heard, and who could hardly hear, the longest first."""
    spoken_s: defaultdict[int | None, float] = defaultdict(float)
    for speaker, length in zip(by_speaker, lengths, strict=True):
        spoken_s[speaker] += length
    lost_s: defaultdict[int, float] = defaultdict(float)
    by_whom: defaultdict[int, set[int]] = defaultdict(set)
    missed_s: defaultdict[int, float] = defaultdict(float)
    for place, each in hard.items():
        speaker = by_speaker[place]
        if each.is_the_voice and speaker is not None:
            lost_s[speaker] += lengths[place]
            by_whom[speaker] |= each.listeners
        else:
            for listener in each.listeners:
                missed_s[listener] += lengths[place]
    told = [
        (lost, _lost(speaker, lost, spoken_s[speaker], by_whom[speaker])) for speaker, lost in lost_s.items()
    ]
    told += [
        (missed, f"{name(listener)} could hardly hear {duration_words(missed)} of what others said.")
        for listener, missed in missed_s.items()
    ]
    ranked = sorted((each for each in told if each[0] >= _TOLD_S), key=lambda each: -each[0])
    return [sentence for _, sentence in ranked[:_MOST_TOLD]]


def _lost(speaker: int, lost_s: float, spoken_s: float, listeners: set[int]) -> str:
    lost, spoken = duration_words(lost_s), duration_words(spoken_s)
    whom = count(len(listeners), "other") if listeners else "anybody, by their own report, the only one of it"
    return f"Of the {spoken} that {name(speaker)} spoke, {lost} could hardly be heard by {whom}."
