"""Who spoke how much, as lines and as structured content."""

import re
from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

from pydantic import BaseModel, Field

from rtk_mcp.meeting.talk import Talk, Talker
from rtk_mcp.render.budget import Detail, duration_text
from rtk_mcp.render.moments import offset_text
from rtk_mcp.render.untrusted import quote
from rtk_mcp.report.phrases import percent

UNKNOWN: Final = "unknown speaker"
_PLAIN: Final = re.compile(r"[^\W\d_](?:[\w .,'()-]|[^\x00-\x7f])*")
_MOST: Final = MappingProxyType[Detail, int]({"brief": 4, "standard": 12, "full": 40})
"""Speakers who are shown, those who spoke longest."""


class SpeakerItem(BaseModel):
    """One person's part in the talk."""

    speaker: str
    talk_s: float
    share: float | None = Field(None, description="Of all talk, 0 to 1")
    utterances: int
    monologue_s: float | None = Field(None, description="Longest")
    interruptions: int | None = Field(None, description="Begun while another spoke")


def speaker_items(talk: Talk, names: Sequence[str], detail: Detail) -> list[SpeakerItem]:
    """Those who spoke longest."""
    return [_item(each, names) for each in talk.talkers[: _MOST[detail]]]


def talk_lines(talk: Talk, names: Sequence[str], detail: Detail) -> list[str]:
    """A table of those who spoke longest, and a line on silence and overlap."""
    shown = talk.talkers[: _MOST[detail]]
    rows = ["Who spoke | talk time | share | utterances | longest monologue | interruptions"]
    rows += [_row(each, names) for each in shown]
    if len(talk.talkers) > len(shown):
        more = len(talk.talkers) - len(shown)
        rows.append(f"and {more} more {'person' if more == 1 else 'people'}")
    return [*rows, _whole(talk)]


def _item(talker: Talker, names: Sequence[str]) -> SpeakerItem:
    return SpeakerItem(
        speaker=name_of(talker.person, names),
        talk_s=round(talker.talk_s, 1),
        share=None if talker.share_ratio is None else round(talker.share_ratio, 3),
        utterances=talker.utterances,
        monologue_s=round(talker.monologue.length_s, 1) if talker.monologue else None,
        interruptions=talker.interruptions.times if talker.interruptions else None,
    )


def shown(name: str) -> str:
    """A name in a line of speech: as it is where it can be nothing else, quoted where it could."""
    return (
        name
        if name == UNKNOWN or (_PLAIN.fullmatch(name) and not name.lower().startswith("unknown"))
        else quote(name)
    )


def name_of(person: int | None, names: Sequence[str]) -> str:
    """What somebody is called, the unknown speaker too."""
    return UNKNOWN if person is None else names[person]


def _row(talker: Talker, names: Sequence[str]) -> str:
    longest = talker.monologue
    told = f"{duration_text(longest.length_s)} at {offset_text(longest.start_s)}" if longest else "?"
    share = "?" if talker.share_ratio is None else percent(talker.share_ratio)
    return " | ".join(
        (
            quote(name_of(talker.person, names)),
            duration_text(talker.talk_s),
            share,
            str(talker.utterances),
            told,
            _interruptions(talker),
        )
    )


def _interruptions(talker: Talker) -> str:
    if talker.interruptions is None:
        return "?"
    found = talker.interruptions
    if not found.times:
        return "0"
    return f"{found.times} ({found.took_over} took over, {found.backchannels} short)"


def _whole(talk: Talk) -> str:
    longest = talk.longest_silence
    longest_told = (
        f", longest {duration_text(longest.length_s)} at {offset_text(longest.start_s)}" if longest else ""
    )
    silence = (
        f"Nobody spoke for {duration_text(talk.silence_s)} of {duration_text(talk.length_s)}{longest_told}"
    )
    overlap = "" if talk.overlap_s is None else f"; two or more at once for {duration_text(talk.overlap_s)}"
    estimated = (
        " The file does not say when utterances ended: talk times are estimated from their words and the next start."
        if talk.estimated
        else ""
    )
    return f"{silence}{overlap}.{estimated}"
