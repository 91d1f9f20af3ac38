"""Who says what when: a written dialogue timed at speaking pace, with unscripted talk in between."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from rtk_mcp.sandbox.world.model import Utterance
from rtk_mcp.sandbox.world.script import Passage
from rtk_mcp.sandbox.world.small_talk import SmallTalk
from rtk_mcp.sandbox.world.speaker import Speaker

WORDS_PER_S = 2.6
"""About 155 words a minute, the pace of a meeting (common figures are 120 to 170)."""
_CHARS_PER_WORD = 5.7
_SHORTEST_S = 0.7
_REPLY_GAP_S = (0.25, 1.0)
_LEAD_IN_S = 4.0
"""Unscripted talk stops this long before the next written passage or the end."""
_LONGEST_EXCHANGE_S = 28.0
"""No exchange of small talk takes longer."""
_OVERLAP_RATIO = 0.1
"""How often somebody says "right" into the end of an exchange."""
_OVERLAP_S = 0.6
_BACKCHANNELS = ("Right.", "Mm-hm.", "Yes.", "Exactly.", "Okay.")


def seconds_to_say(text: str, rng: Random) -> float:
    """How long a text takes to speak."""
    words = max(len(text.split()), len(text) / _CHARS_PER_WORD)
    return max(_SHORTEST_S, words / WORDS_PER_S * rng.uniform(0.9, 1.12))


@dataclass(slots=True)
class Conversation:
    """Builds a session's utterances, in order of their start, no two of one person overlapping."""

    speakers: Sequence[Speaker]
    rng: Random
    pause_s: tuple[float, float]
    small_talk: SmallTalk | None

    def utterances(self, passages: Sequence[Passage], duration_s: float) -> tuple[Utterance, ...]:
        """The whole session's talk.

        Raises:
            ValueError: a written line belongs to someone who is not there at its time.
        """
        said: list[Utterance] = []
        cursor = passages[0].start_s if passages else _LEAD_IN_S
        for passage in passages:
            said.extend(self._unscripted(cursor, passage.start_s - _LEAD_IN_S))
            cursor = max(cursor, passage.start_s)
            for key, text in passage.lines:
                said.append(self._line(key, text, cursor))
                cursor = said[-1].end_ms / 1000 + self.rng.uniform(*_REPLY_GAP_S)
        said.extend(self._unscripted(cursor, duration_s - _LEAD_IN_S))
        return tuple(sorted(said, key=lambda utterance: (utterance.start_ms, utterance.peer_id)))

    def _line(self, key: str, text: str, start_s: float) -> Utterance:
        for speaker in self.speakers:
            if speaker.key == key and speaker.joins_s <= start_s:
                said = self._say(speaker, text, start_s)
                if said.end_ms / 1000 <= speaker.leaves_s:
                    return said
        raise ValueError(f"{key} is not there at {start_s:.0f} s to say: {text}")

    def _unscripted(self, start_s: float, end_s: float) -> Iterator[Utterance]:
        cursor = start_s
        while self.small_talk is not None and cursor < end_s - _LONGEST_EXCHANGE_S:
            pair = self._two_speakers(cursor)
            if pair is None:
                cursor += _LONGEST_EXCHANGE_S
                continue
            names = [speaker.name for speaker in pair]
            for role, text in self.small_talk.exchange():
                said = self._say(pair[role], text.format(*names), cursor)
                yield said
                cursor = said.end_ms / 1000 + self.rng.uniform(*_REPLY_GAP_S)
            yield from self._backchannel(pair, said.end_ms / 1000)
            cursor += _OVERLAP_S + self.rng.uniform(*self.pause_s)

    def _backchannel(self, pair: Sequence[Speaker], end_s: float) -> Iterator[Utterance]:
        """Somebody else says a word into the end of what was just said."""
        others = [speaker for speaker in self._ready(end_s) if speaker not in pair]
        if others and self.rng.random() < _OVERLAP_RATIO:
            start_s = end_s - _OVERLAP_S / 2
            yield _utterance(
                start_s, start_s + _OVERLAP_S, self.rng.choice(others), self.rng.choice(_BACKCHANNELS)
            )

    def _two_speakers(self, at_s: float) -> tuple[Speaker, Speaker] | None:
        ready = self._ready(at_s)
        if len(ready) < len(("one", "other")):
            return None
        first = self.rng.choices(ready, [speaker.talks_share for speaker in ready])[0]
        ready.remove(first)
        return first, self.rng.choices(ready, [speaker.talks_share for speaker in ready])[0]

    def _ready(self, at_s: float) -> list[Speaker]:
        """Those who talk, and stay for the longest exchange."""
        return [
            speaker
            for speaker in self.speakers
            if speaker.talks_share and speaker.present(at_s - _OVERLAP_S, at_s + _LONGEST_EXCHANGE_S)
        ]

    def _say(self, speaker: Speaker, text: str, start_s: float) -> Utterance:
        return _utterance(start_s, start_s + seconds_to_say(text, self.rng), speaker, text)


def _utterance(start_s: float, end_s: float, speaker: Speaker, text: str) -> Utterance:
    return Utterance(round(start_s * 1000), round(end_s * 1000), speaker.peer_id, text)
