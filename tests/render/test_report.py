from itertools import pairwise
from typing import Any

import jsonschema
import orjson
import pytest

from rtk_mcp.render.budget import STRUCTURED_BUDGET, TEXT_BUDGET, Detail, iso_utc
from rtk_mcp.render.listing import Rendered
from rtk_mcp.render.report import PeerReportResult, render_report
from rtk_mcp.report.diagnosis import Diagnosis, diagnose
from rtk_mcp.report.finding import Evidence, Finding, Window
from tests.report.builders import (
    START,
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
    return render_report(signals, diagnose(signals), detail=detail, **options)


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
    assert [finding["code"] for finding in content["findings"]] == [
        "remote-sender-loss",
        "cpu-limited",
        "tab-hidden",
    ]
    first = content["findings"][0]
    assert first["evidence"][0] == {
        "metric": "loss_pct",
        "value": 14.6,
        "unit": "%",
        "threshold": 5,
        "share_of_active_time": 0.328,
        "samples": 58,
    }
    assert content["streams"][0]["id"] == first["streams"][0]
    assert content["coverage"]["rows"]["audio_consumer"] == 120


@pytest.mark.parametrize("people", [2, 25])
def test_the_streams_of_a_finding_that_are_not_named_are_counted(people: int) -> None:
    rendered = _render(_crowd(people, rows=40), detail="full")
    first = rendered.structured.findings[0]
    assert len(first.streams) + (first.more_streams or 0) == people * 4
    assert f"and {people * 4 - len(first.streams)} more" in rendered.text


def test_the_table_begins_with_what_showed_no_picture_then_goes_by_score() -> None:
    quality = _troubled()
    dark = video_in("dao", lambda _: {"frames_per_second": 0, "frames_decoded": 0, "mos_quality": 0.3})
    quality["video_consumer"] = [*quality["video_consumer"], *dark]
    quality["audio_producer"] = audio_out(lambda _: {"mos_quality": 0.1})
    streams = _render(quality, detail="full").structured.streams
    assert streams[0].id == "video-receive-p-video-dao"
    scores = [item.score for item in streams[1:] if item.score is not None]
    assert scores == sorted(scores)
    assert streams[1].id == "audio-send-p-audio-me"


def test_brief_says_what_else_it_leaves_out_and_where_that_is() -> None:
    text = _render(_troubled(), detail="brief").text
    note = text.splitlines()[-1]
    assert note.startswith("Left out: ")
    assert all(word in note for word in ("streams", "windows", "advice"))
    assert 'detail="standard"' in note
    assert "Left out" not in _render(_troubled(), detail="standard").text


@pytest.mark.parametrize("budget_filler", range(0, 40, 4))
def test_evidence_never_stands_under_another_finding(budget_filler: int) -> None:
    quality = _troubled() | {"audio_producer": audio_out(every(3, {"packets_lost": 60}))}
    quality["video_consumer"] = [
        *quality["video_consumer"],
        *video_in("dao", every(3, {"packets_lost": 300})),
    ]
    text = _render(quality, detail="brief", person={"display_name": "n" * budget_filler}).text
    lines = [line for line in text.splitlines() if line[:1].isdigit() or line.startswith("   Evidence")]
    assert [line[:1].isdigit() for line in lines][:1] == [True]
    assert not any(a.startswith("   ") and b.startswith("   ") for a, b in pairwise(lines))


@pytest.mark.parametrize("detail", DETAILS)
def test_shortened_findings_keep_a_window_over_all_their_bad_time(detail: Detail) -> None:
    rendered = _render(_crowd(25, rows=200), detail=detail).structured
    whole = diagnose(read(_crowd(25, rows=200), METADATA)).findings[0].windows
    shown = rendered.findings[0].windows
    assert shown[0].start == iso_utc(whole[0].start)
    assert shown[-1].end == iso_utc(whole[-1].end)


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
    peer_id = rendered.structured.participant.peer_id
    where = f'inspect_peer_report(peer_id="{peer_id}")' if detail == "full" else 'detail="full"'
    assert (where in rendered.text) == (shown < people * 4)
    assert (f"of {people * 4} streams" in rendered.text) == (shown < people * 4)
    shown = len(rendered.structured.streams)
    assert (where in (rendered.structured.left_out or "")) == (shown < people * 4)
    assert rendered.structured.findings[0].more_streams == people * 4 - len(
        rendered.structured.findings[0].streams
    )


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


def test_all_evidence_is_told_where_it_fits() -> None:
    some = _told(_found(*(_measured(f"m{number}_ms") for number in range(7))), "brief")
    assert "m6 ms" in some
    assert "Left out" not in some
    many = _told(_found(*(_measured(f"m{number}_ms") for number in range(60))), "brief")
    assert "some evidence" in many.splitlines()[-1]


def test_means_of_the_whole_call_are_told_apart_from_the_samples_beyond_a_limit() -> None:
    found = _found(_measured("fps", value=25.6, unit="fps", threshold=8.0, samples=None))
    assert "frame rate: mean 25.6 fps, under 8 fps in 12 % of the time" in _told(found)


def test_stretches_that_were_compared_are_not_called_samples() -> None:
    evidence = [
        _measured("rtt_ms", samples=93),
        _measured("rtt_ms", samples=133, media="audio"),
        _measured("loss_pct", samples=134, media="audio"),
    ]
    text = _told(_found(*evidence, code="network-congestion"))
    assert "in 12 % of 93 stretches of 10 s" in text
    assert "in 12 % of 133 samples" in text
    assert "in 12 % of 134 samples" in text


def test_a_window_that_is_not_beyond_the_limit_says_so() -> None:
    windows = tuple(Window(START, START, worst) for worst in (12.0, 2.0))
    text = _told(_found(_measured("concealments", threshold=3.0), windows=windows))
    assert "(worst 12 ms)" in text
    assert "(milder: worst 2 ms)" in text


def test_a_way_that_is_the_same_in_both_directions_is_told_once() -> None:
    pair = METADATA["candidate_pairs"]["producing_transport"][0]
    for rtt_s, told in (
        (0.041, "sends and receives over UDP, last RTT 41 ms"),
        (0.03, "sends over UDP, last"),
    ):
        pairs = {
            "producing_transport": [pair],
            "consuming_transport": [pair | {"current_round_trip_time": rtt_s}],
        }
        text = _render(healthy_quality(), METADATA | {"candidate_pairs": pairs}).text
        assert told in text
        assert ("receives over UDP, last RTT 30 ms" in text) is (rtt_s == 0.03)


def _measured(metric: str, **values: Any) -> Evidence:
    told: Json = {"value": 9.0, "unit": "ms", "threshold": 5.0, "share_of_active_time": 0.12, "samples": 60}
    return Evidence(metric, **(told | values))


def _found(*evidence: Evidence, code: str = "high-jitter", windows: tuple[Window, ...] = ()) -> Finding:
    return Finding(
        code, "major", "high", "connection", "receive", "Something was wrong.", evidence, windows=windows
    )


def _told(finding: Finding, detail: Detail = "standard") -> str:
    """The text of a report that has this finding."""
    diagnosis = Diagnosis("poor", finding.summary, (finding,), ())
    return render_report(read({}), diagnosis, detail=detail).text


TROUBLED = """\
POOR: Packets of one sender (peer ana) were lost while 1 other sender arrived clean: audio, 14.6 % on \
average in 33 % of the active time. (1 more finding.)
"Chidi", peer 11111111-2222-4333-8444-555555555555, session 99999999-2222-4333-8444-555555555555, \
joined 2026-11-03T10:00:00Z, 7 min

Timeline from 10:00:00Z, a mark for each 15 s: · nothing to judge, ▁ good, ▄ fair, █ poor
▁▁▁▁▁▁▁▁▁▁▁▁▁▁▄▄▄▄▄▄▄▄▄▄▄▄▄▄ sent
▁██▁██▁███▁██▁███▁██▁███▁██▁ received

Findings
1. critical remote-sender-loss (audio, received; high confidence)
   Evidence: packet loss 14.6 % (over 5 %) in 33 % of 58 samples; score 0.4 of 1 (under 0.5 of 1) in 33 \
% of 58 samples
   When: 2026-11-03T10:00:14Z to 10:06:39Z (worst 14.6 %)
   Likely cause: That sender's uplink or device, not this participant's network.
   Advice: Read the report of peer ana, and see whether other receivers lost the same sender's packets.
   Streams: audio-receive-p-audio-ana
2. minor cpu-limited (video, sent; high confidence): The device was too slow to encode the video it \
sent for 52 % of the active time; the picture was then 1280x720 at 30 fps.
   Evidence: cpu limited in 52 % of 58 samples
   When: 2026-11-03T10:03:23Z to 10:06:53Z
   Likely cause: A busy device: other programs, virtual backgrounds, many videos shown, or thermal \
throttling.
   Advice: Close other programs and tabs, turn off background effects, plug the device in, show fewer \
videos.
   Streams: video-send-p-video-me
3. info tab-hidden (device; high confidence): The meeting's tab was in the background for 18 % of the \
time of remote-sender-loss.
   Evidence: tab in the background 18.2 % (over 10 %); in all 70 s

Streams that carried media (means; worst first)
id | from | min | score | loss % of all packets | RTT ms (max) | jitter ms | buffer ms | fps | size
audio-receive-p-audio-ana | ana | 7 | 0.8 | 5.41 | - | 4 | 41.7 | - | -
video-send-p-video-me | - | 7 | 1 | 0 | 40 (40) | 3 | - | 30 | 1280x720
audio-receive-p-audio-bo | bo | 7 | 1 | 0 | - | 4 | 41.7 | - | -
video-receive-p-video-ana | ana | 7 | 1 | 0 | - | 6 | 40 | 29 | 1280x720
video-receive-p-video-bo | bo | 7 | 1 | 0 | - | 6 | 40 | 29 | 1280x720
audio-send-p-audio-me | - | 7 | 1 | 0 | 40 (40) | 3 | - | - | -

Device: macOS 14.4, 8 CPUs, Chrome 143.0.0.0, SDK web-core 1.4.0
Network: AS64500, Example Broadband, NL; sends over UDP, last RTT 41 ms
Data: report of 129 kB; rows: audio_consumer 120, video_consumer 120, audio_producer 60, video_producer \
60; samples from 2026-11-03T10:00:00Z to 2026-11-03T10:06:53Z; meeting tab in the background for 1 min"""

HEALTHY = """\
GOOD: No quality problem found in 7 min of audio and video received from 2 senders.
"Chidi", peer 11111111-2222-4333-8444-555555555555, session 99999999-2222-4333-8444-555555555555, \
joined 2026-11-03T10:00:00Z, 7 min

Streams that carried media (means; worst first)
id | from | min | score | loss % of all packets | RTT ms (max) | jitter ms | buffer ms | fps | size
audio-receive-p-audio-ana | ana | 7 | 1 | 0 | - | 4 | 41.7 | - | -
audio-receive-p-audio-bo | bo | 7 | 1 | 0 | - | 4 | 41.7 | - | -
video-receive-p-video-ana | ana | 7 | 1 | 0 | - | 6 | 40 | 29 | 1280x720
video-receive-p-video-bo | bo | 7 | 1 | 0 | - | 6 | 40 | 29 | 1280x720
audio-send-p-audio-me | - | 7 | 1 | 0 | 40 (40) | 3 | - | - | -
video-send-p-video-me | - | 7 | 1 | 0 | 40 (40) | 3 | - | 30 | 1280x720

Device: macOS 14.4, 8 CPUs, Chrome 143.0.0.0, SDK web-core 1.4.0
Network: AS64500, Example Broadband, NL; sends over UDP, last RTT 41 ms
Data: report of 129 kB; rows: audio_consumer 120, video_consumer 120, audio_producer 60, video_producer \
60; samples from 2026-11-03T10:00:00Z to 2026-11-03T10:06:53Z; meeting tab in the background for 1 min"""


@pytest.mark.parametrize(
    ("series", "told"),
    [(0, None), (1, "since the start in audio_consumer"), (2, "since the start")],
)
def test_the_answer_says_which_series_count_since_the_start(series: int, told: str | None) -> None:
    quality = {
        "audio_consumer": audio_in(
            "ana", (lambda i: {"packets_received": 350 * (i + 1)}) if series else None
        ),
        "video_consumer": video_in(
            "ana", (lambda i: {"packets_received": 900 * (i + 1)}) if series > 1 else None
        ),
    }
    rendered = _render(quality)
    assert rendered.structured.coverage.counters == (told or "per sample")
    assert (f"counters run {told} (converted)" in rendered.text) is (told is not None)
