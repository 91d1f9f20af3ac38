"""Short simulated meetings in which everybody is well and on a network of their own, but for what a test changes."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from evaluation.meetings.label import Fate, MeetingCase, MeetingLabel
from evaluation.meetings.running import play, read
from rtk_mcp.api.models.participant import Participant
from rtk_mcp.meeting.quality.matrix import Matrix
from rtk_mcp.meeting.quality.meeting import Meeting, read_meeting
from rtk_mcp.meeting.quality.model import SessionDiagnosis, Stay
from rtk_mcp.meeting.quality.stays import read_stays
from rtk_mcp.meeting.quality.trouble import Trouble
from rtk_mcp.meeting.quality.troubles import troubles_of
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.sandbox.simulation.plan import CallPlan, Device, Link, Network, NetworkChange, Person, Span
from tests.sandbox.simulation.plans import call

LENGTH_S = 300.0
LOSSY = Link(loss_ratio=0.15, jitter_ms=5.0, bandwidth_kbps=40_000.0)
MEASURES_NOTHING = Device(measures_uplink=False)
ONLY_LISTENS: dict[str, Any] = {"microphone_on": (), "camera_on": (), "talks": ()}

Changes = dict[int, dict[str, Any]]
Fates = dict[str, Fate]


def network(number: int, **changes: Any) -> Network:
    """A good network that no other number shares anything with."""
    own = Network(asn=f"AS{64_600 + number}", organisation=f"Example {number}", city=f"Example City {number}")
    return replace(own, **changes)


def bad_for_a_while(
    number: int, common: dict[str, Any] | None = None, *, during: Span = (80.0, 220.0), up: bool = False
) -> dict[str, Any]:
    """The changes of a person whose downlink, or with `up` uplink, is lossy then; `common` is of their network."""
    good = network(number, **(common or {}))
    bad = replace(good, up=LOSSY) if up else replace(good, down=LOSSY)
    return {
        "network": good,
        "network_changes": (NetworkChange(during[0], bad), NetworkChange(during[1], good)),
    }


def plan(people: int, changes: Changes | None = None, *, again: Sequence[Person] = ()) -> CallPlan:
    """A call of five minutes; `again` are further stays."""
    own = changes or {}
    placed = {number: {"network": network(number)} | own.get(number, {}) for number in range(people)}
    simulated = call(people, LENGTH_S, placed)
    return replace(simulated, people=(*simulated.people, *again))


def diagnosed(people: int, changes: Changes | None = None, fates: Fates | None = None) -> SessionDiagnosis:
    return judged(plan(people, changes), fates)


def judged(played: CallPlan, fates: Fates | None = None) -> SessionDiagnosis:
    return play(_case(played, fates)).diagnosis


def stays_of(played: CallPlan) -> tuple[Stay, ...]:
    return read_stays(*read(_case(played)))[1]


def read_case(played: CallPlan) -> tuple[tuple[Participant, ...], dict[str, PeerSignals | str]]:
    """The participants list and everybody's report."""
    return read(_case(played))


def meeting_of(played: CallPlan, fates: Fates | None = None) -> Meeting:
    return read_meeting(*read(_case(played, fates)))


def troubles(people: int, changes: Changes) -> list[Trouble]:
    stays = stays_of(plan(people, changes))
    return troubles_of(stays, Matrix(stays))


def _case(played: CallPlan, fates: Fates | None = None) -> MeetingCase:
    return MeetingCase(played, MeetingLabel(), fates or {})
