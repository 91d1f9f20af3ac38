"""A session with more to read than anybody would: three hours, eight conversations at once, 20,000 utterances."""

from collections.abc import Iterator, Sequence
from random import Random

from rtk_mcp.sandbox.world import cast
from rtk_mcp.sandbox.world.conversation import seconds_to_say
from rtk_mcp.sandbox.world.meeting import Attendance, ChatLine, Day, Meeting
from rtk_mcp.sandbox.world.model import Kept, SummaryKept, Utterance
from rtk_mcp.sandbox.world.small_talk import SmallTalk
from rtk_mcp.sandbox.world.speaker import Speaker

UTTERANCES = 20_000
RARE_PHRASE = "the cobalt lighthouse"
"""Said in `RARE_UTTERANCES` places of the session, and nowhere else in the world."""
RARE_UTTERANCES = 7
_MINUTES = 180
_TABLES = 8
_BEGINS_S = 20.0
_GAP_S = (0.1, 0.4)
_TOPICS = (
    *("the route planner", "the paper prototype", "the bicycle counter", "the weather box", "the bird song"),
    *("the pocket printer", "the garden pump", "the voice menu", "the city map", "the lost umbrellas"),
    *("the quiet alarm", "the bread timetable", "the spare keys", "the tide table", "the neighbour board"),
)


def _talk(speakers: Sequence[Speaker], rng: Random) -> tuple[Utterance, ...]:
    """Everybody talks with the one at the same table, all tables at once."""
    half = len(speakers) // 2
    said = [
        utterance
        for pair in zip(speakers[:half], speakers[half:], strict=True)
        for utterance in _at_table(pair, SmallTalk(_TOPICS, rng), rng)
    ]
    said.sort(key=lambda utterance: (utterance.start_ms, utterance.peer_id))
    for number in range(RARE_UTTERANCES):
        place = rng.randrange(UTTERANCES // RARE_UTTERANCES) + number * (UTTERANCES // RARE_UTTERANCES)
        before = said[place]
        words = f"{before.text} It reminds me of {RARE_PHRASE}."
        said[place] = Utterance(before.start_ms, before.end_ms, before.peer_id, words)
    return tuple(said)


def _at_table(pair: Sequence[Speaker], small_talk: SmallTalk, rng: Random) -> Iterator[Utterance]:
    names = [speaker.name for speaker in pair]
    left, at_s = UTTERANCES // _TABLES, _BEGINS_S
    while left:
        first = rng.choice((0, 1))
        turned = names if first == 0 else names[::-1]
        for role, text in small_talk.exchange()[:left]:
            words = text.format(*turned)
            end_s = at_s + seconds_to_say(words, rng)
            yield Utterance(round(at_s * 1000), round(end_s * 1000), pair[role ^ first].peer_id, words)
            at_s = end_s + rng.uniform(*_GAP_S)
            left -= 1


LONG_MEETING = Meeting(
    key="long-meeting",
    title="Workshop of all teams",
    day=Day(workdays_ago=11, hour=9),
    minutes=_MINUTES,
    attendances=tuple(Attendance(who, microphone="open", camera="off") for who in cast.CREW[: 2 * _TABLES]),
    talk=_talk,
    chat=(ChatLine(90.0, "Ingrid", "Half time, coffee is on the stairs"),),
    kept=Kept(summary=SummaryKept.NOT_FOUND),
)
