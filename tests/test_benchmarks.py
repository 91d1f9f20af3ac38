"""That the benchmarks measure what they say; how long anything takes is not tested."""

import dataclasses
import os
import subprocess
import sys
import time
from pathlib import Path

import httpx
import orjson
import pytest

from benchmarks.all_hands import lay_down
from benchmarks.content_files import long_transcript, many_sessions
from benchmarks.content_service import ContentService, content_service
from benchmarks.family import memory_of
from benchmarks.file_server import serving
from benchmarks.product import condensed, environment
from benchmarks.reports import Kind, Reports
from benchmarks.run import main
from benchmarks.stage import set_up
from benchmarks.table import Row, Unmeasured, heading
from rtk_mcp.api.client import RealtimeKit
from rtk_mcp.report.reader import read_report
from rtk_mcp.settings import Settings

ROW = Row("a / b", ours=2.0, yardstick=1.0, unit="ms", must=2.5, reach=1.8)


@pytest.mark.parametrize(
    ("ours", "verdict"),
    [
        (1.8, "within reach"),
        (1.81, "within must"),
        (2.5, "within must"),
        (2.51, "OVER"),
        (float("nan"), "OVER"),
    ],
)
def test_a_row_says_which_limit_it_keeps(ours: float, verdict: str) -> None:
    assert dataclasses.replace(ROW, ours=ours).verdict == verdict


def test_a_yardstick_of_nothing_is_never_kept() -> None:
    assert dataclasses.replace(ROW, yardstick=0.0).verdict == "OVER"


def test_an_absolute_row_is_judged_without_its_yardstick() -> None:
    assert dataclasses.replace(ROW, ours=3.0, yardstick=100.0, absolute=True).verdict == "OVER"


def test_lines_stand_under_their_headings() -> None:
    for row in (
        ROW,
        dataclasses.replace(ROW, ours=3_000.0),
        dataclasses.replace(ROW, yardstick=None, reach=None),
    ):
        assert str(row).index(row.verdict) == heading().index("verdict")


def test_what_could_not_be_measured_says_why() -> None:
    assert str(Unmeasured("bridge", "no index")).endswith("not measured: no index")


def test_the_reports_are_what_their_kind_says(tmp_path: Path) -> None:
    reports = Reports(tmp_path)
    healthy, troubled = (condensed(reports.get(1, kind).path.read_bytes()) for kind in _kinds())
    assert healthy.verdict == "good"
    assert "downlink-packet-loss" in {finding.code for finding in troubled.findings}


def test_a_report_is_about_as_large_as_it_is_called(tmp_path: Path) -> None:
    assert 0.8 < Reports(tmp_path).get(1).size_mb < 1.2


def test_repeated_rows_go_on_in_time(tmp_path: Path) -> None:
    answer = orjson.loads(Reports(tmp_path).get(10, "healthy").path.read_bytes())
    rows = answer["data"]["participant"]["peer_report"]["quality"]["audio_producer"]
    times = [row["timestamp"] for row in rows]
    half = len(times) // 2
    assert max(times[:half]) < min(times[half:])


@pytest.mark.anyio
async def test_the_client_under_measurement_gets_the_file_as_it_is() -> None:
    with set_up(quick=True) as stage:
        report = stage.reports.get(0)
        kit = RealtimeKit(Settings.from_env(environment(stage.base_url)))
        for number in (0, 1):
            assert await kit.get_peer_report(report.peer_id(number)) == report.path.read_bytes()
        await kit.aclose()
    assert not stage.reports.directory.exists()


def test_a_long_transcript_is_one_of_hours_under_each_of_its_ids(tmp_path: Path) -> None:
    transcript = long_transcript(tmp_path, 3)
    file = transcript.path.read_bytes()
    assert 1.8e6 < len(file) < 2.4e6
    said = orjson.loads(file)
    assert len(said) == transcript.utterances
    assert said[-1]["endTime"] > 2.5 * 3_600_000
    with content_service(tmp_path) as service:
        for number in (0, 1):
            assert content_of(service, transcript.session_id(number), "transcript") == file
        assert service.requests() == 4


def test_every_session_to_search_has_all_of_its_files(tmp_path: Path) -> None:
    many_sessions(tmp_path, 5)
    with content_service(tmp_path) as service:
        listed = httpx.get(f"{service.base_url}/sessions", trust_env=False).json()
        ids = {session["id"] for session in listed["data"]["sessions"]}
        assert len(ids) == listed["paging"]["total_count"] == 5
        for session_id in ids:
            for kind in ("transcript", "chat", "summary"):
                assert len(content_of(service, session_id, kind)) > 100


def content_of(service: ContentService, session_id: str, kind: str) -> bytes:
    link = httpx.get(f"{service.base_url}/sessions/{session_id}/{kind}", trust_env=False).raise_for_status()
    (url,) = link.json()["data"].values()
    return httpx.get(url, trust_env=False).raise_for_status().content


def test_everybody_in_a_meeting_reports_of_the_same_call(tmp_path: Path) -> None:
    people = 5
    meeting = lay_down(tmp_path, people, minutes=3)
    with serving(tmp_path) as base_url:
        session_id = meeting.session_id(people)
        session = httpx.get(f"{base_url}/sessions/{session_id}", trust_env=False).json()["data"]
        listed = httpx.get(f"{base_url}/sessions/{session_id}/participants", trust_env=False).json()["data"]
        files = {
            peer_id: httpx.get(f"{base_url}/{peer_id}", trust_env=False).content
            for peer_id in meeting.peer_ids(people)
        }
    assert session["id"] == session_id
    assert [row["id"] for row in listed["participants"]] == [*files]
    streams = {peer_id: read_report(file).streams for peer_id, file in files.items()}
    for peer_id, own in streams.items():
        sent = {each.producer_id for each in own if each.direction == "send"}
        heard = {
            each.producer_id for other in streams.values() for each in other if each.remote_peer_id == peer_id
        }
        assert sent == heard
        assert sent


def test_a_service_far_away_takes_its_time(tmp_path: Path) -> None:
    report = Reports(tmp_path).get(0)
    rate = report.size_mb * 1e6 / 0.3
    with serving(tmp_path, 50, rate) as base_url:
        began = time.monotonic()
        content = httpx.get(f"{base_url}/{report.peer_id()}", trust_env=False).content
        assert time.monotonic() - began > 0.05
    assert content == report.path.read_bytes()


@pytest.mark.skipif(sys.platform != "linux", reason="what a process takes is read from /proc")
def test_what_a_process_has_started_counts_too() -> None:
    alone = memory_of(os.getpid())
    assert 0 < alone.pss_mib <= alone.rss_mib
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert memory_of(os.getpid()).rss_mib > alone.rss_mib
        child.kill()


def test_a_measure_that_there_is_not_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["speed"])
    assert "there is no measure 'speed'" in capsys.readouterr().err


def test_one_measure_can_be_run_alone() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "scaling", "--quick"], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "1 not measured"


def _kinds() -> tuple[Kind, Kind]:
    return "healthy", "troubled"
