"""A healthy meeting drawn at random, for a scenario to spoil."""

from collections.abc import Iterable
from dataclasses import replace
from random import Random

from evaluation.drawing import DrawnCall, some_id
from evaluation.meetings.label import Fate, MeetingCase, MeetingCause, MeetingLabel, Neutral, SessionCode
from evaluation.meetings.places import Place, anywhere
from rtk_mcp.report.finding import Verdict
from rtk_mcp.sandbox.simulation.plan import Person, Span
from rtk_mcp.sandbox.simulation.spans import covered

FEW, SOME, MANY = (2, 2), (3, 8), (9, 25)
_LONG_ODDS = 0.04
_WRONG_CLOCK_ODDS = 0.2
_FELT_S = 30.0
"""Who was there for less of it is not asked for among the affected."""


class DrawnMeeting(DrawnCall):
    """People all over the world with good networks and devices, some of whom have a wrong clock."""

    def __init__(
        self,
        rng: Random,
        *,
        people: tuple[int, int] | None = None,
        least: int = 2,
        minutes: tuple[float, float] | None = None,
        measured: bool | None = None,
    ) -> None:
        """Draw one.

        Args:
            rng: decides everything.
            people: fewest and most; None for any size from `least` on.
            least: fewest where `people` does not say.
            minutes: shortest and longest; None for some minutes, and seldom more than half an hour.
            measured: whether SDKs measure what became of sent packets; None for any mixture.
        """
        low, high = people or rng.choice((FEW, SOME, SOME, SOME, MANY))
        number = rng.randint(max(low, least if people is None else low), max(high, least))
        super().__init__(rng, people=number, minutes=minutes or _minutes(rng, number), measured=True)
        share = rng.choice((0.0, 0.5, 1.0, 1.0)) if measured is None else float(measured)
        for place in self.everyone:
            self.change_device(place, measures_uplink=rng.random() < share)
            self.move(place, anywhere(rng))
        if rng.random() < _WRONG_CLOCK_ODDS:
            self.wrong_clock(rng.choice(self.everyone))
        self._fates: dict[str, Fate] = {}

    @property
    def everyone(self) -> range:
        """Places of all stays."""
        return range(len(self.people))

    def some(self, number: int) -> list[int]:
        """So many people at random."""
        return self.rng.sample(self.everyone, number)

    def user(self, place: int) -> str:
        """A person's user id."""
        return self.people[place].user_id

    def users(self, places: Iterable[int]) -> frozenset[str]:
        """Their user ids."""
        return frozenset(map(self.user, places))

    def move(self, place: int, to: Place) -> None:
        """Put a person's networks somewhere else."""
        self.change(place, network=to.on(self.people[place].network))

    def wrong_clock(self, place: int) -> None:
        """Let a person's clock be off by half a minute to five."""
        self.change_device(place, clock_error_s=self.rng.choice((-1, 1)) * self.rng.uniform(30.0, 300.0))

    def audible(self, place: int) -> None:
        """Unmute a person for the whole meeting, so that what becomes of their voice is heard."""
        self.change(place, microphone_on=((0.0, self.duration_s),))

    def comes_back(self, place: int) -> int:
        """Let a person leave half-way and come back as another peer; the place of the second stay."""
        away_s = self.duration_s * self.rng.uniform(0.4, 0.6)
        first = self.people[place]
        back_s = away_s + self.rng.uniform(5.0, 40.0)
        self.people.append(replace(first, joins_s=back_s, peer_id=some_id(self.rng)))
        self.change(place, leaves_s=away_s)
        return len(self.people) - 1

    def loses_report(self, place: int, fate: Fate) -> None:
        """Say what becomes of a stay's report."""
        self._fates[self.peer(place)] = fate

    def others_there(self, culprits: Iterable[int], span: Span | None) -> frozenset[str]:
        """User ids of everybody else who was there for some of it and whose report can tell."""
        own = self.users(culprits)
        bounds = span or (0.0, self.duration_s)
        return frozenset(
            person.user_id
            for person in self.people
            if person.user_id not in own
            and person.peer_id not in self._fates
            and covered((self._stay(person),), *bounds) >= _FELT_S
        )

    def cause(
        self,
        code: SessionCode,
        culprits: Iterable[int] = (),
        *,
        affected: Iterable[str] = (),
        span: Span | None = None,
        or_as: Iterable[str] = (),
    ) -> MeetingCause:
        """A cause by places; `affected` are user ids."""
        return MeetingCause(code, frozenset(or_as), self.users(culprits), frozenset(affected), span)

    def meeting(
        self,
        *causes: MeetingCause,
        neutral: Iterable[Neutral] = (),
        verdicts: Iterable[Verdict] = ("good",),
    ) -> MeetingCase:
        """The meeting with its label."""
        label = MeetingLabel(causes, tuple(neutral), frozenset(verdicts))
        return MeetingCase(self.case().plan, label, self._fates)

    def _stay(self, person: Person) -> Span:
        return person.joins_s, self.duration_s if person.leaves_s is None else person.leaves_s


def _minutes(rng: Random, people: int) -> tuple[float, float]:
    if people >= MANY[0]:
        return 4.0, 6.5
    if people <= 4 and rng.random() < _LONG_ODDS:  # noqa: PLR2004 - long ones take long to play
        return 35.0, 42.0
    return 4.0, 12.0
