"""Series as a reader gets them: within the budget, the worst values in them, gaps as gaps."""

from collections.abc import Sequence

import jsonschema
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rtk_mcp.render.budget import STRUCTURED_BUDGET, TEXT_BUDGET, Detail, number_text
from rtk_mcp.render.inspection_model import InspectionResult, SeriesItem
from rtk_mcp.render.inspection_series import render_series
from rtk_mcp.render.listing import Rendered
from rtk_mcp.report.asking import ask, choose_streams, choose_window, narrowed
from rtk_mcp.report.call_time import read_call_time
from rtk_mcp.report.diagnosis import diagnose
from rtk_mcp.report.metric_names import MetricName
from rtk_mcp.report.signals import PeerSignals
from tests.report.builders import Json, audio_in, audio_out, every, read, the, video_in

DETAILS: tuple[Detail, ...] = ("brief", "standard", "full")
PEER = "11111111-2222-4333-8444-555555555555"


def show(
    signals: PeerSignals,
    stream: str | None = None,
    metrics: Sequence[MetricName] = (),
    *,
    points: int | None = None,
    detail: Detail = "standard",
    start: str | None = None,
    end: str | None = None,
) -> Rendered[InspectionResult]:
    streams = choose_streams(signals, stream)
    since, until = (read_call_time("start", text) if text else None for text in (start, end))
    chosen = choose_window(signals, since, until)
    window = chosen.window if start or end else narrowed(chosen.window, streams)
    asked = ask(streams, metrics, window)
    return render_series(asked, peer_id=PEER, points=points, detail=detail, note=chosen.note)


def series(rendered: Rendered[InspectionResult]) -> list[SeriesItem]:
    assert rendered.structured.series
    return rendered.structured.series


def crowd(people: int, rows: int) -> Json:
    lossy = every(5, {"packets_lost": 90, "jitter": 0.08})
    return {
        "audio_consumer": [r for n in range(people) for r in audio_in(f"someone-{n:03}", lossy, rows)],
        "video_consumer": [r for n in range(people) for r in video_in(f"someone-{n:03}", lossy, rows)],
    }


def test_the_whole_text_of_a_series() -> None:
    rows = [
        row
        for place, row in enumerate(audio_in("ana", every(4, {"packets_lost": 60})))
        if not 12 <= place < 40
    ]
    assert show(read({"audio_consumer": rows}), "audio", ["loss_pct"], points=7).text == WHOLE


def test_few_samples_are_told_one_by_one_with_their_own_times() -> None:
    rows = [
        row
        for place, row in enumerate(audio_in("ana", every(4, {"packets_lost": 60})))
        if place not in {3, 4, 5, 6}
    ]
    rendered = show(read({"audio_consumer": rows}), "audio", ["loss_pct"], start="+0:05", end="+1:10")
    assert rendered.text == SAMPLES
    assert rendered.structured.step_s is None
    (item,) = series(rendered)
    assert item.points == [[2, 0], [9, 0], [44, 0], [51, 14.6], [58, 0], [65, 0]]


def test_a_thinned_out_series_says_how_long_its_rows_are_and_one_that_is_whole_leaves_nothing_out() -> None:
    signals = read({"audio_consumer": audio_in("ana", rows=60)})
    assert show(signals, "audio", ["loss_pct"], points=59).structured.step_s == 10
    whole = show(signals, "audio", ["loss_pct"], points=120, detail="full").structured
    assert (whole.step_s, whole.left_out) == (None, None)


def test_another_reading_of_the_times_is_told() -> None:
    signals = read({"audio_consumer": audio_in("ana", rows=200)})
    rendered = show(signals, "audio", ["loss_pct"], start="10:05", end="10:06")
    assert (rendered.structured.start, rendered.structured.end) == (
        "2026-11-03T10:05:00Z",
        "2026-11-03T10:06:00Z",
    )
    assert "write +10:05 and +10:06." in (rendered.structured.note or "")
    assert (rendered.structured.note or "") in rendered.text


def test_the_content_follows_its_schema_and_counts_as_the_findings_do() -> None:
    signals = read({"audio_consumer": audio_in("ana", every(3, {"packets_lost": 60}))})
    rendered = show(signals, "audio-receive", ["loss_pct"])
    content = rendered.structured.model_dump(mode="json", exclude_none=True)
    jsonschema.validate(content, InspectionResult.model_json_schema())
    (item,) = series(rendered)
    evidence = the(diagnose(signals), "inbound-loss-unattributed").evidence[0]
    assert item.limits == {"fair": 1, "poor": 5, "severe": 10}
    assert item.judged == evidence.samples
    assert item.beyond is not None
    assert evidence.samples
    assert item.beyond["poor"] / evidence.samples == pytest.approx(evidence.share_of_active_time)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(0, 300), min_size=3, max_size=200),
    st.integers(1, 120),
    st.sampled_from(DETAILS),
)
def test_the_lowest_and_highest_value_are_in_the_points(lost: list[int], points: int, detail: Detail) -> None:
    rows = audio_in("ana", lambda index: {"packets_lost": lost[index]}, len(lost))
    signals = read({"audio_consumer": rows})
    (item,) = series(show(signals, None, ["loss_pct"], points=points, detail=detail))
    assert item.points
    points_of_all = [point if len(point) > 2 else [*point, point[1], point[1], 1] for point in item.points]
    losses = [100 * gone / (350 + gone) for gone in lost]
    assert min(row[1] for row in points_of_all) == float(number_text(min(losses))) == item.min
    assert max(row[3] for row in points_of_all) == float(number_text(max(losses))) == item.max
    assert sum(row[4] for row in points_of_all) == len(lost)
    assert len(item.points) <= points


def test_gaps_are_gaps_and_never_zero() -> None:
    muted = lambda index: {"packets_received": 0, "packets_lost": 0} if 20 <= index < 40 else {}  # noqa: E731
    (item,) = series(show(read({"audio_consumer": audio_in("ana", muted)}), None, ["packets", "lost"]))[:1]
    assert item.gaps == [[19 * 7, 39 * 7]]
    assert item.min == 350
    offsets = [point[0] for point in item.points or ()]
    assert not [offset for offset in offsets if 20 * 7 <= offset <= 39 * 7]


def test_of_hundreds_of_pauses_the_longest_are_told() -> None:
    rows = [row for place, row in enumerate(audio_in(rows=900)) if place % 9 < 3]
    rendered = show(read({"audio_consumer": rows}), None, ["packets"])
    (item,) = series(rendered)
    assert len(item.gaps or ()) == 12
    assert (item.more_gaps or 0) > 60
    assert f"and {item.more_gaps} shorter pauses" in rendered.text


def test_a_window_shows_what_is_in_it() -> None:
    signals = read({"audio_consumer": audio_in("ana", every(60, {"packets_lost": 350}))})
    rendered = show(signals, None, ["loss_pct"], start="1:00", end="10:03:00Z")
    (item,) = series(rendered)
    assert (rendered.structured.start, rendered.structured.end) == (
        "2026-11-03T10:01:00Z",
        "2026-11-03T10:03:00Z",
    )
    assert item.max == 0
    assert item.samples == 17


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize(
    ("people", "rows", "points"),
    [(1, 60, None), (25, 60, 120), (25, 60, 1), (25, 1_000, None), (80, 20, None), (2, 6_000, 120)],
)
def test_any_crowd_and_length_keeps_the_budget(
    detail: Detail, people: int, rows: int, points: int | None
) -> None:
    signals = read(crowd(people, rows))
    for metrics in ((), ("loss_pct",)):
        rendered = show(signals, None, metrics, points=points, detail=detail)
        content = orjson.dumps(rendered.structured.model_dump(mode="json", exclude_none=True))
        assert len(rendered.text.encode()) <= TEXT_BUDGET[detail]
        assert len(content) <= STRUCTURED_BUDGET[detail]
        assert series(rendered)[0].points
        shown = len(series(rendered))
        asked = len(ask(signals.streams, metrics, choose_window(signals, None, None).window))
        assert (f"{asked - shown} of {asked} series are not shown" in rendered.text) is (shown < asked)


def test_fewer_points_than_asked_for_are_owned_up_to() -> None:
    rendered = show(read(crowd(1, 900)), "audio", ["loss_pct"], points=120, detail="brief")
    assert "points of 120 fit" in (rendered.structured.left_out or "")
    assert show(read(crowd(1, 900)), "audio", ["loss_pct"], points=20).structured.left_out is None


def test_a_switch_has_no_limits() -> None:
    signals = read({"audio_producer": audio_out()})
    assert show(signals, None, ["packets"]).structured.series == [
        SeriesItem(
            stream="audio-send-p-audio-",
            metric="packets",
            unit="per sample",
            samples=60,
            min=350,
            mean=350,
            max=350,
            points=[[float(offset), 350] for offset in range(0, 420, 7)],
        )
    ]


WHOLE = """\
Report of peer 11111111-2222-4333-8444-555555555555, 2026-11-03T10:00:00Z to 2026-11-03T10:06:53Z. \
A row for each 60 s in which something was measured: time (UTC) of its beginning | lowest | mean | highest | samples

audio-receive-p-audio- loss_pct, %: 32 samples, 0 to 14.6, mean 3.66; of 30 judged 7 over 1 (fair), \
7 over 5 (poor), 7 over 10 (severe)
10:00:00 | 0 | 4.88 | 14.6 | 9
10:01:00 | 0 | 0 | 0 | 3
10:01:17 to 10:04:33 no media
10:04:00 | 0 | 4.88 | 14.6 | 3
10:05:00 | 0 | 3.25 | 14.6 | 9
10:06:00 | 0 | 3.66 | 14.6 | 8"""

SAMPLES = """\
Report of peer 11111111-2222-4333-8444-555555555555, 2026-11-03T10:00:05Z to 2026-11-03T10:01:10Z. A row \
for each sample: time (UTC) | value

audio-receive-p-audio- loss_pct, %: 6 samples, 0 to 14.6, mean 2.44; of 5 judged 1 over 1 (fair), 1 over \
5 (poor), 1 over 10 (severe)
10:00:07 | 0
10:00:14 | 0
10:00:14 to 10:00:42 no media
10:00:49 | 0
10:00:56 | 14.6
10:01:03 | 0
10:01:10 | 0"""
