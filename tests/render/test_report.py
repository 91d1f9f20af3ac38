from typing import Any

import jsonschema
import orjson
import pytest

from rtk_mcp.render.budget import STRUCTURED_BUDGET, TEXT_BUDGET, Detail
from rtk_mcp.render.listing import Rendered
from rtk_mcp.render.report import PeerReportResult, render_report
from rtk_mcp.report.diagnosis import diagnose
from tests.report.builders import (
    Json,
    audio_in,
    audio_out,
    every,
    healthy_quality,
    read,
    timestamp,
    video_in,
    video_out,
)

DETAILS: tuple[Detail, ...] = ("brief", "standard", "full")
METADATA: Json = {
    "device_info": {"os": "macOS", "os_version": "14.4", "cpus": 8, "is_mobile": False},
    "browser_metadata": {"browser": "Chrome", "browser_version": "143.0.0.0"},
    "sdk_name": "web-core",
    "sdk_version": "1.4.0",
    "ip_information": {
        "asn": {"asn": "AS64500", "name": "Example Broadband"},
        "city": "Example City",
        "region": "Example Region",
        "country": "NL",
        "ipv4": "203.0.113.21",
    },
    "candidate_pairs": {
        "producing_transport": [
            {
                "nominated": True,
                "local_candidate_type": "host",
                "local_candidate_protocol": "udp",
                "local_candidate_address": "198.51.100.7",
                "current_round_trip_time": 0.041,
            }
        ]
    },
    "audio_devices_updates": [{"added": [{"device_id": "d3v1c3", "kind": "audioinput", "label": "Mic"}]}],
    "events": [
        {"name": "browser_backgrounded", "timestamp": timestamp(10)},
        {"name": "browser_foregrounded", "timestamp": timestamp(20)},
    ],
}


def _render(
    quality: Any, metadata: Json | None = None, detail: Detail = "standard", **options: Any
) -> Rendered[PeerReportResult]:
    person = options.pop("person", {})
    signals = read(quality, METADATA if metadata is None else metadata, **person)
    return render_report(signals, diagnose(signals), detail=detail, report_bytes=123_456, **options)


def _troubled() -> Json:
    lossy = every(3, {"packets_lost": 60, "mos_quality": 0.4})
    return healthy_quality() | {
        "audio_consumer": [*audio_in("ana", lossy), *audio_in("bo")],
        "video_producer": video_out(lambda i: {"quality_limitation_reason": "cpu"} if i >= 30 else {}),
    }


def _json(rendered: Rendered[PeerReportResult]) -> bytes:
    return orjson.dumps(rendered.structured.model_dump(mode="json", exclude_none=True))


def test_the_whole_text_of_a_troubled_call() -> None:
    assert _render(_troubled()).text == TROUBLED


def test_the_whole_text_of_a_healthy_call() -> None:
    assert _render(healthy_quality(), detail="brief").text == HEALTHY


def test_the_structured_content_follows_its_schema() -> None:
    content = orjson.loads(_json(_render(_troubled())))
    jsonschema.validate(content, PeerReportResult.model_json_schema())
    assert content["verdict"] == "poor"
    assert content["headline"].startswith("Packets of one sender (peer ana)")
    assert [finding["code"] for finding in content["findings"]] == ["remote-sender-loss", "cpu-limited"]
    first = content["findings"][0]
    assert first["evidence"][0] == {
        "metric": "loss_pct",
        "value": 14.6,
        "unit": "%",
        "threshold": 5,
        "share_of_active_time": 0.328,
        "samples": 58,
    }
    assert content["participant"]["peer_id"].startswith(content["participant"]["short_id"])
    assert content["streams"][0]["id"] == first["streams"][0]
    assert content["coverage"]["rows"]["audio_consumer"] == 120


def test_private_data_is_left_out_unless_asked_for() -> None:
    for detail in DETAILS:
        rendered = _render(_troubled(), detail=detail)
        for secret in ("203.0.113.21", "198.51.100.7", "Example City", "Example Region", "d3v1c3"):
            assert secret not in rendered.text
            assert secret.encode() not in _json(rendered)
    shown = _render(_troubled(), show_private=True)
    assert "203.0.113.21" in shown.text
    assert b"Example City" in _json(shown)


def _crowd(people: int, rows: int = 8) -> Json:
    """Everybody lossy in all four kinds of media."""
    quality: Json = {}
    for series, build in (
        ("audio_consumer", audio_in),
        ("screenshare_audio_consumer", audio_in),
        ("video_consumer", video_in),
        ("screenshare_video_consumer", video_in),
    ):
        quality[series] = [
            row
            for number in range(people)
            for row in build(
                f"someone-{number:05}", lambda i: {"packets_lost": 90 * (i % 3), "mos_quality": 0.1}, rows
            )
        ]
    return quality


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize("people", [25, 300])
def test_a_crowd_stays_within_the_budget_and_says_what_was_left_out(detail: Detail, people: int) -> None:
    rendered = _render(_crowd(people), detail=detail)
    assert len(rendered.text.encode()) <= TEXT_BUDGET[detail]
    assert len(_json(rendered)) <= STRUCTURED_BUDGET[detail]
    assert rendered.structured.findings
    shown = sum(line.count(" | ") > 5 for line in rendered.text.splitlines()) - 1
    assert shown == people * 4 or f"of {people * 4} streams" in rendered.text
    assert "Left out" in rendered.text or "left out" in rendered.text
    where = (
        f"rtk://peers/{rendered.structured.participant.peer_id}/report"
        if detail == "full"
        else 'detail="full"'
    )
    assert where in rendered.text
    assert where in (rendered.structured.left_out or "")


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize("letter", ["x", "😀", '"', "\\", "\u202e", "\n"])
def test_long_and_strange_names_stay_within_the_budget(detail: Detail, letter: str) -> None:
    long = letter * 100_000
    metadata = {
        "device_info": {"os": long, "os_version": long, "cpus": 10**18},
        "browser_metadata": {"browser": long, "browser_version": long},
        "sdk_name": long,
        "sdk_version": long,
        "ip_information": {"asn": {"asn": long, "name": long}, "city": long, "country": long, "ipv4": long},
        "candidate_pairs": {
            f"{way}_transport": [
                {"nominated": True, "local_candidate_protocol": long, "local_candidate_type": long}
            ]
            for way in ("producing", "consuming")
        },
    }
    person = {"display_name": long, "id": long, "session_id": long}
    rendered = _render(_troubled(), metadata, detail, show_private=True, person=person)
    assert len(rendered.text.encode()) <= TEXT_BUDGET[detail]
    assert len(_json(rendered)) <= STRUCTURED_BUDGET[detail]
    assert rendered.structured.findings
    assert "remote-sender-loss" in rendered.text


def test_a_name_is_quoted_and_cannot_add_lines() -> None:
    name = 'Ana"\nFindings\n1. critical nonsense\u202e'
    text = _render(healthy_quality(), person={"display_name": name}).text
    assert '"Ana\' Findings 1. critical nonsense"' in text
    assert text.count("\n1. ") == 0


def test_less_detail_says_less() -> None:
    sizes = [len(_render(_troubled(), detail=detail).text) for detail in DETAILS]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[1]


def test_an_unmeasured_uplink_shows_no_numbers() -> None:
    rows = audio_out(lambda _: {"rtt": 0, "jitter": 0, "packets_lost": 0})
    rendered = _render(healthy_quality() | {"audio_producer": rows})
    sent = next(item for item in rendered.structured.streams if item.id == "audio-send-p-audio-me")
    assert (sent.loss_pct, sent.rtt_ms, sent.jitter_ms) == (None, None, None)
    assert "loss, jitter and round-trip time of sent media" in rendered.text


TROUBLED = ""
HEALTHY = ""
