"""Stays of people as a comparison has them, made up for one question."""

from collections.abc import Iterator
from typing import Any

from rtk_mcp.meeting.comparing.dimensions import DIMENSIONS, Dimension, Trait
from rtk_mcp.meeting.comparing.metrics import MeasureName, Tally
from rtk_mcp.meeting.comparing.own_part import OwnPart
from rtk_mcp.meeting.comparing.samples import StaySample
from rtk_mcp.report.finding import Verdict


def stay(
    person: str,
    verdict: Verdict = "good",
    *,
    session: str | None = "s1",
    minutes: float | None = 60.0,
    measured: dict[MeasureName, float] | None = None,
    codes: tuple[str, ...] = (),
    missing: str | None = None,
    number: int = 0,
    name: str | None = None,
    own: OwnPart | None = None,
    **traits: str,
) -> StaySample:
    """One stay of a person in a session; `number` tells several there apart."""
    told: dict[str, str | None] = {"session": session, **traits}
    known: dict[Dimension, Trait] = {
        name: Trait(value.casefold(), value) for name in DIMENSIONS if (value := told.get(name))
    }
    return StaySample(
        peer_id=f"{person}-{session}-{number}",
        marks=(("user", person),),
        traits=known,
        minutes=minutes,
        verdict=verdict,
        measured={name: Tally(10 * value, 10) for name, value in (measured or {}).items()},
        codes=codes,
        missing=missing,
        name=name,
        own=own,
    )


def crowd(
    prefix: str, people: int, poor: int = 0, *, session: str | None = "s1", **traits: Any
) -> Iterator[StaySample]:
    """So many people with one stay each, the first of them poor."""
    for number in range(people):
        yield stay(f"{prefix}{number}", "poor" if number < poor else "good", session=session, **traits)


def through_others(
    prefix: str, people: int, *, session: str | None = "s1", **traits: Any
) -> Iterator[StaySample]:
    """So many people with a poor call, all of it another sender's."""
    well = OwnPart("good", {}, ())
    for number in range(people):
        yield stay(
            f"{prefix}{number}", "poor", session=session, codes=("remote-sender-loss",), own=well, **traits
        )
