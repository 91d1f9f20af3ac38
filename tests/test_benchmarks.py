"""That the benchmarks measure what they say; how long anything takes is not tested."""

import dataclasses
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from benchmarks.product import condensed, environment
from benchmarks.reports import Kind, Reports
from benchmarks.run import main
from benchmarks.stage import set_up
from benchmarks.table import Row, Unmeasured, heading
from rtk_mcp.api.client import RealtimeKit
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
