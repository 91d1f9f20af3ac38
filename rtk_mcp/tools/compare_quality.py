"""`compare_quality`: what differs between many calls, by browser, network, day and so on."""

from functools import partial
from typing import Annotated

import anyio.to_thread
from mcp.server.mcpserver import Context
from mcp.types import CallToolResult
from pydantic import BeforeValidator

from rtk_mcp.meeting.comparing.dimensions import FEW_SESSIONS, Grouping
from rtk_mcp.render.budget import Detail
from rtk_mcp.render.comparison_model import QualityComparison
from rtk_mcp.render.listing import Rendered
from rtk_mcp.tools.arguments import AppId, DetailLevel, Time, several
from rtk_mcp.tools.at_once import TIME_RATIO
from rtk_mcp.tools.gathering_samples import Gathered, Gathering
from rtk_mcp.tools.services import Services
from rtk_mcp.tools.sessions_asked import Question
from rtk_mcp.tools.tool import RtkTool, answer

Ids = Annotated[tuple[str, ...] | None, BeforeValidator(several)]


def build(services: Services) -> RtkTool:
    gathering = Gathering(services)

    async def compare_quality(
        ctx: Context,
        session_ids: Ids = None,
        start_time: Time = None,
        end_time: Time = None,
        associated_id: str | None = None,
        peer_ids: Ids = None,
        group_by: Grouping | None = None,
        cursor: str | None = None,
        app_id: AppId = None,
        detail: DetailLevel = "standard",
    ) -> Annotated[CallToolResult, QualityComparison]:
        """Compare call quality over many sessions or people: getting worse? only in one browser, network, country?"""
        question = Question(session_ids, peer_ids, start_time, end_time, associated_id, app_id)
        gathered = await gathering.gather(
            question,
            cursor,
            partial(ctx.report_progress, message="Reading reports"),
            for_s=TIME_RATIO * services.settings.timeout_s,
        )
        rendered = await anyio.to_thread.run_sync(_compared, gathered, group_by or _usual(question), detail)
        return answer(rendered.text, rendered.structured)

    return RtkTool.build(compare_quality, title="Compare call quality", timeout_s=services.settings.timeout_s)


def _usual(question: Question) -> Grouping | None:
    """What is meant by "compare these": the named people, or the few named sessions, with each other."""
    if question.peer_ids:
        return "person"
    return "session" if 1 < len({*(question.session_ids or ())}) <= FEW_SESSIONS else None


def _compared(gathered: Gathered, group_by: Grouping | None, detail: Detail) -> Rendered[QualityComparison]:
    """What compares is imported with the first comparison, not at every start."""
    from rtk_mcp.meeting.comparing.comparison import compare  # noqa: PLC0415
    from rtk_mcp.render.comparison import render_comparison  # noqa: PLC0415
    from rtk_mcp.render.comparison_view import Scope  # noqa: PLC0415

    scope = Scope(
        sessions=gathered.sessions,
        failed=gathered.failed,
        stopped=gathered.stopped,
        forgotten=gathered.forgotten,
        next_cursor=gathered.next_cursor,
        unread=gathered.unread,
        of=gathered.of,
    )
    return render_comparison(compare(gathered.samples.values(), group_by), scope, group_by, detail)
