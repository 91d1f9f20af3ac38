"""The calls that the measured reports are of: nothing wrong with them, or a downlink that loses packets."""

from datetime import UTC, datetime
from uuid import UUID

from rtk_mcp.sandbox.simulation.plan import CallPlan, Link, Network, Person, Span

_LOSSY = Network(down=Link(loss_ratio=0.06, jitter_ms=25.0))
_TURN_S = 60.0
_BREAK_S = 240.0
"""How long each person mutes, and at another time turns the camera off: streams in real calls have gaps."""


def plan(people: int, minutes: float, *, troubled: bool) -> CallPlan:
    """A call whose first person is the one to report on."""
    duration_s = minutes * 60
    return CallPlan(
        session_id=str(UUID(int=7)),
        meeting_id=str(UUID(int=8)),
        started_at=datetime(2026, 11, 3, 10, tzinfo=UTC),
        duration_s=duration_s,
        people=tuple(
            _person(number, people, duration_s, _LOSSY if troubled and not number else Network())
            for number in range(people)
        ),
        seed=29 if troubled else 31,
    )


def _person(number: int, people: int, duration_s: float, network: Network) -> Person:
    share = (number + 1) / (people + 1)
    return Person(
        peer_id=str(UUID(int=100 + number)),
        user_id=f"user-{number}",
        custom_participant_id=f"custom-{number}",
        name=f"Person {number}",
        network=network,
        microphone_on=_with_break(duration_s, share),
        camera_on=_with_break(duration_s, 1 - share),
        talks=_turns(number, people, duration_s),
    )


def _with_break(duration_s: float, share: float) -> tuple[Span, ...]:
    """All of the call but a break in its middle half, if it is long enough for one."""
    if duration_s < 4 * _BREAK_S:
        return ((0.0, duration_s),)
    start = duration_s * (0.25 + 0.5 * share)
    return ((0.0, start), (start + _BREAK_S, duration_s))


def _turns(number: int, people: int, duration_s: float) -> tuple[Span, ...]:
    """People talk one after the other."""
    length = _TURN_S / people
    rounds = int(duration_s // _TURN_S)
    return tuple((_TURN_S * k + length * number, _TURN_S * k + length * (number + 1)) for k in range(rounds))
