"""Which streams, metrics and stretches a question means, and what an unanswerable one is told."""

import pytest

from rtk_mcp.errors import BadArgument
from rtk_mcp.report.asking import ask, choose_streams, choose_window, narrowed, unmeasured
from rtk_mcp.report.call_time import read_call_time
from rtk_mcp.report.signals import PeerSignals
from tests.report.builders import START, audio_in, audio_out, every, healthy_quality, only, read


@pytest.fixture(scope="module")
def signals() -> PeerSignals:
    return read(healthy_quality())


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ("audio-receive-p-audio-ana", {"audio-receive-p-audio-ana"}),
        ("audio-receive", {"audio-receive-p-audio-ana", "audio-receive-p-audio-bo"}),
        ("Video-Send", {"video-send-p-video-me"}),
        ("send", {"audio-send-p-audio-me", "video-send-p-video-me"}),
        ("bo", {"audio-receive-p-audio-bo", "video-receive-p-video-bo"}),
        ("audio-send, video-send", {"audio-send-p-audio-me", "video-send-p-video-me"}),
    ],
)
def test_a_stream_is_named_by_its_id_its_beginning_or_its_sender(
    signals: PeerSignals, asked: str, ids: set[str]
) -> None:
    assert {stream.id for stream in choose_streams(signals, asked)} == ids


def test_an_exact_id_is_not_taken_for_the_beginning_of_another() -> None:
    signals = read({"audio_consumer": [*audio_in("a"), *audio_in("ab")]})
    assert [stream.id for stream in choose_streams(signals, "audio-receive-p-audio-a")] == [
        "audio-receive-p-audio-a"
    ]


@pytest.mark.parametrize("asked", ["nobody", "", "audio-send,nobody", "\u202e"])
def test_an_unknown_stream_is_answered_with_the_known_ones(signals: PeerSignals, asked: str) -> None:
    with pytest.raises(BadArgument) as refused:
        choose_streams(signals, asked)
    assert str(refused.value).startswith("stream: the report has no such stream; there are ")
    assert "there are audio-receive, video-receive, audio-send, video-send: " in str(refused.value)
    assert "audio-receive-p-audio-bo" in str(refused.value)
    assert "by peer id, not by name" in str(refused.value)


def test_of_many_streams_some_are_named() -> None:
    crowd = read({"audio_consumer": [row for n in range(80) for row in audio_in(f"someone-{n:03}", rows=9)]})
    with pytest.raises(BadArgument, match="and 55 more") as refused:
        choose_streams(crowd, "nobody")
    assert len(str(refused.value)) < 1_500


def test_the_window_is_cut_to_the_call(signals: PeerSignals) -> None:
    start = START.timestamp()
    assert choose_window(signals, None, None).window == (start, start + 413)
    assert choose_window(signals, read_call_time("start", "1:00"), None).window == (start + 60, start + 413)
    assert choose_window(signals, None, read_call_time("end", "90:00")).window == (start, start + 413)


@pytest.mark.parametrize(
    ("start", "end", "argument"),
    [
        ("30:00", None, "start"),
        (None, "2020-01-01T00:00:00Z", "end"),
        ("3:00", "2:00", "end"),
        ("30:00", "31:00", "start"),
    ],
)
def test_a_window_without_samples_is_answered_with_when_the_call_was(
    signals: PeerSignals, start: str | None, end: str | None, argument: str
) -> None:
    since, until = (
        read_call_time(name, text) if text else None for name, text in (("start", start), ("end", end))
    )
    with pytest.raises(BadArgument) as refused:
        choose_window(signals, since, until)
    assert str(refused.value).startswith(f"{argument}: ")
    assert "from 2026-11-03T10:00:00Z to 2026-11-03T10:06:53Z" in str(refused.value)


def test_a_report_without_samples_says_so() -> None:
    with pytest.raises(BadArgument, match="no samples"):
        choose_window(read({}), None, None)


def test_a_short_stream_is_looked_at_over_its_own_time() -> None:
    signals = read({"audio_consumer": audio_in(rows=60), "audio_producer": audio_out(rows=10)})
    window = choose_window(signals, None, None).window
    (sent,) = choose_streams(signals, "audio-send")
    assert narrowed(window, [sent]) == (window[0], window[0] + 63)
    assert narrowed(window, []) == window


def test_the_worst_series_come_first() -> None:
    quality = healthy_quality() | {
        "audio_consumer": [*audio_in("ana"), *audio_in("bo", every(2, {"packets_lost": 90}))]
    }
    signals = read(quality)
    asked = ask(signals.streams, ["loss_pct"], choose_window(signals, None, None).window)
    assert asked[0].stream.id == "audio-receive-p-audio-bo"
    assert len(asked) == 6


def test_without_metrics_what_is_judged_is_shown(signals: PeerSignals) -> None:
    streams = choose_streams(signals, "audio-send")
    asked = ask(streams, [], choose_window(signals, None, None).window)
    assert {each.metric for each in asked} == {
        "loss_pct",
        "rtt_ms",
        "jitter_ms",
        "score_ratio",
        "bitrate_kbps",
    }


def test_what_was_not_measured_is_unknown_and_what_was_is_named(signals: PeerSignals) -> None:
    streams = choose_streams(signals, "audio-receive")
    with pytest.raises(BadArgument) as refused:
        ask(streams, ["rtt_ms", "fps"], choose_window(signals, None, None).window)
    assert str(refused.value).startswith("metrics: rtt_ms, fps: not measured on these streams, so unknown; ")
    assert "jitter_buffer_ms" in str(refused.value)
    assert unmeasured(streams, ["loss_pct", "rtt_ms"]) == ["rtt_ms"]


def test_a_muted_stretch_is_answered_with_when_media_flowed() -> None:
    muted = only(*range(20, 60), packets_received=0)
    signals = read({"audio_consumer": audio_in("ana", muted), "audio_producer": audio_out()})
    window = choose_window(signals, read_call_time("start", "4:00"), None).window
    with pytest.raises(BadArgument, match="between 2026-11-03T10:00:00Z and 2026-11-03T10:02:13Z"):
        ask(choose_streams(signals, "audio-receive"), ["loss_pct"], window)


def test_a_moment_outside_the_call_in_both_readings_is_refused_as_both(signals: PeerSignals) -> None:
    with pytest.raises(
        BadArgument, match=r"^start: is outside the call, as an offset and as a time of day \(UTC\)"
    ):
        choose_window(signals, read_call_time("start", "14:20"), None)


def test_how_an_ambiguous_time_was_read_is_told(signals: PeerSignals) -> None:
    start = START.timestamp()
    chosen = choose_window(signals, read_call_time("start", "10:02"), None)
    assert chosen.window == (start + 120, start + 413)
    assert chosen.note is None
    chosen = choose_window(signals, read_call_time("start", "00:00:30"), read_call_time("end", "10:02"))
    assert chosen.note
