"""Who spoke how much, from a transcript's times."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rtk_mcp.meeting.pace import ends_of
from rtk_mcp.meeting.spoken import Utterance
from rtk_mcp.meeting.turns import Interruptions, Overlaps, Said, Stretch, monologues, overlaps, silences


@dataclass(frozen=True, slots=True)
class Talker:
    """One person's part in a talk.

    Attributes:
        person: place in the list of people; None for all who cannot be told apart: of them only sums are known.
        talk_s: sum of the lengths of the utterances, seconds.
        share_ratio: of all talk time; None when there is none.
        monologue: the longest, see `monologues`; None for who never had the floor.
        interruptions: None without recorded ends.
    """

    person: int | None
    talk_s: float
    share_ratio: float | None
    utterances: int
    monologue: Stretch | None
    interruptions: Interruptions | None


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk as a whole, from its first word to its last; lengths in seconds.

    Attributes:
        talkers: those who said something, who spoke longest first.
        talk_s: sum of all utterances: where people spoke at once, more than the time in which anybody did.
        silence_s: time in which nobody spoke.
        overlap_s: time in which two or more people spoke, None where some cannot be told apart, or without recorded
            ends.
        estimated: not every end is recorded; lengths rest on `ends_of`, interruptions and overlaps on recorded ends.
    """

    talkers: tuple[Talker, ...]
    length_s: float
    talk_s: float
    silence_s: float
    longest_silence: Stretch | None
    overlap_s: float | None
    estimated: bool


def talk_of(utterances: Sequence[Utterance], person_of: Sequence[int | None]) -> Talk:
    """The figures of a transcript; `person_of` gives the person of each of its speakers, as `Speakers` does."""
    ends = ends_of(utterances)
    said: list[Said] = [
        (start, end, person_of[speaker]) for (start, _, speaker, _), end in zip(utterances, ends, strict=True)
    ]
    missing = sum(utterance.end_s is None for utterance in utterances)
    quiet = silences(said)
    at_once = overlaps(said) if missing < len(said) else None
    talkers = _talkers(said, at_once)
    return Talk(
        talkers=talkers,
        length_s=max(ends) - said[0][0] if said else 0.0,
        talk_s=sum(talker.talk_s for talker in talkers),
        silence_s=sum(silence.length_s for silence in quiet),
        longest_silence=max(quiet, key=lambda silence: silence.length_s, default=None),
        overlap_s=at_once.time_s if at_once and all(each.person is not None for each in talkers) else None,
        estimated=missing > 0,
    )


def _talkers(said: Sequence[Said], at_once: Overlaps | None) -> tuple[Talker, ...]:
    talk_s: dict[int | None, float] = {}
    for start, end, person in said:
        talk_s[person] = talk_s.get(person, 0.0) + (end - start)
    counts = Counter(person for _, _, person in said)
    total_s = sum(talk_s.values())
    longest = monologues(said)
    return tuple(
        Talker(
            person=person,
            talk_s=length_s,
            share_ratio=length_s / total_s if total_s else None,
            utterances=counts[person],
            monologue=None if person is None else longest.get(person),
            interruptions=_of(person, at_once),
        )
        for person, length_s in sorted(talk_s.items(), key=lambda item: -item[1])
    )


def _of(person: int | None, at_once: Overlaps | None) -> Interruptions | None:
    if person is None or at_once is None:
        return None
    return at_once.by_person.get(person, Interruptions())
