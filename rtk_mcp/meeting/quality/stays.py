"""A meeting's people with their stays, each with what its report shows."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import timedelta

from rtk_mcp.api.models.participant import Participant
from rtk_mcp.meeting.attendance import LONGEST_STAY
from rtk_mcp.meeting.people import Person, person_of_stays, stays_of_people
from rtk_mcp.meeting.quality.clocks import with_clocks
from rtk_mcp.meeting.quality.model import Stay
from rtk_mcp.report.once import diagnose_once
from rtk_mcp.report.signals import PeerSignals

NO_REPORT = "There is no report of this stay."
_OF_ANOTHER = "The service gave another participant's report."


def read_stays(
    participants: Sequence[Participant], reports: Mapping[str, PeerSignals | str]
) -> tuple[tuple[Person, ...], tuple[Stay, ...]]:
    """Everybody in order of their first appearance, and all stays; each report is judged by itself."""
    by_person = stays_of_people(participants)
    peer_ids = {participant.id for participant in participants}
    stays = [
        _stay(participant, place, reports, peer_ids)
        for place, own in enumerate(by_person)
        for participant in own
        if participant.id
    ]
    return tuple(map(person_of_stays, by_person)), with_clocks(stays)


def _stay(
    participant: Participant,
    person: int,
    reports: Mapping[str, PeerSignals | str],
    others: AbstractSet[str | None],
) -> Stay:
    peer_id = participant.id or ""
    found = reports.get(peer_id, NO_REPORT)
    if isinstance(found, PeerSignals) and found.context.participant.peer_id in others - {peer_id}:
        found = _OF_ANOTHER
    signals = found if isinstance(found, PeerSignals) else None
    joined, left = participant.joined_at, participant.left_at
    if joined and left and not timedelta() <= left - joined <= LONGEST_STAY:
        joined = left = None
    return Stay(
        peer_id=peer_id,
        person=person,
        joined=joined,
        left=left,
        signals=signals,
        diagnosis=diagnose_once(signals) if signals else None,
        missing=found if isinstance(found, str) else None,
    )
