"""A participant's streams as series and summaries, one of each per kind, as a backend keeps them."""

from dataclasses import dataclass
from random import Random
from typing import Any

from rtk_mcp.sandbox.simulation import cumulative
from rtk_mcp.sandbox.simulation.counting import as_totals, limits_as_differences
from rtk_mcp.sandbox.simulation.plan import CallPlan
from rtk_mcp.sandbox.simulation.streams import VIDEO, Media
from rtk_mcp.sandbox.simulation.tail import untidy

Row = dict[str, Any]

_MEDIA: tuple[Media, ...] = ("video", "audio", "screenshare_video", "screenshare_audio")
_SUMMARISED: tuple[Media, ...] = ("video", "screenshare_video", "audio", "screenshare_audio")
"""The service writes producers' summaries in another order than their series."""


@dataclass(slots=True)
class SampledStream:
    """One stream's rows, each with the second at which it was taken."""

    media: Media
    rows: list[tuple[float, Row]]


def as_series(
    plan: CallPlan, received: list[SampledStream], sent: list[SampledStream], rng: Random
) -> dict[str, Any]:
    """Every series and every summary, in the order in which the service writes them."""
    consumed = {media: _merged(received, media) for media in _MEDIA}
    produced = {media: _merged(sent, media) for media in _MEDIA}
    summaries = {f"{media}_consumer_cumulative": _consumed(media, consumed[media]) for media in _MEDIA}
    for media in _SUMMARISED:
        summaries[f"{media}_producer_cumulative"] = _produced(media, produced[media])
    if plan.counters == "cumulative":
        for stream in received:
            as_totals([row for _, row in stream.rows])
    if plan.limit_durations == "delta":
        for stream in sent:
            limits_as_differences([row for _, row in stream.rows])
    series = {f"{media}_consumer": untidy(consumed[media], rng) for media in _MEDIA}
    series |= {f"{media}_producer": untidy(produced[media], rng) for media in _MEDIA}
    return series | summaries


def _consumed(media: Media, rows: list[Row]) -> dict[str, Any]:
    if media in VIDEO:
        return cumulative.video_consumer(rows, share=media == "screenshare_video")
    return cumulative.audio_consumer(rows)


def _produced(media: Media, rows: list[Row]) -> dict[str, Any]:
    if media in VIDEO:
        return cumulative.video_producer(rows, share=media == "screenshare_video")
    return cumulative.audio_producer(rows)


def _merged(streams: list[SampledStream], media: Media) -> list[Row]:
    """The streams of one kind in one series, sample by sample."""
    timed = [row for stream in streams if stream.media == media for row in stream.rows]
    timed.sort(key=lambda row: row[0])
    return [row for _, row in timed]
