"""A healthy call drawn at random, for a scenario to spoil."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from evaluation.label import Case, Cause, Label, cause
from evaluation.surroundings import healthy_device, healthy_network
from evaluation.talking import around, turns
from rtk_mcp.report.finding import Verdict
from rtk_mcp.sandbox.simulation.plan import CallPlan, Link, NetworkChange, Person, Span
from rtk_mcp.sandbox.simulation.spans import within

NAMES = (
    "Ana", "Bo", "Chidi", "Dina", "Emil", "Fay", "Goran", "Hana", "Iris", "Jun", "Kofi", "Lea", "Mira", "Nils", "Olu",
    "Pia", "Quinn", "Rosa", "Sami", "Tove", "Uma", "Vera", "Wen", "Xenia", "Yara", "Zeno",
)  # fmt: skip
UNMEASURED_ODDS = 0.3
"""Many current web SDKs never fill in what happened to sent packets."""
MANY = 5
MUTED_ODDS = 0.4
"""In larger calls a good part of the people unmutes only to talk."""
TELLING_S = 120.0
"""With less sent media than this, its missing measurements may or may not be worth a word."""


class DrawnCall:
    """People with good networks and devices, microphones and cameras on, somebody talking; `subject` is looked at."""

    def __init__(
        self,
        rng: Random,
        *,
        people: int | None = None,
        minutes: tuple[float, float] = (6.0, 22.0),
        measured: bool | None = None,
    ) -> None:
        self.rng = rng
        self.duration_s = round(60.0 * rng.uniform(*minutes), 1)
        number = rng.choice((2, 3, 3, 4, 4, 5, 6, 8)) if people is None else people
        self.subject = rng.randrange(number)
        self.others = [other for other in range(number) if other != self.subject]
        self._seed = rng.getrandbits(32)
        talks = turns(rng, number, self.duration_s)
        self.people = [self._person(place, talks[place]) for place in range(number)]
        device = self.people[self.subject].device
        known = rng.random() > UNMEASURED_ODDS if measured is None else measured
        self.change(self.subject, device=replace(device, measures_uplink=known))

    def change(self, place: int, **fields: Any) -> None:
        """Give one person other fields."""
        self.people[place] = replace(self.people[place], **fields)

    def change_device(self, place: int, **fields: Any) -> None:
        """Give one person's device other fields."""
        self.change(place, device=replace(self.people[place].device, **fields))

    def change_network(self, place: int, **fields: Any) -> None:
        """Give one person's network other fields."""
        self.change(place, network=replace(self.people[place].network, **fields))

    def peer(self, place: int) -> str:
        """A person's peer id."""
        return self.people[place].peer_id

    def for_a_while(self, place: int, *, up: Link | None = None, down: Link | None = None) -> Span:
        """Give one person worse links for a stretch of the call, and the good ones back; the stretch."""
        span, good = self.some_span(), self.people[place].network
        bad = replace(good, up=up or good.up, down=down or good.down)
        self.change(place, network_changes=(NetworkChange(span[0], bad), NetworkChange(span[1], good)))
        return span

    def some_span(self, shares: tuple[float, float] = (0.3, 0.6)) -> Span:
        """A stretch well inside the call, of a drawn share of it."""
        length_s = self.duration_s * self.rng.uniform(*shares)
        start_s = self.rng.uniform(40.0, max(41.0, self.duration_s - length_s - 40.0))
        return round(start_s, 1), round(start_s + length_s, 1)

    def case(
        self,
        *causes: Cause,
        consequences: Iterable[str] = (),
        verdicts: Iterable[Verdict] = ("good",),
        without: Iterable[str] = (),
    ) -> Case:
        """The call with its label; that its uplink is not measured is added where it is so."""
        subject = self.people[self.subject]
        gap = self._gap() and "rows" not in without
        found = (*causes, *((cause("uplink-not-measured"),) if gap else ()))
        start = datetime(2026, 1, 5, 8, tzinfo=UTC) + timedelta(minutes=self.rng.randrange(300_000))
        plan = CallPlan(
            session_id=some_id(self.rng),
            meeting_id=some_id(self.rng),
            started_at=start,
            duration_s=self.duration_s,
            people=tuple(self.people),
            seed=self._seed,
            counters=self.rng.choice(("delta", "cumulative")),
            limit_durations=self.rng.choice(("delta", "cumulative")),
        )
        unknown = () if subject.device.measures_uplink else ("uplink-not-measured",)
        label = Label(found, frozenset((*consequences, *unknown)), frozenset(verdicts))
        return Case(plan, subject.peer_id, label, frozenset(without))

    def _gap(self) -> bool:
        subject = self.people[self.subject]
        there = (subject.joins_s, self.duration_s if subject.leaves_s is None else subject.leaves_s)
        refused = {refusal.device for refusal in subject.refusals}
        sent = (("microphone", subject.microphone_on), ("camera", subject.camera_on))
        sent_s = [_length_s(within(spans, (there,))) for device, spans in sent if device not in refused]
        return not subject.device.measures_uplink and max(sent_s, default=0.0) > TELLING_S

    def _person(self, place: int, talks: tuple[Span, ...]) -> Person:
        rng, whole = self.rng, ((0.0, self.duration_s),)
        presses_to_talk = len(self.others) >= MANY and place != self.subject and rng.random() < MUTED_ODDS
        return Person(
            peer_id=some_id(rng),
            user_id=some_id(rng),
            custom_participant_id=f"custom-{place}",
            name=NAMES[place % len(NAMES)],
            joins_s=round(rng.uniform(0.0, 20.0), 1) if place else 0.0,
            device=healthy_device(rng),
            network=healthy_network(rng),
            microphone_on=around(talks, self.duration_s) if presses_to_talk else whole,
            camera_on=whole,
            talks=talks,
        )


def some_id(rng: Random) -> str:
    """A random UUID."""
    return str(UUID(int=rng.getrandbits(128), version=4))


def _length_s(spans: tuple[Span, ...]) -> float:
    return sum(end - start for start, end in spans)
