"""The structured answer of a drill-down: the published output schema."""

from typing import Any

from pydantic import BaseModel, Field

from rtk_mcp.render.report_model import WindowItem


class InspectedStream(BaseModel):
    """A stream that can be asked for; between start and end what it was like there."""

    id: str
    remote_peer: str | None = None
    start: str | None = None
    end: str | None = None
    active_min: float
    samples: int
    megabytes: float | None = None
    not_measured: list[str] | None = None
    values: dict[str, list[float]] | None = Field(None, description="[mean, worst]")


class InspectedFinding(BaseModel):
    """A finding of get_peer_report that touches the time; its summary is of the whole call."""

    code: str
    severity: str
    media: str
    direction: str
    summary: str
    windows: list[WindowItem] | None = None


class SeriesItem(BaseModel):
    """One metric of one stream; `points` are rows, gaps are where no media flowed."""

    stream: str
    metric: str
    unit: str | None = None
    samples: int
    min: float
    mean: float
    max: float
    limits: dict[str, float] | None = None
    beyond: dict[str, int] | None = None
    judged: int | None = None
    low_is_bad: bool | None = None
    points: list[list[float]] | None = Field(
        None,
        description="[s since start, value]; per step_s [s since start, min, mean, max, samples]",
    )
    gaps: list[list[float]] | None = Field(None, description="No media: [from, to], s since start")
    more_gaps: int | None = None


class InspectionResult(BaseModel):
    """An overview, series, or a piece of the raw report."""

    peer_id: str
    start: str | None = None
    end: str | None = None
    note: str | None = None
    findings: list[InspectedFinding] | None = None
    streams: list[InspectedStream] | None = None
    metrics: dict[str, list[str]] | None = None
    connection: list[str] | None = None
    events: list[str] | None = None
    step_s: int | None = None
    series: list[SeriesItem] | None = None
    not_measured: list[str] | None = None
    path: str | None = None
    value: Any = None
    left_out: str | None = None
