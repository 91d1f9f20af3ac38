import gzip
import json
import random
from itertools import accumulate
from math import isnan
from typing import Any

import orjson
import pytest

from rtk_mcp.errors import NotAReport, NotFound, RtkError
from rtk_mcp.report.diagnosis import diagnose
from rtk_mcp.report.reader import ReportReader, read_report
from tests.report.builders import (
    ROWS,
    answer,
    audio_in,
    audio_out,
    every,
    healthy_quality,
    read,
    timestamp,
    video_in,
    video_out,
)


@pytest.mark.parametrize("peel", [lambda d: d, lambda d: d["data"], lambda d: d["data"]["participant"]])
def test_reads_the_answer_its_data_or_the_participant(peel: Any) -> None:
    signals = read_report(orjson.dumps(peel(answer(healthy_quality()))))
    assert signals.context.participant.name == "Chidi"
    assert len(signals.streams) == 6


def test_reads_a_bare_peer_report() -> None:
    report = answer(healthy_quality())["data"]["participant"]["peer_report"]
    assert len(read_report(orjson.dumps(report)).streams) == 6


def test_reads_gzip() -> None:
    assert len(read_report(gzip.compress(orjson.dumps(answer(healthy_quality())))).streams) == 6


def test_reads_what_other_json_writers_produce() -> None:
    document = answer(healthy_quality(), display_name="half a pair \ud83d")
    document["data"]["participant"]["peer_report"]["quality"]["audio_producer"][5]["rtt"] = float("nan")
    signals = read_report(json.dumps(document).encode())
    assert signals.streams[4].value("rtt_ms", 5) is None
    assert signals.streams[4].samples.rtt_ms[6] == 40


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"   ",
        b"{",
        b'{"data":',
        b"<html>no</html>",
        b"[]",
        b"null",
        b"7",
        b'"text"',
        b"{}",
        b'{"quality": 7}',
        b'{"success": true, "data": {"sessions": []}}',
        b'{"participant": 3}',
        b"\x1f\x8b not gzip",
        gzip.compress(b'{"quality": {}}', mtime=0)[:-9],
        b"[" * 200_000,
        b'{"peer_report":' * 100_000,
    ],
)
def test_what_is_no_report_is_said_to_be_none(raw: bytes) -> None:
    with pytest.raises(RtkError) as failure:
        read_report(raw)
    assert str(failure.value).endswith((".", "`quality`."))


def test_a_file_of_something_else_is_not_a_report() -> None:
    with pytest.raises(NotAReport, match="no peer report"):
        read_report(b'{"resultInfo": {}, "items": [1, 2]}')


def test_an_error_answer_is_that_error() -> None:
    with pytest.raises(NotFound):
        read_report(b'{"success": false, "error": {"code": 404, "message": "no such peer"}}')


def test_a_participant_without_a_report_has_no_streams() -> None:
    signals = read_report(
        orjson.dumps({"data": {"participant": {"id": "x", "peer_report": None}}, "success": True})
    )
    assert signals.streams == ()


def test_order_and_duplicates_of_rows_do_not_matter() -> None:
    quality = healthy_quality()
    quality["audio_consumer"] = audio_in("ana", every(4, {"packets_lost": 40}))
    shuffled = {name: rows + rows[:20] for name, rows in quality.items()}
    for rows in shuffled.values():
        random.Random(4).shuffle(rows)
    assert diagnose(read(shuffled)).findings == diagnose(read(quality)).findings


def test_seconds_become_milliseconds() -> None:
    stream = read({"audio_producer": audio_out()}).streams[0]
    assert stream.samples.rtt_ms[3] == pytest.approx(40)
    assert stream.samples.jitter_ms[3] == pytest.approx(3)


def test_the_jitter_buffer_is_delay_over_what_was_played() -> None:
    rows = audio_in("ana", lambda _: {"jitter_buffer_delay": 33.6, "jitter_buffer_emitted_count": 336})
    assert read({"audio_consumer": rows}).streams[0].samples.jitter_buffer_ms[3] == pytest.approx(100)


def test_counters_since_the_start_read_as_those_per_sample() -> None:
    names = [
        "packets_received",
        "packets_lost",
        "bytes_received",
        "jitter_buffer_delay",
        "jitter_buffer_emitted_count",
        "concealment_events",
    ]
    rng = random.Random(7)
    rows = audio_in(
        "ana", lambda _: {"packets_received": rng.randint(320, 360), "packets_lost": rng.choice([0, 0, 30])}
    )
    running = {name: list(accumulate(row[name] for row in rows)) for name in names}
    summed = [row | {name: running[name][i] for name in names} for i, row in enumerate(rows)]
    per_sample, since_start = read({"audio_consumer": rows}), read({"audio_consumer": summed})
    assert since_start.cumulative_series == ("audio_consumer",)
    assert per_sample.cumulative_series == ()
    assert since_start.streams[0].samples.loss_pct == per_sample.streams[0].samples.loss_pct
    assert diagnose(since_start).findings == diagnose(per_sample).findings


def test_a_counter_that_restarts_counts_from_zero() -> None:
    values = [350 * (i + 1) for i in range(20)] + [340 * (i + 1) for i in range(20)]
    rows = audio_in("ana", lambda i: {"packets_received": values[i]}, rows=40)
    packets = list(read({"audio_consumer": rows}).streams[0].samples.packets)
    assert packets[1:20] == [350] * 19
    assert packets[20:] == [340] * 20


def test_simulcast_layers_are_one_picture() -> None:
    layers = [
        video_out(every(1, {"ssrc": width, "frame_width": width, "frame_height": height}))
        for width, height in ((320, 180), (640, 360), (1280, 720))
    ]
    (stream,) = read({"video_producer": [row for layer in layers for row in layer]}).streams
    assert list(stream.samples.width_px) == [1280] * ROWS
    assert list(stream.samples.packets) == [3000] * ROWS
    assert list(stream.samples.frames) == [210] * ROWS


def test_an_idle_simulcast_layer_is_not_the_picture() -> None:
    top = video_out(lambda _: {"ssrc": 3, "packets_sent": 0, "frames_encoded": 0})
    low = video_out(lambda _: {"ssrc": 1, "frame_width": 320, "frame_height": 180})
    (stream,) = read({"video_producer": [*top, *low]}).streams
    assert list(stream.samples.width_px) == [320] * ROWS


def test_muted_rows_are_not_active() -> None:
    rows = audio_in("ana", lambda i: {"packets_received": 0, "mos_quality": 0} if i >= 20 else {})
    stream = read({"audio_consumer": rows}).streams[0]
    assert list(stream.active) == list(range(20))
    assert list(stream.judged) == list(range(2, 20))


def test_late_packets_make_loss_negative_and_are_no_loss() -> None:
    rows = audio_in("ana", lambda _: {"packets_lost": -3})
    stream = read({"audio_consumer": rows}).streams[0]
    assert list(stream.samples.loss_pct) == [0] * ROWS
    assert stream.total_loss_pct == 0


def test_a_sender_side_that_is_zero_throughout_is_not_measured() -> None:
    rows = audio_out(lambda _: {"rtt": 0, "jitter": 0, "packets_lost": 0})
    stream = read({"audio_producer": rows}).streams[0]
    assert stream.unmeasured == {"rtt_ms", "jitter_ms", "loss_pct"}
    assert stream.values("loss_pct", stream.judged) == []
    assert stream.total_loss_pct is None


def test_a_jitter_makes_a_loss_of_zero_a_measurement() -> None:
    assert read({"audio_producer": audio_out()}).streams[0].unmeasured == frozenset()


def test_a_gap_in_the_rows_is_no_outage() -> None:
    rows = [row for i, row in enumerate(audio_in("ana")) if not 20 <= i < 45]
    stream = read({"audio_consumer": rows}).streams[0]
    assert stream.interval_s == 7
    assert stream.active_minutes == pytest.approx(35 * 7 / 60)


def test_garbage_values_are_not_measurements() -> None:
    junk: list[Any] = [None, "many", True, [], {}, -5, 1e300, "1e999", 10**19, "12"]
    rows = audio_in(
        "ana", lambda i: {"jitter": junk[i % len(junk)], "concealment_events": junk[i % len(junk)]}
    )
    samples = read({"audio_consumer": rows}).streams[0].samples
    assert {value for value in samples.jitter_ms if not isnan(value)} == {12_000.0}
    assert {value for value in samples.concealments if not isnan(value)} == {12.0}


def test_strings_that_are_numbers_are_read() -> None:
    rows = audio_in("ana", lambda _: {"packets_received": "340", "packets_lost": "10", "jitter": "0.01"})
    samples = read({"audio_consumer": rows}).streams[0].samples
    assert samples.loss_pct[4] == pytest.approx(100 * 10 / 350)
    assert samples.jitter_ms[4] == pytest.approx(10)


@pytest.mark.parametrize(
    "quality",
    [
        {"audio_consumer": None, "video_consumer": {}, "audio_producer": "x", "unknown_series": [1]},
        {"audio_consumer": [1, None, "row", [], {}]},
        {"audio_consumer": [{"producer_id": {}, "ssrc": [], "timestamp": {"a": 1}, "peer_id": 7}]},
        {"audio_consumer_cumulative": [], "video_producer_cumulative": {"issues": 3, "rtt": "x"}},
        [],
        None,
    ],
)
def test_series_of_the_wrong_shape_read_as_empty(quality: Any) -> None:
    assert diagnose(read(quality)).verdict == "unknown"


def test_times_with_stray_quotes_and_epoch_milliseconds_are_read() -> None:
    rows = audio_in("ana")
    rows[3]["timestamp"] = timestamp(3) + '"'
    rows[4]["timestamp"] = 1_793_700_028_000
    times = read({"audio_consumer": rows}).streams[0].samples.time_s
    assert None not in times


def test_streams_without_times_are_kept_in_their_order() -> None:
    rows = [
        {k: v for k, v in row.items() if k != "timestamp"}
        for row in audio_in("ana", lambda i: {"jitter": i / 1000})
    ]
    samples = read({"audio_consumer": rows}).streams[0].samples
    assert samples.jitter_ms == pytest.approx(list(range(ROWS)))


def test_stream_ids_are_short_unique_and_printable() -> None:
    names = ["abcdefgh-1", "abcdefgh-2", "zzzzzzzzzzzz", "\u202e\x00" + "x" * 100_000]
    rows = [row | {"producer_id": name} for name in names for row in video_in("ana", rows=4)]
    ids = [stream.id for stream in read({"video_consumer": rows}).streams]
    assert ids[:3] == ["video-receive-abcdefgh-1", "video-receive-abcdefgh-2", "video-receive-zzzzzzzz"]
    assert len(set(ids)) == 4
    assert all(name.isascii() and len(name) < 100 for name in ids)


def test_cumulative_sections_are_used_where_rows_are_missing() -> None:
    section = {"packet_loss": {"avg": 7, "5_or_greater_event_fraction": 0.4}, "quality_mos": {"avg": 0.6}}
    signals = read(
        {"audio_consumer": [], "audio_consumer_cumulative": section, "video_consumer_cumulative": {}}
    )
    (totals,) = signals.totals_only
    assert totals.metrics["loss_pct"].mean == 7
    assert totals.metrics["loss_pct"].poor == 0.4


def test_a_gzip_file_of_several_members_is_read_whole() -> None:
    whole = orjson.dumps(answer(healthy_quality()))
    half = len(whole) // 2
    signals = read_report(gzip.compress(whole[:half]) + gzip.compress(whole[half:]))
    assert signals.rows == read_report(whole).rows


def test_a_late_report_is_about_all_that_was_sent_since_the_one_before() -> None:
    quiet = {"rtt": 0, "jitter": 0, "packets_lost": 0}
    rows = audio_out(lambda i: quiet if 20 <= i < 23 else {"packets_lost": 140} if i == 23 else {}, rows=40)
    stream = read({"audio_producer": rows}).streams[0]
    assert [stream.value("loss_pct", index) for index in (19, 20, 22)] == [0, None, None]
    assert stream.value("loss_pct", 23) == pytest.approx(10)
    assert stream.value("loss_pct", 24) == 0


@pytest.mark.parametrize("odd", ["0.004", None, {}, "x", float("nan")])
def test_an_odd_value_in_one_row_changes_nothing_of_the_others(odd: object) -> None:
    rows = audio_in("ana", lambda i: {"packets_received": 350 * (i + 1)}, rows=400)
    rows[200]["jitter"] = odd
    raw = json.dumps(answer({"audio_consumer": rows})).encode()
    whole = read_report(raw).streams
    assert [len(stream.samples.time_s) for stream in whole] == [400]
    assert sum(whole[0].samples.packets) == 350 * 400
    reader = ReportReader()
    for start in range(0, len(raw), 3_000):
        reader.feed(raw[start : start + 3_000])
    assert [*reader.finish().streams[0].samples.packets] == [*whole[0].samples.packets]


def test_a_row_of_another_century_or_day_stretches_nothing() -> None:
    rows = audio_in("ana")
    rows[7]["timestamp"], rows[9]["timestamp"] = "1970-01-01T00:00:00Z", "2026-11-20T10:00:00Z"
    span = read({"audio_consumer": rows}).span
    assert span is not None
    assert (span[1] - span[0]).total_seconds() < 500


def test_rows_of_no_known_stream_have_no_producer() -> None:
    rows = audio_in("ana")
    for row in rows:
        for name in ("producer_id", "consumer_id", "ssrc"):
            del row[name]
    (stream,) = read({"audio_consumer": rows}).streams
    assert (stream.producer_id, stream.length) == (None, ROWS)


def test_samples_over_a_limit_and_under_it_are_not_mistaken_for_each_other() -> None:
    rows = audio_in("ana", lambda i: {"jitter": 0.05 if i % 2 else 0.01})
    (stream,) = read({"audio_consumer": rows}).streams
    over = stream.beyond("jitter_ms", stream.judged, 30, low_is_bad=False)
    under = stream.beyond("jitter_ms", stream.judged, 30, low_is_bad=True)
    assert {*over}.isdisjoint(under)
    assert len(over) + len(under) == len(stream.judged)
