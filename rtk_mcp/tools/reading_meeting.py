"""A whole meeting read: everybody's report, joined."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import anyio
import anyio.to_thread
from mcp.server.mcpserver import Context

from rtk_mcp.api.models.participant import Participant
from rtk_mcp.api.models.session import SessionFacts
from rtk_mcp.tools.at_once import TIME_RATIO
from rtk_mcp.tools.reading_reports import read_reports
from rtk_mcp.tools.services import Services

if TYPE_CHECKING:
    from rtk_mcp.meeting.quality.meeting import Meeting
    from rtk_mcp.report.signals import PeerSignals


async def meeting_of(
    services: Services,
    ctx: Context,
    session: SessionFacts,
    everybody: Sequence[Participant],
    app_id: str | None,
) -> "Meeting":
    """Read every report, with progress, and join them; one that fails is told in its stay.

    Raises:
        NotPermitted, WrongAccountOrApp, NotConfigured: nothing can be read at all.
    """
    reports = await read_reports(
        services.reports,
        [each.id for each in everybody if each.id],
        app_id,
        partial(ctx.report_progress, message="Reading reports"),
        session=session,
        for_s=_left_s(services.settings.timeout_s),
    )
    return await anyio.to_thread.run_sync(_joined, everybody, reports, session)


def _left_s(timeout_s: float) -> float:
    """How long to read, of what the call has left: the rest is for joining and judging."""
    left_s = min(anyio.current_effective_deadline() - anyio.current_time(), timeout_s)
    return max(left_s - (1 - TIME_RATIO) * timeout_s, 0.0)


def _joined(
    everybody: Sequence[Participant], reports: "dict[str, PeerSignals | str]", session: SessionFacts
) -> "Meeting":
    """The rules are imported with the first meeting, not at every start."""
    from rtk_mcp.meeting.quality.meeting import read_meeting  # noqa: PLC0415

    return read_meeting(everybody, reports, datetime.now(UTC) if session.status == "LIVE" else None)
