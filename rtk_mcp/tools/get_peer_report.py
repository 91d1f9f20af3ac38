"""`get_peer_report`: a report of many megabytes as findings with evidence."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated

import anyio
from mcp.types import CallToolResult
from pydantic import Field

from rtk_mcp.render.budget import Detail
from rtk_mcp.render.listing import Rendered
from rtk_mcp.render.report_model import PeerReportResult
from rtk_mcp.tools.arguments import AppId, DetailLevel, Filters, IncludePeerEvents, PeerId, ShowPrivate
from rtk_mcp.tools.services import Services
from rtk_mcp.tools.tool import RtkTool, answer

if TYPE_CHECKING:
    from rtk_mcp.report.signals import PeerSignals

_QUALITY_FILTER = "quality_stats"
_EVENT_FILTERS = frozenset({"events", "precall_network_information"})
"""What a client does before the call is told by its events."""


def build(services: Services) -> RtkTool:
    async def get_peer_report(
        peer_id: PeerId,
        filters: Annotated[
            Filters,
            Field(description="Only this section; leave out to judge quality"),
        ] = None,
        include_peer_events: IncludePeerEvents = None,
        show_private: ShowPrivate = False,
        app_id: AppId = None,
        detail: DetailLevel = "standard",
    ) -> Annotated[CallToolResult, PeerReportResult]:
        """Explain one person's call quality: verdict and findings with evidence (value, unit, threshold).

        Also every stream's score, loss, round-trip time, jitter and picture, and device, browser and network. Use it
        for "why did it freeze" or "whose network was it".
        """
        signals = await services.reports.read(
            peer_id, app_id=app_id, filters=filters, include_peer_events=include_peer_events
        )
        condense = partial(
            _condense,
            signals,
            detail,
            only=filters or (),
            show_private=show_private,
            show_events=bool(include_peer_events) or bool(_EVENT_FILTERS & {*(filters or ())}),
        )
        rendered = await anyio.to_thread.run_sync(condense)
        return answer(rendered.text, rendered.structured)

    return RtkTool.build(
        get_peer_report, title="Explain a person's call quality", timeout_s=services.settings.timeout_s
    )


def _condense(
    signals: "PeerSignals",
    detail: Detail,
    *,
    only: Sequence[str],
    show_private: bool,
    show_events: bool,
) -> Rendered[PeerReportResult]:
    """Signals to the rendered answer; the rules are imported with the first report, not at every start."""
    from rtk_mcp.render.report import render_report
    from rtk_mcp.report.diagnosis import diagnose, not_judged

    if only and _QUALITY_FILTER not in only:
        diagnosis = not_judged(
            signals, f"Only {' and '.join(only)} was asked for, so call quality is not judged."
        )
    else:
        diagnosis = diagnose(signals)
    return render_report(
        signals, diagnosis, detail=detail, show_private=show_private, show_events=show_events
    )
