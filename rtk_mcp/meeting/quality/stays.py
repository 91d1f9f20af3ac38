"""A meeting's people with their stays, each with what its report shows."""

from collections.abc import Mapping, Sequence

from rtk_mcp.api.models.participant import Participant
from rtk_mcp.meeting.people import Person, person_of_stays, stays_of_people
from rtk_mcp.meeting.quality.clocks import with_clocks
from rtk_mcp.meeting.quality.model import Stay
from rtk_mcp.report.diagnosis import diagnose
from rtk_mcp.report.signals import PeerSignals

NO_REPORT = "There is no report of this stay."


def read_stays(
    participants: Sequence[Participant], reports: Mapping[str, PeerSignals | str]
) -> tuple[tuple[Person, ...], tuple[Stay, ...]]:
    """Everybody in order of their first appearance, and all stays; each report is judged by itself."""
    by_person = stays_of_people(participants)
    stays = [
        _stay(participant, place, reports)
        for place, own in enumerate(by_person)
        for participant in own
        if participant.id
    ]
    return tuple(map(person_of_stays, by_person)), with_clocks(stays)


def _stay(participant: Participant, person: int, reports: Mapping[str, PeerSignals | str]) -> Stay:
    peer_id = participant.id or ""
    found = reports.get(peer_id, NO_REPORT)
    signals = found if isinstance(found, PeerSignals) else None
    return Stay(
        peer_id=peer_id,
        person=person,
        joined=participant.joined_at,
        left=participant.left_at,
        signals=signals,
        diagnosis=diagnose(signals) if signals else None,
        missing=found if isinstance(found, str) else None,
    )
