"""As many small meetings as one likes, for whoever needs a long list; they come before all others."""

from collections.abc import Iterator
from random import Random

from rtk_mcp.sandbox.access import digest
from rtk_mcp.sandbox.world import cast
from rtk_mcp.sandbox.world.meeting import Attendance, ChatLine, Day, Meeting
from rtk_mcp.sandbox.world.model import ChatKept, Kept, SummaryKept, TranscriptKept

_FIRST_WORKDAY_AGO = 12
_HOURS = (9, 11, 14)
"""One meeting at each, on every working day going back."""
_KINDS = ("catch-up", "planning", "check-in", "hand-over", "review")
_SUBJECTS = {
    "Support": ("the reply templates", "the weekend rota", "the oldest tickets", "the help centre"),
    "Design": ("the icon set", "the colour contrast", "the empty pages", "the print view"),
    "Mobile": ("the start screen", "the battery use", "the camera button", "the store texts"),
    "Sales": ("the fair in autumn", "the demo account", "the offer letters", "the partner list"),
    "Data": ("the weekly report", "the dashboard", "the duplicate rows", "the export format"),
    "Office": ("the new desks", "the door badges", "the tea kitchen", "the plants"),
}
_DECISIONS = (
    "keep it as it is until the end of the quarter",
    "try it with one team first",
    "drop the oldest part of it",
    "ask the customers before anything is changed",
    "do it in two steps",
)
_DEADLINES = ("by Friday", "by the end of the month", "by Tuesday noon", "before the next call")
_WHOLE = (
    Kept(),
    Kept(TranscriptKept.LEGACY_CSV, ChatKept.JSON, SummaryKept.PLAIN_TEXT),
    Kept(TranscriptKept.HEADER_CSV),
)
_GAPS = (
    *(Kept(transcript=way) for way in TranscriptKept if not Kept(transcript=way).has_transcript),
    *(Kept(chat=way) for way in ChatKept if way not in {ChatKept.YES, ChatKept.JSON}),
    *(Kept(summary=way) for way in SummaryKept if way not in {SummaryKept.MARKDOWN, SummaryKept.PLAIN_TEXT}),
)
"""Each way in which one of the three files cannot be had, or not at once."""


def extra_meetings(count: int, seed: int) -> Iterator[Meeting]:
    """The first `count` of an endless row, latest first; every second one lacks something."""
    return (_meeting(number, Random(digest(seed, f"extra/{number}"))) for number in range(count))


def _meeting(number: int, rng: Random) -> Meeting:
    team = rng.choice(list(_SUBJECTS))
    topics = rng.sample(_SUBJECTS[team], 3)
    people = rng.sample(cast.CREW, rng.randint(2, 4))
    lead, other = people[0].key, people[1].key
    decision, deadline = rng.choice(_DECISIONS), rng.choice(_DEADLINES)
    minutes = rng.randint(4, 8)
    half, with_gap = divmod(number, 2)
    return Meeting(
        key=f"extra-{number}",
        title=f"{team} {rng.choice(_KINDS)}",
        day=Day(
            workdays_ago=_FIRST_WORKDAY_AGO + number // len(_HOURS), hour=_HOURS[-1 - number % len(_HOURS)]
        ),
        minutes=minutes,
        attendances=tuple(map(Attendance, people)),
        script=(
            f"@0:20\n{lead}: Hello. Today it is {topics[0]}, then {topics[1]}.\n"
            f"{other}: Fine. I looked at {topics[0]} this morning.\n"
            f"@{minutes - 1}:10\n{lead}: About {topics[0]}, then: we {decision}.\n"
            f"{other}: Agreed. I take care of it {deadline}.\n"
        ),
        topics=tuple(topics),
        chat=(
            ChatLine(1.0, other, f"Notes on {topics[0]} are in the usual place"),
            ChatLine(minutes - 0.5, lead, f"Decided: we {decision}"),
        ),
        summary=(
            f"## Meeting Summary\n\nShort call about {topics[0]} and {topics[1]}.\n\n"
            f"### Action Items\n\n- {other}: take care of {topics[0]} {deadline}.\n\n"
            f"### Decisions Made\n\n- About {topics[0]}: {decision}.\n"
        ),
        kept=_GAPS[half % len(_GAPS)] if with_gap else _WHOLE[half % len(_WHOLE)],
    )
