"""Small peer reports built by hand: streams of rows with the values that a test is about."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from rtk_mcp.report.diagnosis import Diagnosis, diagnose
from rtk_mcp.report.finding import Finding
from rtk_mcp.report.reader import read_report
from rtk_mcp.report.signals import PeerSignals

START = datetime(2026, 11, 3, 10, tzinfo=UTC)
INTERVAL_S = 7
ROWS = 60
"""Seven minutes."""

Json = dict[str, Any]
Change = Callable[[int], Json]


def timestamp(index: int) -> str:
    time = START + timedelta(seconds=index * INTERVAL_S)
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _rows(base: Json, change: Change | None, rows: int) -> list[Json]:
    return [base | {"timestamp": timestamp(i)} | (change(i) if change else {}) for i in range(rows)]


def audio_in(sender: str = "ana", change: Change | None = None, rows: int = ROWS) -> list[Json]:
    """Audio received in good order; `change` gives the fields that differ in row i."""
    base = {
        "consumer_id": f"c-audio-{sender}",
        "producer_id": f"p-audio-{sender}",
        "peer_id": sender,
        "mid": "0",
        "ssrc": 1000 + len(sender),
        "packets_received": 350,
        "packets_lost": 0,
        "bytes_received": 28_000,
        "jitter": 0.004,
        "jitter_buffer_delay": 14.0,
        "jitter_buffer_emitted_count": 336,
        "concealment_events": 0,
        "mos_quality": 1,
    }
    return _rows(base, change, rows)


def video_in(sender: str = "ana", change: Change | None = None, rows: int = ROWS) -> list[Json]:
    base = {
        "consumer_id": f"c-video-{sender}",
        "producer_id": f"p-video-{sender}",
        "peer_id": sender,
        "mid": "1",
        "ssrc": 2000 + len(sender),
        "packets_received": 900,
        "packets_lost": 0,
        "bytes_received": 900_000,
        "jitter": 0.006,
        "jitter_buffer_delay": 8.0,
        "jitter_buffer_emitted_count": 200,
        "frame_width": 1280,
        "frame_height": 720,
        "frames_decoded": 200,
        "frames_dropped": 0,
        "frames_per_second": 29,
        "key_frames_decoded": 1,
        "fir_count": 0,
        "mos_quality": 1,
    }
    return _rows(base, change, rows)


def audio_out(change: Change | None = None, rows: int = ROWS) -> list[Json]:
    base = {
        "producer_id": "p-audio-me",
        "mid": "0",
        "ssrc": 3000,
        "packets_sent": 350,
        "packets_lost": 0,
        "bytes_sent": 28_000,
        "jitter": 0.003,
        "rtt": 0.04,
        "mos_quality": 1,
    }
    return _rows(base, change, rows)


def video_out(change: Change | None = None, rows: int = ROWS) -> list[Json]:
    base = {
        "producer_id": "p-video-me",
        "mid": "1",
        "ssrc": 4000,
        "packets_sent": 1000,
        "packets_lost": 0,
        "bytes_sent": 1_000_000,
        "jitter": 0.003,
        "rtt": 0.04,
        "frame_width": 1280,
        "frame_height": 720,
        "frames_encoded": 210,
        "frames_per_second": 30,
        "key_frames_encoded": 1,
        "pli_count": 0,
        "fir_count": 0,
        "quality_limitation_reason": "none",
        "quality_limitation_durations": {"none": 7, "cpu": 0, "bandwidth": 0, "other": 0},
        "quality_limitation_resolution_changes": 0,
        "mos_quality": 1,
    }
    return _rows(base, change, rows)


def every(step: int, values: Json, otherwise: Json | None = None) -> Change:
    """The values in every `step`-th row."""
    return lambda index: values if index % step == 0 else (otherwise or {})


def only(*indexes: int, **values: Any) -> Change:
    """The values in these rows."""
    return lambda index: values if index in indexes else {}


def healthy_quality() -> Json:
    return {
        "audio_consumer": [*audio_in("ana"), *audio_in("bo")],
        "video_consumer": [*video_in("ana"), *video_in("bo")],
        "audio_producer": audio_out(),
        "video_producer": video_out(),
    }


def answer(quality: Json | None, metadata: Json | None = None, **participant: Any) -> Json:
    """A whole API answer."""
    person = {
        "id": "11111111-2222-4333-8444-555555555555",
        "session_id": "99999999-2222-4333-8444-555555555555",
        "display_name": "Chidi",
        "duration": 7,
        "joined_at": timestamp(0),
        "left_at": timestamp(ROWS),
    }
    report = {"metadata": metadata or {}, "quality": quality}
    return {"success": True, "data": {"participant": person | participant | {"peer_report": report}}}


def read(quality: Json | None, metadata: Json | None = None, **participant: Any) -> PeerSignals:
    return read_report(orjson.dumps(answer(quality, metadata, **participant)))


def judge(quality: Json | None, metadata: Json | None = None) -> Diagnosis:
    return diagnose(read(quality, metadata))


def codes(diagnosis: Diagnosis) -> dict[str, str]:
    """Severity by code."""
    return {finding.code: finding.severity for finding in diagnosis.findings}


def the(diagnosis: Diagnosis, code: str) -> Finding:
    """The one finding of a code."""
    (found,) = [finding for finding in diagnosis.findings if finding.code == code]
    return found
