"""`inspect_peer_report`: the numbers behind a diagnosis, chosen and thinned out."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated

import anyio
import anyio.to_thread
from mcp.types import CallToolResult
from pydantic import BeforeValidator, Field

from rtk_mcp.errors import BadArgument
from rtk_mcp.render.budget import Detail
from rtk_mcp.render.inspection_model import InspectionResult
from rtk_mcp.render.listing import Rendered
from rtk_mcp.report.call_time import CallTime, read_call_time
from rtk_mcp.report.json_path import JsonPath, read_path
from rtk_mcp.report.metric_names import MetricName
from rtk_mcp.tools.arguments import AppId, DetailLevel, PeerId, ShowPrivate, several
from rtk_mcp.tools.services import Services
from rtk_mcp.tools.tool import RtkTool, answer

if TYPE_CHECKING:
    from rtk_mcp.report.signals import PeerSignals

Metrics = Annotated[tuple[MetricName, ...] | None, BeforeValidator(several)]


def build(services: Services) -> RtkTool:
    raw_reading = anyio.CapacityLimiter(1)  # parsed, a report is five times its size

    async def inspect_peer_report(
        peer_id: PeerId,
        stream: Annotated[
            str | None,
            Field(
                description="Stream id, the beginning of one (audio-receive), or the peer who sent it",
            ),
        ] = None,
        metrics: Metrics = None,
        start: Annotated[
            str | None,
            Field(description="ISO time, or offset into the call: 12:30 or 00:12:30"),
        ] = None,
        end: str | None = None,
        points: Annotated[int | None, Field(ge=1, le=120, description="Rows per series, at most")] = None,
        path: Annotated[
            str | None,
            Field(
                max_length=400,
                description="Instead: JSON path into the raw report, as in metadata.events[0:5]",
            ),
        ] = None,
        show_private: ShowPrivate = False,
        app_id: AppId = None,
        detail: DetailLevel = "standard",
    ) -> Annotated[CallToolResult, InspectionResult]:
        """Show the numbers behind get_peer_report: series over time, thinned out with lowest and highest values.

        Without stream, metrics and path: what streams, metrics, events and devices there are. Use it for "what happened
        at 14:20".
        """
        if path is not None:
            _refuse_both(stream=stream, metrics=metrics, start=start, end=end, points=points)
            wanted = read_path(path)
            async with raw_reading:
                rendered = await _read_raw(
                    services, peer_id, wanted, app_id=app_id, show_private=show_private, detail=detail
                )
            return answer(rendered.text, rendered.structured)
        since = read_call_time("start", start) if start is not None else None
        until = read_call_time("end", end) if end is not None else None
        signals = await services.reports.read(peer_id, app_id=app_id)
        if stream is None and not metrics:
            show = partial(_overview, signals, since, until, show_private=show_private)
        else:
            show = partial(
                _series, signals, since, until, stream=stream, metrics=metrics or (), points=points
            )
        rendered = await anyio.to_thread.run_sync(partial(show, peer_id=peer_id, detail=detail))
        return answer(rendered.text, rendered.structured)

    return RtkTool.build(
        inspect_peer_report, title="Look into a person's call", timeout_s=services.settings.timeout_s
    )


def _refuse_both(**others: object) -> None:
    given = [name for name, value in others.items() if value is not None]
    if given:
        raise BadArgument(
            "path", f"shows the raw report and goes without {', '.join(given)}: ask for one of them."
        )


async def _read_raw(
    services: Services,
    peer_id: str,
    path: JsonPath,
    *,
    app_id: str | None,
    show_private: bool,
    detail: Detail,
) -> Rendered[InspectionResult]:
    from rtk_mcp.render.inspection_raw import render_raw  # noqa: PLC0415 - heavy: with the first report

    raw = await services.kit.get_peer_report(peer_id, app_id=app_id)
    show = partial(render_raw, raw, path, peer_id=peer_id, detail=detail, show_private=show_private)
    del raw
    return await anyio.to_thread.run_sync(show)


def _overview(
    signals: "PeerSignals",
    start: CallTime | None,
    end: CallTime | None,
    *,
    peer_id: str,
    detail: Detail,
    show_private: bool,
) -> Rendered[InspectionResult]:
    from rtk_mcp.render.inspection_overview import render_overview  # noqa: PLC0415
    from rtk_mcp.report.asking import choose_window  # noqa: PLC0415

    window = choose_window(signals, start, end) if start or end else None
    return render_overview(signals, peer_id=peer_id, window=window, detail=detail, show_private=show_private)


def _series(
    signals: "PeerSignals",
    start: CallTime | None,
    end: CallTime | None,
    *,
    stream: str | None,
    metrics: Sequence[MetricName],
    points: int | None,
    peer_id: str,
    detail: Detail,
) -> Rendered[InspectionResult]:
    from rtk_mcp.render.inspection_series import render_series  # noqa: PLC0415
    from rtk_mcp.report import asking  # noqa: PLC0415

    streams = asking.choose_streams(signals, stream)
    window = asking.choose_window(signals, start, end)
    if start is None and end is None:
        window = asking.narrowed(window, streams)
    return render_series(
        asking.ask(streams, metrics, window),
        peer_id=peer_id,
        points=points,
        detail=detail,
        not_measured=asking.unmeasured(streams, metrics),
    )
