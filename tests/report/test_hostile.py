"""Broken, mutated and monstrous reports: a diagnosis or one of our errors, never anything else."""

import copy
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rtk_mcp.errors import RtkError
from rtk_mcp.render.budget import STRUCTURED_BUDGET, TEXT_BUDGET
from rtk_mcp.render.report import render_report
from rtk_mcp.report.diagnosis import diagnose
from rtk_mcp.report.reader import read_report
from tests.report.builders import answer, audio_in, audio_out, video_in, video_out

_JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**64 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(
        ["", "x", "NaN", "-1", "9" * 5000, "\u202e\x00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z"]
    ),
    st.sampled_from([[], {}, [[]], [None], {"avg": {}}, [{}], {"a": [1]}]),
)


def _whole() -> dict[str, Any]:
    quality: dict[str, Any] = {
        "audio_consumer": audio_in("ana", rows=6),
        "video_consumer": video_in("bo", rows=6),
        "audio_producer": audio_out(rows=6),
        "video_producer": video_out(rows=6),
        "audio_consumer_cumulative": {"packet_loss": {"avg": 1}, "quality_mos": {"avg": 0.9, "p50": 1}},
        "screenshare_video_consumer_cumulative": {
            "frame_per_second": {"avg": 3},
            "issues": {"lag_fraction": 0.5},
        },
    }
    metadata = {
        "events": [
            {
                "name": "tab_change",
                "timestamp": "2026-11-03T10:00:00Z",
                "metadata": {"is_meetings_tab_active": False},
            }
        ],
        "candidate_pairs": {"producing_transport": [{"nominated": True, "local_candidate_type": "relay"}]},
        "device_info": {"os": "x", "cpus": 4},
        "ip_information": {"asn": {"asn": "AS1"}, "country": "NL"},
    }
    return answer(quality, metadata)


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, each in inner for place in _places(each, (*path, key)))]


_PLACES = [place for place in _places(_whole()) if place]


def _put(document: dict[str, Any], place: tuple[Any, ...], value: Any) -> None:
    """Put a value at a place, unless an earlier change took the place away."""
    target: Any = document
    for key in place[:-1]:
        if not _holds(target, key):
            return
        target = target[key]
    if _holds(target, place[-1]):
        target[place[-1]] = copy.deepcopy(value)


def _holds(target: Any, key: Any) -> bool:
    if isinstance(target, list):
        return isinstance(key, int) and key < len(target)
    return isinstance(target, dict) and key in target


def _condense(raw: bytes) -> None:
    try:
        signals = read_report(raw)
    except RtkError:
        return
    diagnosis = diagnose(signals)
    for detail, budget in TEXT_BUDGET.items():
        rendered = render_report(signals, diagnosis, detail=detail, show_private=True)
        assert len(rendered.text.encode()) <= budget
        assert (
            len(orjson.dumps(rendered.structured.model_dump(mode="json", exclude_none=True)))
            <= STRUCTURED_BUDGET[detail]
        )


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(_PLACES), _JUNK), min_size=1, max_size=12))
def test_a_mutated_report_gives_a_diagnosis_or_one_of_our_errors(
    changes: list[tuple[tuple[Any, ...], Any]],
) -> None:
    document = copy.deepcopy(_whole())
    for place, value in changes:
        _put(document, place, value)
    _condense(orjson.dumps(document))


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_damaged_file_gives_a_diagnosis_or_one_of_our_errors(data: st.DataObject) -> None:
    raw = bytearray(orjson.dumps(_whole()))
    for _ in range(data.draw(st.integers(1, 5))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    _condense(bytes(raw[: data.draw(st.integers(0, len(raw)))]) if data.draw(st.booleans()) else bytes(raw))


@settings(max_examples=100, deadline=None)
@given(
    st.recursive(
        _JUNK,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    )
)
def test_anything_in_place_of_the_report_gives_a_diagnosis_or_one_of_our_errors(junk: Any) -> None:
    _condense(orjson.dumps(junk))
    _condense(orjson.dumps({"success": True, "data": {"participant": {"id": "x", "peer_report": junk}}}))
    _condense(
        orjson.dumps({"metadata": junk, "quality": {"audio_consumer": junk, "video_producer": [junk, junk]}})
    )


def test_garbage_rows_are_evidence_of_nothing() -> None:
    junk = {
        "packets_received": 1e300,
        "packets_lost": "lots",
        "jitter": 9e9,
        "mos_quality": -4,
        "concealment_events": {},
    }
    diagnosis = diagnose(
        read_report(orjson.dumps(answer({"audio_consumer": audio_in("ana", lambda _: junk)})))
    )
    assert {finding.severity for finding in diagnosis.findings} <= {"info"}


def test_very_many_unknown_series_are_no_series() -> None:
    quality: dict[str, Any] = {f"series_{number}": [] for number in range(100_000)}
    assert diagnose(read_report(orjson.dumps(answer(quality)))).verdict == "unknown"


@pytest.mark.parametrize("number", [1, 100, 3_000])
def test_thousands_of_lossy_senders_stay_within_the_budget(number: int) -> None:
    rows = [
        row for n in range(number) for row in audio_in(f"sender-{n}", lambda _: {"packets_lost": 90}, rows=8)
    ]
    _condense(orjson.dumps(answer({"audio_consumer": rows})))


@pytest.mark.parametrize("emitted", [1e-306, 0, -5, 0.5, 1e308])
def test_an_impossible_sample_count_makes_no_delay(emitted: float) -> None:
    quality = {"audio_consumer": audio_in("ana", rows=30)}
    for row in quality["audio_consumer"]:
        row["jitter_buffer_emitted_count"] = emitted
    signals = read_report(orjson.dumps(answer(quality)))
    rendered = render_report(signals, diagnose(signals), detail="standard")
    assert len(rendered.text.encode()) <= TEXT_BUDGET["standard"]
    assert not any(finding.code == "playout-delay-high" for finding in diagnose(signals).findings)
