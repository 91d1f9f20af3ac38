"""`diagnose_session`: how a whole meeting went, and whose trouble was whose."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated

import anyio.to_thread
from mcp.server.mcpserver import Context
from mcp.types import CallToolResult
from pydantic import Field

from rtk_mcp.api.models.participant import Participant
from rtk_mcp.api.models.session import SessionFacts
from rtk_mcp.errors import BadArgument
from rtk_mcp.meeting.calling import people_called
from rtk_mcp.meeting.people import people_of
from rtk_mcp.render.budget import Detail
from rtk_mcp.render.listing import Rendered
from rtk_mcp.render.session_model import SessionQuality
from rtk_mcp.render.untrusted import quote
from rtk_mcp.tools.arguments import AppId, DetailLevel, SessionId
from rtk_mcp.tools.at_once import TIME_RATIO
from rtk_mcp.tools.everyone import all_participants
from rtk_mcp.tools.reading_reports import read_reports
from rtk_mcp.tools.services import Services
from rtk_mcp.tools.time_span import EndMoment, Moment, offsets
from rtk_mcp.tools.tool import RtkTool, answer

if TYPE_CHECKING:
    from rtk_mcp.report.signals import PeerSignals


def build(services: Services) -> RtkTool:
    async def diagnose_session(
        ctx: Context,
        session_id: SessionId,
        participants: Annotated[
            str | None,
            Field(
                min_length=1, max_length=400, description="About these people: names or ids, comma separated"
            ),
        ] = None,
        start: Moment = None,
        end: EndMoment = None,
        app_id: AppId = None,
        detail: DetailLevel = "standard",
    ) -> Annotated[CallToolResult, SessionQuality]:
        """Explain a whole meeting's quality: what happened, to whom and when, and whose network or device it was.

        Reads everybody's report and compares both ends.
        """
        session = await services.kit.get_session(session_id, app_id=app_id)
        everybody = await all_participants(services.kit, session_id, app_id)
        focus = _focus(session, everybody, participants, start, end)
        reports = await read_reports(
            services.reports,
            [each.id for each in everybody if each.id],
            app_id,
            partial(ctx.report_progress, message="Reading reports"),
            for_s=TIME_RATIO * services.settings.timeout_s,
        )
        diagnose = partial(_diagnosed, everybody, reports, session, focus, detail)
        rendered = await anyio.to_thread.run_sync(diagnose)
        return answer(rendered.text, rendered.structured)

    return RtkTool.build(
        diagnose_session, title="Explain a meeting's quality", timeout_s=services.settings.timeout_s
    )


@dataclass(frozen=True, slots=True)
class _Focus:
    """What the question is about; None is everybody, or all of the time."""

    people: frozenset[int] | None
    span: tuple[float, float] | None


def _focus(
    session: SessionFacts,
    everybody: Sequence[Participant],
    names: str | None,
    start: str | None,
    end: str | None,
) -> _Focus:
    """Read what people and time are asked about.

    Raises:
        BadArgument: nobody is called so, or a moment is none.
    """
    people = people_of(everybody)
    wanted = None
    if names:
        found = [(each, people_called(people, each)) for each in names.split(",") if each.strip()]
        if unknown := [each.strip() for each, places in found if not places]:
            raise BadArgument(
                "participants", f"nobody in this session is called {quote(', '.join(unknown))}."
            )
        wanted = frozenset[int]().union(*(places for _, places in found))
    if start is None and end is None:
        return _Focus(wanted, None)
    began = session.started_at or min((each.joined_at for each in everybody if each.joined_at), default=None)
    over = session.ended_at or datetime.now(UTC)
    length_s = (over - began).total_seconds() if began else 0.0
    start_s, end_s, _ = offsets(start, end, began, length_s)
    zero_s = began.timestamp() if began else 0.0
    return _Focus(wanted, (zero_s + (start_s or 0.0), zero_s + (length_s if end_s is None else end_s)))


def _diagnosed(
    participants: Sequence[Participant],
    reports: "dict[str, PeerSignals | str]",
    session: SessionFacts,
    focus: _Focus,
    detail: Detail,
) -> Rendered[SessionQuality]:
    """The rules are imported with the first meeting, not at every start."""
    from rtk_mcp.meeting.quality.diagnosis import diagnose_meeting  # noqa: PLC0415
    from rtk_mcp.meeting.quality.focus import focused  # noqa: PLC0415
    from rtk_mcp.meeting.quality.meeting import read_meeting  # noqa: PLC0415
    from rtk_mcp.render.session_quality import render_session_quality  # noqa: PLC0415

    meeting = read_meeting(participants, reports, datetime.now(UTC) if session.status == "LIVE" else None)
    diagnosis = focused(diagnose_meeting(meeting), focus.people, focus.span)
    return render_session_quality(diagnosis, session, detail)
