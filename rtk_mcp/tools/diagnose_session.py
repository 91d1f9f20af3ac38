"""`diagnose_session`: how a whole meeting went, and whose trouble was whose."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated

import anyio.to_thread
from mcp.server.mcpserver import Context
from mcp.types import CallToolResult
from pydantic import Field

from rtk_mcp.api.models.session import SessionFacts
from rtk_mcp.meeting.quality.complaints.symptoms import Symptom
from rtk_mcp.render.budget import Detail
from rtk_mcp.render.listing import Rendered
from rtk_mcp.render.session_model import SessionQuality
from rtk_mcp.render.untrusted import quote
from rtk_mcp.tools.arguments import AppId, DetailLevel, SessionId
from rtk_mcp.tools.everyone import all_participants
from rtk_mcp.tools.hard_to_hear import told_of_speech
from rtk_mcp.tools.meeting_question import Arguments, Question
from rtk_mcp.tools.reading_meeting import meeting_of
from rtk_mcp.tools.services import Services
from rtk_mcp.tools.time_span import EndMoment, Moment
from rtk_mcp.tools.tool import RtkTool, answer

if TYPE_CHECKING:
    from rtk_mcp.meeting.quality.meeting import Meeting


def build(services: Services) -> RtkTool:
    async def diagnose_session(
        ctx: Context,
        session_id: SessionId,
        about: Annotated[
            str | None, Field(min_length=1, max_length=200, description="Who had the trouble: name or id")
        ] = None,
        symptom: Symptom | None = None,
        around: Annotated[str | None, Field(max_length=40, description="When, as start")] = None,
        participants: Annotated[
            str | None,
            Field(
                min_length=1, max_length=400, description="Show these alone: names or ids, comma separated"
            ),
        ] = None,
        start: Moment = None,
        end: EndMoment = None,
        app_id: AppId = None,
        detail: DetailLevel = "standard",
    ) -> Annotated[CallToolResult, SessionQuality]:
        """Explain a whole meeting's quality: what happened, to whom and when, and whose network or device it was.

        Reads everybody's report and compares both ends. What a user complained of goes into about, symptom and
        around: the answer begins with its cause, or that the data shows none.
        """
        session = await services.kit.get_session(session_id, app_id=app_id)
        everybody = await all_participants(services.kit, session_id, app_id)
        told = Arguments(participants, start, end, about, symptom, around)
        question = Question.read(told, session, everybody)
        meeting = await meeting_of(services, ctx, session, everybody, app_id)
        speech = await told_of_speech(services.contents, meeting, session, app_id, question.span)
        diagnose = partial(_diagnosed, meeting, session, question, detail, speech)
        rendered = await anyio.to_thread.run_sync(diagnose)
        return answer(rendered.text, rendered.structured)

    return RtkTool.build(
        diagnose_session, title="Explain a meeting's quality", timeout_s=services.settings.timeout_s
    )


def _diagnosed(
    meeting: "Meeting",
    session: SessionFacts,
    question: Question,
    detail: Detail,
    speech: Sequence[str],
) -> Rendered[SessionQuality]:
    """The rules are imported with the first meeting, not at every start."""
    from rtk_mcp.meeting.quality.complaints.explaining import explain, never_let_in  # noqa: PLC0415
    from rtk_mcp.meeting.quality.diagnosis import diagnose_meeting  # noqa: PLC0415
    from rtk_mcp.meeting.quality.focus import focused, led_by  # noqa: PLC0415
    from rtk_mcp.render.session_quality import render_session_quality  # noqa: PLC0415

    whole = diagnose_meeting(meeting)
    explanation = explain(meeting, whole, question.complaint) if question.complaint else None
    if question.stranger:
        explanation = never_let_in(quote(question.stranger), len(meeting.people))
    shown = focused(whole, question.people, question.span)
    return render_session_quality(
        led_by(shown, explanation.findings) if explanation else shown,
        session,
        detail,
        explanation=explanation,
        speech=speech,
        notes=question.notes,
    )
