"""The strip says what the findings say, no more and no less."""

import random
from datetime import UTC, datetime

import pytest

from rtk_mcp.report.diagnosis import diagnose
from rtk_mcp.report.finding import Evidence, Finding, Window
from rtk_mcp.report.timeline import MAX_STRETCHES, Timeline, timeline
from tests.report.builders import (
    Change,
    Json,
    audio_in,
    audio_out,
    every,
    healthy_quality,
    only,
    read,
    timestamp,
    video_in,
    video_out,
)

NOTHING, GOOD, FAIR, POOR = "·▁▄█"


def strip(quality: Json, metadata: Json | None = None) -> Timeline:
    signals = read(quality, metadata)
    found = timeline(signals, diagnose(signals).findings)
    assert found is not None
    return found


def lossy(*indexes: int) -> Change:
    return only(*indexes, packets_lost=300, mos_quality=0.2)


def test_a_healthy_call_is_good_throughout() -> None:
    found = strip(healthy_quality())
    assert found.step_s == 15
    assert (found.sent, found.received) == (GOOD * 28, GOOD * 28)


def test_one_spike_that_is_no_finding_does_not_show() -> None:
    found = strip(healthy_quality() | {"audio_consumer": [*audio_in("ana", lossy(30)), *audio_in("bo")]})
    assert set(found.received or "") == {GOOD}


def test_a_bad_stretch_shows_where_it_was_and_in_its_direction_only() -> None:
    found = strip(healthy_quality() | {"audio_producer": audio_out(lossy(*range(20, 40)))})
    bad = [place for place, mark in enumerate(found.sent or "") if mark == POOR]
    assert bad == list(range(20 * 7 // 15, 39 * 7 // 15 + 1))
    assert set(found.received or "") == {GOOD}


def test_a_minor_finding_is_fair_at_most() -> None:
    jittery = every(2, {"jitter": 0.025})
    found = strip(healthy_quality() | {"audio_consumer": [*audio_in("ana", jittery), *audio_in("bo")]})
    marks = found.received or ""
    assert FAIR in marks
    assert POOR not in marks


def test_muted_stretches_are_nothing_to_judge() -> None:
    rows = [row for place, row in enumerate(audio_in()) if not 20 <= place < 40]
    found = strip({"audio_consumer": rows})
    assert found.sent is None
    marks = found.received or ""
    assert set(marks[10:18]) == {NOTHING}
    assert set(marks[:9] + marks[19:]) == {GOOD}


def test_sent_media_whose_arrival_was_not_measured_is_nothing_to_judge() -> None:
    unmeasured = audio_out(lambda _: {"rtt": 0, "jitter": 0, "packets_lost": 0})
    found = strip({"audio_consumer": audio_in(), "audio_producer": unmeasured})
    assert set(found.sent or "") == {NOTHING}
    assert set(found.received or "") == {GOOD}


def test_a_finding_without_samples_is_painted_by_its_windows() -> None:
    signals = read({"audio_consumer": audio_in()})
    start, end = (datetime.fromisoformat(timestamp(index)).astimezone(UTC) for index in (20, 30))
    finding = Finding("reconnects", "major", "high", "connection", "none", "x", windows=(Window(start, end),))
    found = timeline(signals, [finding])
    assert found is not None
    assert (found.received or "")[9:15] == POOR * 6
    assert (found.sent or "")[9:15] == POOR * 6
    assert (found.received or "").count(POOR) == 6


def test_windows_outside_the_call_are_painted_nowhere_else() -> None:
    signals = read({"audio_consumer": audio_in()})
    early = datetime(2026, 1, 1, tzinfo=UTC)
    finding = Finding("x", "major", "high", "connection", "none", "x", windows=(Window(early, early),))
    found = timeline(signals, [finding])
    assert found is not None
    assert POOR not in (found.received or "")


def test_what_is_outside_the_windows_of_a_finding_is_not_painted() -> None:
    signals = read({"audio_consumer": audio_in("ana", lossy(*range(10, 20), *range(40, 50)))})
    start, end = (datetime.fromisoformat(timestamp(index)).astimezone(UTC) for index in (9, 19))
    finding = Finding(
        code="x",
        severity="major",
        confidence="high",
        media="audio",
        direction="receive",
        summary="x",
        evidence=(Evidence("loss_pct", 40.0, "%", 5.0, 0.3, 60),),
        streams=("audio-receive-p-audio-ana",),
        windows=(Window(start, end),),
    )
    found = timeline(signals, [finding])
    assert found is not None
    bad = [place for place, mark in enumerate(found.received or "") if mark == POOR]
    assert bad == list(range(10 * 7 // 15, 19 * 7 // 15 + 1))


def test_a_refused_microphone_is_bad_throughout_in_what_is_sent_and_only_there() -> None:
    event = {"name": "media_permission", "timestamp": timestamp(1), "metadata": {"audio": "DENIED"}}
    found = strip({"audio_consumer": audio_in()}, {"events": [event]})
    assert set(found.sent or "") == {POOR}
    assert set(found.received or "") == {GOOD}


def test_a_minor_finding_at_no_known_time_is_not_painted() -> None:
    signals = read({"audio_consumer": audio_in(), "audio_producer": audio_out()})
    found = timeline(signals, [Finding("x", "minor", "high", "device", "send", "x")])
    assert found is not None
    assert set(found.sent or "") == {GOOD}


@pytest.mark.parametrize("rows", [1, 2, 60, 600, 3_000, 20_000])
def test_a_call_of_any_length_has_few_marks_and_no_hole(rows: int) -> None:
    found = strip({"audio_consumer": audio_in(rows=rows)})
    marks = found.received or ""
    assert 1 <= len(marks) <= MAX_STRETCHES
    assert marks[1:-1] == GOOD * len(marks[1:-1])


def test_rows_without_a_time_do_no_harm() -> None:
    found = strip({"audio_consumer": audio_in("ana", only(5, 9, timestamp=None))})
    assert set(found.received or "") == {GOOD}


def test_without_samples_there_is_no_strip() -> None:
    assert timeline(read({}), ()) is None


@pytest.mark.parametrize("seed", range(60))
def test_the_worst_mark_is_the_verdict(seed: int) -> None:
    rng = random.Random(seed)
    share = rng.choice((0, 0, 0.02, 0.15, 0.25, 0.5))

    def change(_: int) -> Json:
        if rng.random() >= share:
            return {}
        return rng.choice(
            [{"packets_lost": rng.randint(1, 200)}, {"jitter": rng.uniform(0.01, 0.2)}, {"mos_quality": 0.3}]
        )

    quality = {
        "audio_consumer": [*audio_in("ana", change), *audio_in("bo")],
        "video_consumer": video_in("ana", change),
        "audio_producer": audio_out(change),
        "video_producer": video_out(change),
    }
    verdict = diagnose(read(quality)).verdict
    found = strip(quality)
    marks = {*(found.sent or ""), *(found.received or "")}
    assert (POOR in marks) is (verdict == "poor")
    assert (bool(marks & {POOR, FAIR})) is (verdict in {"poor", "fair"})
