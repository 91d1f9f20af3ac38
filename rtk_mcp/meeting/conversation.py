"""A transcript in its meeting: who each speaker is, and how far into the session everything was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Final

from rtk_mcp.api.models.participant import Participant
from rtk_mcp.api.models.session import SessionFacts
from rtk_mcp.meeting.identities import resolve
from rtk_mcp.meeting.matching import Texts
from rtk_mcp.meeting.people import Person, people_of
from rtk_mcp.meeting.spoken import Identity, Transcript, Utterance
from rtk_mcp.meeting.talk import Talk, talk_of

_EARLY_S: Final = 3_600.0
_LATE_S: Final = 172_800.0
"""Somebody may speak before a session's told start, and two days after it: what is further off has another clock."""


@dataclass(frozen=True)
class Conversation:
    """What was said in a session.

    Attributes:
        utterances: in order; starts and ends are seconds from the session's start.
        people: everybody who may be named, speakers or not.
        person_of: for each speaker of the transcript the place of the person; None is unknown.
        started_at: of the session, or of the first utterance where the session's start is not known; None without.
        unreadable: rows of the file that could not be read.
        misfit: the file's times are not those of the session, so they count from the first utterance.
    """

    utterances: tuple[Utterance, ...]
    people: tuple[Person, ...]
    person_of: tuple[int | None, ...]
    started_at: datetime | None
    unreadable: int = 0
    misfit: bool = False

    @classmethod
    def of(
        cls, transcript: Transcript, participants: Sequence[Participant], session: SessionFacts | None
    ) -> "Conversation":
        """The transcript with its speakers resolved and its times counted from the session's start."""
        speakers = resolve(transcript.speakers, people_of(participants))
        started_at = session.started_at if session else None
        utterances = transcript.utterances
        misfit = False
        if transcript.clock == "world" and utterances:
            first_s = utterances[0].start_s
            misfit = (
                started_at is not None and not 0 <= first_s + _EARLY_S - started_at.timestamp() <= _LATE_S
            )
            if started_at is None or misfit:
                started_at = datetime.fromtimestamp(first_s, UTC)
            start_s = started_at.timestamp()
            utterances = tuple(_shifted(each, start_s) for each in utterances)
        return cls(utterances, speakers.people, speakers.person_of, started_at, transcript.unreadable, misfit)

    @property
    def length_s(self) -> float:
        """Until the last word."""
        return max((each.end_s or each.start_s for each in self.utterances), default=0.0)

    @property
    def said(self) -> tuple[Utterance, ...]:
        """What has a text."""
        return self.utterances

    @property
    def starts_s(self) -> list[float]:
        """When each utterance began."""
        return [each.start_s for each in self.utterances]

    @cached_property
    def texts(self) -> Texts:
        """The utterances' texts, to be searched."""
        return Texts([each.text for each in self.utterances])

    @cached_property
    def talk(self) -> Talk:
        """Who spoke how much."""
        return talk_of(self.utterances, self.person_of)

    def person_at(self, place: int) -> int | None:
        """Who said an utterance."""
        return self.person_of[self.utterances[place].speaker]


def needs_participants(transcript: Transcript) -> bool:
    """Whether the session's participants could tell more of a speaker: a name, or that two stays are one person's."""
    return any(_half_known(each) for each in transcript.speakers)


def _half_known(speaker: Identity) -> bool:
    stays_the_same = speaker.user_id or speaker.custom_participant_id
    return bool((stays_the_same or speaker.peer_id) and not (stays_the_same and speaker.name))


def _shifted(utterance: Utterance, by_s: float) -> Utterance:
    end_s = None if utterance.end_s is None else utterance.end_s - by_s
    return utterance._replace(start_s=utterance.start_s - by_s, end_s=end_s)
