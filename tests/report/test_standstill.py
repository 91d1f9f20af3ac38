"""A line on which nothing arrives while the rows of statistics go on."""

from collections.abc import Iterable
from datetime import timedelta
from random import Random
from time import process_time

import pytest

from rtk_mcp.report.finding import Finding
from rtk_mcp.report.standstill import standstills
from tests.report.builders import (
    INTERVAL_S,
    ROWS,
    START,
    Change,
    Json,
    audio_in,
    judge,
    only,
    read,
    timestamp,
    video_in,
)

NOTHING = {
    "packets_received": 0,
    "bytes_received": 0,
    "frames_decoded": 0,
    "frames_per_second": 0,
    "jitter_buffer_delay": 0,
    "jitter_buffer_emitted_count": 0,
}
STILL = range(20, 24)
HELD_RATIO = 0.7
LONGEST_S = 1.0
"""A tenth is enough; minutes were needed when each was compared with each."""


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


def test_both_kinds_of_break_are_told_where_the_client_noticed_only_one() -> None:
    events = [
        {"name": "disconnect", "timestamp": timestamp(40)},
        {"name": "transport_connected", "timestamp": timestamp(45)},
    ]
    change = still([*range(10, 14), *range(40, 46)])
    findings = told(received("ana", "chidi", change=change), {"events": events})
    assert [finding.code for finding in findings] == ["reconnects", "downlink-packet-loss"]
    assert "for 28 s, though" in findings[1].summary


def test_several_are_told_with_how_long_they_were_together() -> None:
    (finding,) = told(received("ana", "chidi", change=still([*range(10, 13), *range(40, 44)])))
    assert "for 49 s in all, twice, though" in finding.summary


def test_lone_senders_who_took_turns_are_told_apart() -> None:
    first, then = received("ana", change=still(range(10, 14))), received("chidi", change=still(range(45, 49)))
    quality = {name: [*first[name][:28], *then[name][32:]] for name in first}
    assert {finding.summary.partition("(")[2][:6] for finding in told(quality)} == {"peer a", "peer c"}


def test_rows_that_do_not_say_when_they_were_are_no_standstill() -> None:
    quality = received("ana", "chidi", change=still(range(55, 59)))
    for rows in quality.values():
        for row in rows:
            if row["timestamp"] > timestamp(55):
                row["timestamp"] = None
    assert told(quality) == []


def test_rows_that_do_not_count_packets_are_no_standstill() -> None:
    rows: dict[int, Json] = {20: NOTHING, 21: {"packets_received": None}}
    assert told(received("ana", "chidi", change=lambda index: rows.get(index, {}))) == []


def test_a_few_seconds_are_a_moment_however_often_samples_are_taken() -> None:
    quality = received("ana", "chidi", change=still([10, 11, 20, 21, 40, 41]))
    for rows in quality.values():
        for index, row in enumerate(rows):
            row["timestamp"] = (START + timedelta(seconds=index % ROWS)).isoformat()
    assert told(quality) == []


def test_short_pauses_a_row_apart_while_others_flow_are_none() -> None:
    quality = received("bo")
    quality["audio_consumer"] += audio_in("ana", still(range(20, 22)))
    quality["audio_consumer"] += audio_in("chidi", still(range(21, 23)))
    for rows in quality.values():
        for row in rows:
            row["timestamp"] = row["timestamp"].replace(
                ".000", ".010" if row["timestamp"] < timestamp(21) else ".000"
            )
    assert told(quality) == []


def test_a_shared_screen_on_which_nothing_moves_is_none() -> None:
    nothing = still(range(20, 30))
    quality = {"screenshare_video_consumer": video_in("ana", nothing)}
    quality["screenshare_audio_consumer"] = audio_in("ana", nothing)
    assert told(quality) == []


def test_sound_that_the_service_holds_back_while_nobody_speaks_is_none() -> None:
    one = audio_in("ana", still([*range(5, 9), *range(20, 26)]))
    other = audio_in("chidi", still([*range(12, 16), *range(21, 26), *range(40, 44)]))
    assert told({"audio_consumer": [*one, *other]}) == []


def test_pictures_that_come_back_later_than_sound_are_part_of_it() -> None:
    quality = received("ana", "chidi", change=still(range(20, 25)))
    quality["video_consumer"] = [
        row for sender in ("ana", "chidi") for row in video_in(sender, still(range(20, 29)))
    ]
    (finding,) = [each for each in told(quality) if each.code == "downlink-packet-loss"]
    assert (finding.severity, finding.confidence) == ("major", "high")


def test_many_streams_that_are_held_back_by_turns_take_no_long_time() -> None:
    random = Random(3)
    held = [still({index for index in range(400) if random.random() < HELD_RATIO}) for _ in range(80)]
    signals = read(
        {
            "audio_consumer": [
                row for number, own in enumerate(held) for row in audio_in(f"s{number}", own, 400)
            ]
        }
    )
    began = process_time()
    assert standstills(signals.streams) == []
    assert process_time() - began < LONGEST_S
