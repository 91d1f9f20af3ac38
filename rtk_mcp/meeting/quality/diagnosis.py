"""All of a meeting's reports to one diagnosis."""

from collections.abc import Mapping, Sequence

from rtk_mcp.api.models.participant import Participant
from rtk_mcp.meeting.quality.model import SessionDiagnosis
from rtk_mcp.report.signals import PeerSignals


def diagnose_meeting(
    participants: Sequence[Participant], reports: Mapping[str, PeerSignals | str]
) -> SessionDiagnosis:
    """Judge a meeting; pure, and the same reports always give the same answer.

    Args:
        participants: every stay, in the service's order.
        reports: by peer id the signals, or why there are none; a peer that is not in it has no report.
    """
    raise NotImplementedError
