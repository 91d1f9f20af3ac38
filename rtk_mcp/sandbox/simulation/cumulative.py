"""The `*_cumulative` sections: one number for a whole stay, from the rows of one kind of stream.

Averages count every row, unmeasured zeros too; loss is in percent of a sample's packets, times are in milliseconds, and
the `..._or_greater` fractions nest. Of simulcast layers, the largest picture being sent speaks for its producer.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from rtk_mcp.sandbox.simulation.score import (
    CAMERA_LEAST_FPS,
    CAMERA_LEAST_WIDTH,
    SHARE_LEAST_FPS,
    SHARE_LEAST_WIDTH,
)

Row = dict[str, Any]
Section = dict[str, Any]

_LATENCY_STEPS_MS = (500, 250, 100)
_LOSS_STEPS_PCT = (50, 25, 10, 5)
_INSISTENT = 3
"""More key-frame requests than this in one sample, one every two seconds, count as high negative feedback."""


def audio_consumer(rows: Sequence[Row]) -> Section:
    """Summarise received audio; empty without rows."""
    if not rows:
        return {}
    return {
        "quality_mos": _percentiles(row["mos_quality"] for row in rows),
        "packet_loss": _loss(_received_loss_pct(row) for row in rows),
        "jitter_buffer_delay": _latency(_buffer_ms(row) for row in rows),
    }


def audio_producer(rows: Sequence[Row]) -> Section:
    """Summarise sent audio; empty without rows."""
    if not rows:
        return {}
    return {
        "quality_mos": _percentiles(row["mos_quality"] for row in rows),
        "packet_loss": _loss(_sent_loss_pct(row) for row in rows),
        "rtt": _latency(1000.0 * row["rtt"] for row in rows),
    }


def video_consumer(rows: Sequence[Row], *, share: bool) -> Section:
    """Summarise received video; empty without rows."""
    if not rows:
        return {}
    least_width, least_fps = _least(share=share)
    return {
        **audio_consumer(rows),
        "frame_width": _percentiles(row["frame_width"] for row in rows),
        "frame_per_second": _percentiles(row["frames_per_second"] for row in rows),
        "key_frames_decoded_fraction": _ratio(rows, "key_frames_decoded", "frames_decoded"),
        "issues": {
            "no_video_fraction": _share(row["frames_decoded"] == 0 for row in rows),
            "poor_resolution_fraction": _share(row["frame_width"] < least_width for row in rows),
            "lag_fraction": _share(row["frames_per_second"] < least_fps for row in rows),
        },
    }


def video_producer(all_rows: Sequence[Row], *, share: bool) -> Section:
    """Summarise sent video; empty without rows."""
    rows = largest_layers(all_rows)
    if not rows:
        return {}
    least_width, _ = _least(share=share)
    reasons = [row["quality_limitation_reason"] for row in rows]
    return {
        **audio_producer(rows),
        "frame_width": _percentiles(row["frame_width"] for row in rows),
        "frame_per_second": _percentiles(row["frames_per_second"] for row in rows),
        "key_frames_encoded_fraction": _ratio(rows, "key_frames_encoded", "frames_encoded"),
        "high_negative_feedback_fraction": _share(
            row["pli_count"] + row["fir_count"] > _INSISTENT for row in rows
        ),
        "issues": {
            "no_video_fraction": _share(row["frames_encoded"] == 0 for row in rows),
            "poor_resolution_fraction": _share(row["frame_width"] < least_width for row in rows),
            "quality_limitation_fraction": _share(reason != "none" for reason in reasons),
            "cpu_quality_limitation_fraction": _share(reason == "cpu" for reason in reasons),
            "bandwidth_quality_limitation_fraction": _share(reason == "bandwidth" for reason in reasons),
        },
    }


def largest_layers(rows: Iterable[Row]) -> list[Row]:
    """For each sample of each producer, the row of the largest picture that was really sent."""
    best: dict[tuple[str, str], Row] = {}
    for row in rows:
        key = (row["producer_id"], row["timestamp"])
        held = best.get(key)
        if held is None or _sent_width(row) > _sent_width(held):
            best[key] = row
    return list(best.values())


def _sent_width(row: Row) -> int:
    return int(row["frame_width"]) if row["frames_encoded"] else -1


def _least(*, share: bool) -> tuple[int, int]:
    return (SHARE_LEAST_WIDTH, SHARE_LEAST_FPS) if share else (CAMERA_LEAST_WIDTH, CAMERA_LEAST_FPS)


def _received_loss_pct(row: Row) -> float:
    expected = row["packets_received"] + row["packets_lost"]
    return 100.0 * row["packets_lost"] / expected if expected else 0.0


def _sent_loss_pct(row: Row) -> float:
    return 100.0 * row["packets_lost"] / row["packets_sent"] if row["packets_sent"] else 0.0


def _buffer_ms(row: Row) -> float:
    emitted = row["jitter_buffer_emitted_count"]
    return 1000.0 * row["jitter_buffer_delay"] / emitted if emitted else 0.0


def _percentiles(values: Iterable[float]) -> Section:
    ordered = sorted(values)
    last = len(ordered) - 1
    return {
        "avg": sum(ordered) / len(ordered),
        "p50": ordered[round(0.50 * last)],
        "p75": ordered[round(0.75 * last)],
        "p90": ordered[round(0.90 * last)],
    }


def _loss(values: Iterable[float]) -> Section:
    losses = list(values)
    section: Section = {"avg": sum(losses) / len(losses)}
    for step in _LOSS_STEPS_PCT:
        section[f"{step}_or_greater_event_fraction"] = _share(loss >= step for loss in losses)
    return section


def _latency(values: Iterable[float]) -> Section:
    delays = list(values)
    section: Section = {"avg": sum(delays) / len(delays)}
    for step in _LATENCY_STEPS_MS:
        section[f"{step}ms_or_greater_event_fraction"] = _share(delay >= step for delay in delays)
    return section


def _share(flags: Iterable[bool]) -> float:
    seen = list(flags)
    return sum(seen) / len(seen)


def _ratio(rows: Sequence[Row], part: str, whole: str) -> float:
    total = sum(row[whole] for row in rows)
    return float(sum(row[part] for row in rows) / total) if total else 0.0
