"""Who heard whom: received streams joined to their senders, on one clock."""

from collections.abc import Callable
from dataclasses import replace

import orjson
import pytest

from evaluation.running import stay_of
from rtk_mcp.meeting.quality.matrix import Cell, Matrix
from rtk_mcp.meeting.quality.model import Stay
from rtk_mcp.meeting.quality.times import between, widened
from rtk_mcp.report.reader import read_report
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.sandbox.simulation.call import simulate
from rtk_mcp.sandbox.simulation.plan import CallPlan, Device
from tests.meeting.quality.meetings import LOSSY, MEASURES_NOTHING, Changes, network, plan, stays_of
from tests.sandbox.simulation.plans import peer_id

EVERYBODY_ELSE = {(sender, receiver) for sender in range(3) for receiver in range(3) if sender != receiver}


def rewritten(played: CallPlan, field: str, changed: Callable[[str], str | None]) -> list[Stay]:
    """Everybody's stays, with this field of every received row changed, or left out for None."""
    stays = []
    for number, person in enumerate(played.people):
        report = simulate(played).peer_report(person.peer_id)
        for series in ("audio_consumer", "video_consumer"):
            for row in report["quality"][series]:
                value = changed(row.pop(field))
                row.update({field: value} if value else {})
        whole = {"participant": {**stay_of(played, person), "peer_report": report}}
        stays.append(_stay(number, person.peer_id, read_report(orjson.dumps(whole))))
    return stays


def _stay(number: int, peer: str, signals: PeerSignals) -> Stay:
    participant = signals.context.participant
    return Stay(peer, number, participant.joined_at, participant.left_at, signals=signals)


def heard(matrix: Matrix) -> set[tuple[int, int]]:
    return {(by, to) for by in range(3) for to, cell in matrix.receivers(by).items() if cell.heard}


def test_everybody_heard_everybody_else_and_nobody_themselves() -> None:
    assert heard(Matrix(stays_of(plan(3)))) == EVERYBODY_ELSE


@pytest.mark.parametrize("field", ["peer_id", "producer_id"])
def test_either_the_producer_or_the_peer_is_enough_to_tell_the_sender(field: str) -> None:
    assert heard(Matrix(rewritten(plan(3), field, lambda _: None))) == EVERYBODY_ELSE


def test_the_producer_is_believed_before_the_peer() -> None:
    assert heard(Matrix(rewritten(plan(3), "peer_id", lambda _: peer_id(0)))) == EVERYBODY_ELSE


def test_a_producer_that_nobody_owns_is_told_by_the_peer() -> None:
    assert heard(Matrix(rewritten(plan(3), "producer_id", lambda own: f"not-{own}"))) == EVERYBODY_ELSE


def test_streams_of_somebody_who_is_not_listed_are_nobody_s() -> None:
    listed = [stay for stay in stays_of(plan(3)) if stay.person != 2]
    matrix = Matrix(listed)
    assert heard(matrix) == {(0, 1), (1, 0)}
    strangers = [
        stream
        for stay in listed
        for stream in (stay.signals.streams if stay.signals else ())
        if stream.direction == "receive" and stream.remote_peer_id == peer_id(2)
    ]
    assert strangers
    assert {matrix.sender_of(stream) for stream in strangers} == {None}


def test_the_stays_of_one_person_are_read_together() -> None:
    bo = plan(3).people[1]
    again = replace(bo, joins_s=200.0, peer_id="bo-again")
    stays = stays_of(plan(3, {1: {"leaves_s": 150.0}}, again=[again]))
    assert sorted(stay.person for stay in stays) == [0, 1, 1, 2]
    matrix = Matrix(stays)
    assert heard(matrix) == EVERYBODY_ELSE
    for stay in (each for each in stays if each.person == 1):
        assert matrix.receivers(0)[1].heard & between(stay.joined, stay.left)


@pytest.mark.parametrize("error_s", [80.0, -80.0, 600.0])
def test_what_was_heard_is_put_on_the_service_s_clock(error_s: float) -> None:
    right = Matrix(stays_of(plan(2))).receivers(0)[1].heard
    stays = stays_of(plan(2, {1: {"device": Device(clock_error_s=error_s)}}))
    wrong = Matrix(stays).receivers(0)[1].heard
    assert wrong <= widened(frozenset(right))
    assert right <= widened(frozenset(wrong))


def test_loss_shows_in_the_cells_of_the_bad_link_alone() -> None:
    stays = stays_of(plan(3, {0: {"network": network(0, down=LOSSY)}}))
    matrix = Matrix(stays)
    present = between(stays[0].joined, stays[0].left)
    lossy = {pair for pair in EVERYBODY_ELSE if matrix.senders(pair[1])[pair[0]].is_lossy(present)}
    assert lossy == {(1, 0), (2, 0)}
    assert matrix.receivers(1).keys() == {0, 2}
    assert matrix.senders(0).keys() == {1, 2}


def test_a_sender_measures_that_its_packets_arrived_or_nothing() -> None:
    changes: Changes = {0: {"device": MEASURES_NOTHING}, 1: {"network": network(1, up=LOSSY)}}
    stays = stays_of(plan(3, changes))
    measured, lossy, fine = (Matrix(stays).arrived(person, stays[2].present) for person in range(3))
    assert not measured
    assert len(lossy) < len(fine) / 2


def test_only_others_who_heard_the_same_sender_at_that_time_can_speak_for_them() -> None:
    stays = stays_of(plan(3, {2: {"leaves_s": 120.0}}))
    matrix = Matrix(stays)
    early, late = stays[2].present, stays[0].present - widened(stays[2].present)
    assert matrix.other_receivers(1, 0, early).keys() == {2}
    assert matrix.other_senders(1, 0, early).keys() == {2}
    assert not matrix.other_receivers(1, 0, late)
    assert not matrix.other_senders(1, 0, late)


@pytest.mark.parametrize(
    ("lossy", "slots", "told"),
    [
        (set(), range(10), False),
        ({1, 2}, range(10), False),
        ({1, 2, 3}, range(10), True),
        ({1, 2, 3}, range(4, 10), False),
        ({1}, range(1, 3), True),
        ({1}, range(1, 2), None),
        ({1}, range(20, 40), None),
    ],
)
def test_a_cell_is_lossy_by_a_third_of_what_was_heard(
    lossy: set[int], slots: range, told: bool | None
) -> None:
    assert Cell(set(range(10)), lossy).is_lossy(frozenset(slots)) is told
