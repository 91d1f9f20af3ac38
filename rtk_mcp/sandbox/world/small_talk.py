"""Unscripted talk: short exchanges about a meeting's topics, so that an hour's call has an hour's transcript.

Nothing is said twice before everything was said once.
"""

from collections.abc import Sequence
from random import Random

Exchange = tuple[tuple[int, str], ...]
"""Lines of one exchange: which of its people speaks (0 began it), and what they say.

`{0}` and `{1}` in a line stand for their names.
"""

_EXCHANGES: tuple[Exchange, ...] = (
    (
        (0, "Can somebody say where we are with {topic}?"),
        (1, "I can. {Observation}, and {detail}."),
        (0, "Good."),
    ),
    (
        (0, "On {topic}, I looked at it again {when} and {observation}."),
        (1, "Interesting. How long did you look?"),
        (0, "A day or so. I can do the same for a whole week if that helps."),
        (1, "Yes, please."),
    ),
    (
        (0, "{1}, you wanted to add something about {topic}?"),
        (1, "Only a small thing: {detail}."),
        (0, "I write that down."),
    ),
    (
        (0, "My only worry about {topic} is that {worry}."),
        (1, "Then let us {action} before we decide."),
        (0, "That would calm me, yes."),
    ),
    (
        (0, "We said {when} that we would {action}. Has that happened?"),
        (1, "Not yet, I am afraid. I have been ill for two days."),
        (0, "No problem. By the end of the week?"),
        (1, "By the end of the week, yes."),
    ),
    (
        (0, "The number for {topic} went from {small} to {large} {when}."),
        (1, "Is that a lot?"),
        (0, "More than usual. I think {observation}."),
    ),
    (
        (0, "How much time would it take to {action}?"),
        (1, "{small} days, I would guess. {large} if I do it alone."),
        (0, "Then take {large} and do not tell anybody that I said so."),
    ),
    (
        (0, "Has anyone asked support what they hear about {topic}?"),
        (1, "{small} questions since {since}, that is all."),
    ),
    (
        (0, "I am not sure about {topic}. It feels as if {observation}."),
        (1, "Why? For me {detail}."),
        (0, "Maybe. But I would still {action}."),
        (1, "Fine by me."),
    ),
    (
        (0, "Can you all see my cursor? This here is {topic}."),
        (1, "A little larger, please."),
        (0, "Better? So, {detail}."),
        (1, "Much better, thank you."),
    ),
    ((0, "Let us park {topic} for a moment."), (1, "Agreed, we come back to it at the end.")),
    (
        (0, "What would change your mind about {topic}, {1}?"),
        (1, "If I could see that {detail}."),
        (0, "I have that somewhere. One second."),
        (0, "Here it is. I send it round after the call."),
    ),
    (
        (0, "Sorry, I did not get the last sentence. Something about {topic}?"),
        (1, "I said that {observation}, and that we could {action}."),
        (0, "Ah, thank you. Then I agree."),
    ),
    (
        (0, "We tried something like that with {topic} {when}."),
        (1, "And?"),
        (0, "It worked, only {worry}."),
        (1, "That can be solved, I think."),
    ),
    (
        (0, "If nobody minds, I take {topic} this time."),
        (1, "With pleasure. Ask me when you get stuck, I know where everything is."),
    ),
    (
        (0, "One more thing on {topic}: {detail}."),
        (1, "Since when?"),
        (0, "Since {since}. I only noticed by accident."),
    ),
    (
        (0, "Do we have a test for {topic}?"),
        (1, "For the easy part. For the rest we {action}, more or less."),
        (0, "I would feel better with one."),
    ),
    (
        (0, "Who decides about {topic} in the end?"),
        (1, "We do. That is what this call is for."),
        (0, "Then I am for the simple version."),
    ),
    (
        (0, "I read the comments on {topic}. Most of them are kind."),
        (1, "And the others?"),
        (0, "The others say that {worry}."),
    ),
    (
        (0, "There is a picture of {topic} in the notes, on page {small}."),
        (1, "Page {small}. Oh, that is clearer than any of the words."),
    ),
    (
        (0, "Last question on {topic}. Do we {action} now or next month?"),
        (1, "Next month. There is no hurry, {observation}."),
        (0, "Next month, then."),
    ),
    (
        (0, "I talked to the people who use {topic} every day."),
        (1, "What do they say?"),
        (0, "That {observation}. And one asked why it is green."),
        (1, "Why is it green?"),
        (0, "Nobody knows."),
    ),
    (
        (0, "For the record, I was wrong about {topic}."),
        (1, "How so?"),
        (0, "I said that {worry}. It did not happen."),
    ),
    ((0, "Shall I show {topic} once more?"), (1, "No, I think everybody has seen it.")),
)
_SLOTS: dict[str, tuple[str, ...]] = {
    "when": (
        "this morning",
        "yesterday",
        "on Monday",
        "last week",
        "two weeks ago",
        "after the last release",
    ),
    "since": ("Monday", "the last release", "the holidays", "the change in the menu", "last Thursday"),
    "observation": (
        "it is calmer than I expected",
        "most of it comes from one place",
        "the trend is going the right way",
        "nothing there is urgent",
        "half of it was already fixed",
        "it behaves differently on phones",
        "we have been measuring the wrong end of it",
        "older accounts see it more than new ones",
        "people like it once they have found it",
        "it is two problems, not one",
        "the mornings are worse than the evenings",
    ),
    "detail": (
        "the draft has two open questions left",
        "the test ran over the weekend without a problem",
        "the first screen is where people stop",
        "the page loads in under two seconds now",
        "the old behaviour is still there behind a switch",
        "the checklist covers that already",
        "three of the five steps can be done in parallel",
        "the wording was the confusing part",
        "nobody has used the third option in a year",
        "it works without the extra step",
        "the review is done except for the pictures",
    ),
    "worry": (
        "we find out too late",
        "it gets harder to explain",
        "nobody owns it afterwards",
        "the tests take twice as long",
        "people read it as a promise",
        "it breaks when the network is slow",
        "the second team has to change its plans",
        "it looks finished when it is not",
    ),
    "action": (
        "ask two more people first",
        "write a short note about it",
        "run the small test again",
        "put it behind the switch",
        "compare it with last month",
        "split it into two steps",
        "try it on a slow connection",
        "check it by hand",
        "do the boring half first",
    ),
}


class _Bag:
    """Draws everything once, in random order, before it draws anything again."""

    def __init__(self, rng: Random, items: Sequence[str]) -> None:
        self._rng, self._items, self._left = rng, items, list[str]()

    def draw(self) -> str:
        if not self._left:
            self._left = self._rng.sample(self._items, len(self._items))
        return self._left.pop()


class SmallTalk:
    """An endless supply of exchanges between people who discuss these topics."""

    def __init__(self, topics: Sequence[str], rng: Random) -> None:
        self._rng = rng
        self._bags = {name: _Bag(rng, items) for name, items in (_SLOTS | {"topic": tuple(topics)}).items()}
        self._order = _Bag(rng, [str(number) for number in range(len(_EXCHANGES))])

    def exchange(self) -> Exchange:
        """The next one, with everything filled in but the names."""
        words: dict[str, object] = {name: bag.draw() for name, bag in self._bags.items()}
        observation, small = str(words["observation"]), self._rng.randint(2, 9)
        words["Observation"] = observation[0].upper() + observation[1:]
        words |= {"small": small, "large": small + self._rng.randint(2, 12)}
        template = _EXCHANGES[int(self._order.draw())]
        return tuple((role, text.format("{0}", "{1}", **words)) for role, text in template)
