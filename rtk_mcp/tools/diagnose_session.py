"""`diagnose_session`: how a whole meeting went, and whose trouble was whose."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated, Final

import anyio
import anyio.to_thread
from mcp.server.mcpserver import Context
from mcp.types import CallToolResult

from rtk_mcp.api.models.participant import Participant
from rtk_mcp.api.models.session import SessionFacts
from rtk_mcp.errors import NotConfigured, NotPermitted, RateLimited, RtkError, WrongAccountOrApp
from rtk_mcp.render.budget import Detail
from rtk_mcp.render.listing import Rendered
from rtk_mcp.render.session_model import SessionQuality
from rtk_mcp.tools.arguments import AppId, DetailLevel, SessionId
from rtk_mcp.tools.everyone import all_participants
from rtk_mcp.tools.reports import Reports
from rtk_mcp.tools.services import Services
from rtk_mcp.tools.tool import RtkTool, answer

if TYPE_CHECKING:
    from rtk_mcp.report.signals import PeerSignals

AT_ONCE: Final = 8
_TIME_RATIO: Final = 0.8
_HOPELESS: Final = (NotPermitted, WrongAccountOrApp, NotConfigured)
_NOT_IN_TIME: Final = "Not read in the time there was: ask again, what was read is kept."

Progress = Callable[[int, int], Awaitable[None]]


def build(services: Services) -> RtkTool:
    async def diagnose_session(
        ctx: Context,
        session_id: SessionId,
        app_id: AppId = None,
        detail: DetailLevel = "standard",
    ) -> Annotated[CallToolResult, SessionQuality]:
        """Explain a whole meeting's quality: what happened, to whom and when, and whose network or device it was.

        Reads everybody's report and compares both ends.
        """
        session = await services.kit.get_session(session_id, app_id=app_id)
        participants = await all_participants(services.kit, session_id, app_id)
        reports = await _reports(
            services.reports,
            [each.id for each in participants if each.id],
            app_id,
            partial(ctx.report_progress, message="Reading reports"),
            for_s=_TIME_RATIO * services.settings.timeout_s,
        )
        diagnose = partial(_diagnosed, participants, reports, session, detail)
        rendered = await anyio.to_thread.run_sync(diagnose)
        return answer(rendered.text, rendered.structured)

    return RtkTool.build(
        diagnose_session, title="Explain a meeting's quality", timeout_s=services.settings.timeout_s
    )


async def _reports(
    kept: Reports, peer_ids: Sequence[str], app_id: str | None, progress: Progress, *, for_s: float
) -> "dict[str, PeerSignals | str]":
    """Every report, or why there is none; a failing one does not fail the others.

    Raises:
        NotPermitted, WrongAccountOrApp, NotConfigured: nothing can be read at all.
    """
    reports: dict[str, PeerSignals | str] = dict.fromkeys(peer_ids, _NOT_IN_TIME)
    hopeless: list[RtkError] = []
    waiting = iter(dict.fromkeys(peer_ids))
    done = 0

    async def work() -> None:
        nonlocal waiting, done
        while (peer_id := next(waiting, None)) is not None:
            try:
                reports[peer_id] = await kept.read(peer_id, app_id=app_id)
            except RtkError as error:
                reports[peer_id] = str(error)
                if isinstance(error, (RateLimited, *_HOPELESS)):
                    waiting = iter(())
                if isinstance(error, _HOPELESS):
                    hopeless.append(error)
            done += 1
            await progress(done, len(reports))

    with anyio.move_on_after(for_s):
        async with anyio.create_task_group() as tasks:
            for _ in range(AT_ONCE):
                tasks.start_soon(work)
    if hopeless:
        raise hopeless[0]
    return reports


def _diagnosed(
    participants: Sequence[Participant],
    reports: "dict[str, PeerSignals | str]",
    session: SessionFacts,
    detail: Detail,
) -> Rendered[SessionQuality]:
    """The rules are imported with the first meeting, not at every start."""
    from rtk_mcp.meeting.quality.diagnosis import diagnose_meeting  # noqa: PLC0415
    from rtk_mcp.render.session_quality import render_session_quality  # noqa: PLC0415

    return render_session_quality(diagnose_meeting(participants, reports), session, detail)
