"""`inspect_peer_report`: the numbers behind a diagnosis, chosen and thinned out."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated, Final, get_args

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


def _metric_names(value: object) -> object:
    """Names as `several` reads them; the beginning of one is answered with all of it."""
    names = several(value)
    for name in names if isinstance(names, list | tuple) else ():
        if isinstance(name, str) and name not in _METRICS and (meant := _beginning(name)):
            raise ValueError(f"no metric has this short name; did you mean {' or '.join(meant)}")
    return tuple(dict.fromkeys(names)) if isinstance(names, list | tuple) else names


def _beginning(name: str) -> list[str]:
    """The metrics whose name begins so."""
    start = name.strip().lower()
    return [metric for metric in _METRICS if start and metric.startswith(start)]


_METRICS: Final[tuple[str, ...]] = get_args(MetricName)
Metrics = Annotated[tuple[MetricName, ...] | None, BeforeValidator(_metric_names)]


def build(services: Services) -> RtkTool:
    raw = _Raw(services, anyio.CapacityLimiter(3), anyio.CapacityLimiter(1))

    async def inspect_peer_report(
        peer_id: PeerId,
        stream: Annotated[
            str | None,
            Field(
                max_length=400,
                description="Stream id or its beginning (audio-receive); send; receive; or the sender's peer id",
            ),
        ] = None,
        metrics: Metrics = None,
        start: Annotated[
            str | None,
            Field(
                max_length=40,
                description="ISO time, UTC time of day (14:20Z) or offset into the call (+12:30)",
            ),
        ] = None,
        end: Annotated[str | None, Field(max_length=40)] = None,
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

        Without stream, metrics and path: what streams, metrics, events and devices there are; with start or end, what
        happened then: findings, events, each stream.
        """
        if path is not None:
            _refuse_both(stream=stream, metrics=metrics, start=start, end=end, points=points)
            wanted = read_path(path)
            rendered = await raw.read(
                peer_id, wanted, app_id=app_id, show_private=show_private, detail=detail
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
        rendered = await anyio.to_thread.run_sync(
            partial(show, peer_id=peer_id, detail=detail), abandon_on_cancel=True
        )
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


@dataclass(frozen=True, slots=True)
class _Raw:
    """Reads raw reports: a few are held at once, and one is parsed at a time, as it then is five times its size."""

    services: Services
    holding: anyio.CapacityLimiter
    parsing: anyio.CapacityLimiter

    async def read(
        self, peer_id: str, path: JsonPath, *, app_id: str | None, show_private: bool, detail: Detail
    ) -> Rendered[InspectionResult]:
        """What is at a path of somebody's report."""
        from rtk_mcp.render.inspection_raw import render_raw  # noqa: PLC0415 - heavy: with the first report

        async with self.holding:
            raw = await self.services.kit.get_peer_report(peer_id, app_id=app_id)
            show = partial(render_raw, raw, path, peer_id=peer_id, detail=detail, show_private=show_private)
            return await anyio.to_thread.run_sync(show, abandon_on_cancel=True, limiter=self.parsing)


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
    from rtk_mcp.render.inspection_window import render_window  # noqa: PLC0415
    from rtk_mcp.report.asking import choose_window  # noqa: PLC0415

    if start is None and end is None:
        return render_overview(signals, peer_id=peer_id, detail=detail, show_private=show_private)
    chosen = choose_window(signals, start, end)
    return render_window(signals, chosen, peer_id=peer_id, detail=detail, show_private=show_private)


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
    chosen = asking.choose_window(signals, start, end)
    whole = start is None and end is None
    window = asking.narrowed(chosen.window, streams) if whole else chosen.window
    return render_series(
        asking.ask(streams, metrics, window),
        peer_id=peer_id,
        points=points,
        detail=detail,
        not_measured=asking.unmeasured(streams, metrics),
        note=chosen.note,
    )
