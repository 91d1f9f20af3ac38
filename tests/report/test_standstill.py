"""A line on which nothing arrives while the rows of statistics go on."""

from collections.abc import Iterable

import pytest

from rtk_mcp.report.finding import Finding
from tests.report.builders import INTERVAL_S, ROWS, Change, Json, audio_in, judge, only, timestamp, video_in

NOTHING = {
    "packets_received": 0,
    "bytes_received": 0,
    "frames_decoded": 0,
    "frames_per_second": 0,
    "jitter_buffer_delay": 0,
    "jitter_buffer_emitted_count": 0,
}
STILL = range(20, 24)


def still(rows: Iterable[int] = STILL) -> Change:
    return only(*rows, **NOTHING)


def received(*senders: str, change: Change | None = None) -> Json:
    return {
        "audio_consumer": [row for sender in senders for row in audio_in(sender, change)],
        "video_consumer": [row for sender in senders for row in video_in(sender, change)],
    }


def told(quality: Json, metadata: Json | None = None) -> list[Finding]:
    """What was felt."""
    return [finding for finding in judge(quality, metadata).findings if finding.severity != "info"]


def test_senders_who_stand_still_together_are_the_receivers_line() -> None:
    (finding,) = told(received("ana", "chidi", change=still()))
    assert (finding.code, finding.severity, finding.confidence) == ("downlink-packet-loss", "minor", "high")
    assert finding.summary == (
        "Nothing arrived at this participant from any of 2 senders for 28 s, though media came before and after."
    )
    (window,) = finding.windows
    assert (window.end - window.start).total_seconds() == len(STILL) * INTERVAL_S
    assert window.start.isoformat()[:19] == timestamp(STILL.start - 1)[:19]


def test_half_a_minute_without_anything_is_major() -> None:
    (finding,) = told(received("ana", "chidi", change=still(range(20, 25))))
    assert finding.severity == "major"


def test_the_only_sender_may_be_the_one_whose_line_stood_still() -> None:
    (finding,) = told(received("ana", change=still()))
    assert (finding.code, finding.confidence) == ("inbound-loss-unattributed", "medium")
    assert "the only sender (peer ana)" in finding.summary


def test_what_is_lost_when_media_comes_again_changes_nothing() -> None:
    def late(index: int) -> Json:
        return NOTHING if index in STILL else {"packets_lost": 1_400} if index == STILL.stop else {}

    codes = [finding.code for finding in told(received("ana", "chidi", change=late))]
    assert "downlink-packet-loss" in codes


@pytest.mark.parametrize(
    "rows",
    [range(20, 21), range(20, ROWS), range(5)],
    ids=["one sample", "to the end of the call", "from the beginning"],
)
def test_a_standstill_is_between_media_and_longer_than_a_moment(rows: range) -> None:
    assert told(received("ana", "chidi", change=still(rows))) == []


def test_streams_that_stop_writing_rows_are_paused() -> None:
    quality = received("ana", "chidi")
    for series in quality.values():
        series[:] = [row for row in series if row["timestamp"] not in {timestamp(index) for index in STILL}]
    assert told(quality) == []


def test_one_sender_who_is_held_back_while_another_flows_is_none() -> None:
    one, other = received("ana", change=still()), received("chidi")
    assert told({name: [*one[name], *other[name]] for name in one}) == []


def test_where_rows_without_packets_may_be_pauses_a_lone_sender_tells_nothing() -> None:
    def paused_twice(sender: str) -> Json:
        quality = received(sender, change=still())
        quality["video_consumer"] = video_in(sender, only(*STILL, *range(30, 34), **NOTHING))
        return quality

    assert told(paused_twice("ana")) == []
    both = [paused_twice("ana"), paused_twice("chidi")]
    together = {name: [row for quality in both for row in quality[name]] for name in both[0]}
    confidences = {finding.confidence for finding in told(together) if finding.media == "connection"}
    assert confidences == {"medium"}


def test_people_who_pause_at_different_times_are_no_standstill() -> None:
    one, other = received("ana", change=still(range(18, 24))), received("chidi", change=still(range(21, 28)))
    assert told({name: [*one[name], *other[name]] for name in one}) == []


def test_a_break_that_the_client_noticed_is_told_as_one() -> None:
    events = [
        {"name": "disconnect", "timestamp": timestamp(STILL.start)},
        {"name": "transport_connected", "timestamp": timestamp(STILL.stop - 1)},
    ]
    findings = told(received("ana", "chidi", change=still()), {"events": events})
    assert [finding.code for finding in findings] == ["reconnects"]
