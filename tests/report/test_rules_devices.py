"""Devices in use that went away, against people who merely choose another."""

from typing import Any

import pytest

from tests.report.builders import Json, audio_out, codes, healthy_quality, judge, the, timestamp

MIC, HEADSET = {"device_id": "mic", "kind": "audioinput"}, {"device_id": "headset", "kind": "audioinput"}
EARS = {"device_id": "ears", "kind": "audiooutput"}


def _metadata(updates: list[Json], selected: list[Json], events: list[Json] | None = None) -> Json:
    return {
        "audio_devices_updates": updates,
        "selected_device_updates": selected,
        "events": [{"name": "audio_on", "timestamp": timestamp(0)}, *(events or [])],
    }


def _update(index: int, **changes: Any) -> Json:
    return {"timestamp": timestamp(index), "added": [], "removed": []} | changes


def _selected(index: int, device: Json) -> Json:
    return {"timestamp": timestamp(index), "device": device}


FIRST = _update(0, added=[MIC, HEADSET])


def test_a_hot_swap_is_worth_knowing_and_not_felt() -> None:
    metadata = _metadata([FIRST, _update(20, removed=[MIC])], [_selected(0, MIC), _selected(20, HEADSET)])
    diagnosis = judge(healthy_quality(), metadata)
    assert codes(diagnosis) == {"device-change": "info"}
    assert the(diagnosis, "device-change").evidence[0].value == "replaced at once"
    assert diagnosis.verdict == "good"


def test_a_swap_is_recognised_where_nobody_says_what_was_in_use() -> None:
    metadata = _metadata([FIRST, _update(20, removed=[MIC])], [_selected(21, HEADSET)])
    assert codes(judge(healthy_quality(), metadata)) == {"device-change": "info"}


def test_a_loose_contact_is_felt() -> None:
    updates = [FIRST, *(_update(10 * n, removed=[MIC if n % 2 else HEADSET]) for n in range(1, 5))]
    chosen = [_selected(0, MIC), *(_selected(10 * n, HEADSET if n % 2 else MIC) for n in range(1, 5))]
    finding = the(judge(healthy_quality(), _metadata(updates, chosen)), "device-change")
    assert finding.severity == "minor"
    assert "4 times" in finding.summary


@pytest.mark.parametrize(
    ("updates", "selected"),
    [
        ([FIRST], [_selected(0, MIC), _selected(20, HEADSET)]),
        ([_update(0, removed=[MIC])], [_selected(1, HEADSET)]),
        ([FIRST, _update(20, removed=[HEADSET])], [_selected(0, MIC)]),
        ([FIRST, _update(20, added=[EARS])], [_selected(0, MIC)]),
        ([FIRST, _update(20, removed=[MIC])], []),
    ],
    ids=["chose another", "first list", "an idle one went", "one came", "in use is not known, sound went on"],
)
def test_other_changes_of_devices_are_none(updates: list[Json], selected: list[Json]) -> None:
    assert codes(judge(healthy_quality(), _metadata(updates, selected))) == {}


def test_a_microphone_that_went_for_good_is_major_although_no_more_samples_came() -> None:
    quality = healthy_quality() | {"audio_producer": audio_out(rows=20)}
    metadata = _metadata([FIRST, _update(20, removed=[MIC])], [_selected(0, MIC)])
    finding = the(judge(quality, metadata), "device-change")
    assert (finding.severity, finding.confidence) == ("major", "high")
    assert "nothing took its place" in finding.summary


def test_where_samples_show_that_nothing_was_sent_the_removal_is_their_cause() -> None:
    empty = {"packets_sent": 0, "bytes_sent": 0}
    quality = healthy_quality() | {"audio_producer": audio_out(lambda i: empty if i > 20 else {})}
    metadata = _metadata([FIRST, _update(20, removed=[MIC])], [_selected(0, MIC)])
    assert codes(judge(quality, metadata)) == {"no-audio-sent": "major", "device-change": "info"}


def test_what_was_sent_just_before_a_removal_is_not_sent_after_it() -> None:
    empty = {"packets_sent": 0, "bytes_sent": 0}
    quality = healthy_quality() | {"audio_producer": audio_out(lambda i: empty if i > 21 else {})}
    metadata = _metadata([FIRST, _update(20, removed=[MIC])], [_selected(0, MIC)])
    finding = the(judge(quality, metadata), "device-change")
    assert "nothing took its place" in finding.summary
    assert finding.evidence[0].value == "not replaced"


def test_a_change_is_told_with_its_time() -> None:
    metadata = _metadata([FIRST, _update(20, removed=[MIC])], [_selected(0, MIC), _selected(20, HEADSET)])
    assert the(judge(healthy_quality(), metadata), "device-change").summary == (
        "The microphone in use went away at 10:02:20Z and another took over."
    )


def test_another_is_said_to_take_over_only_where_one_did() -> None:
    metadata = _metadata([FIRST, _update(20, removed=[MIC])], [_selected(0, MIC)])
    summary = the(judge(healthy_quality(), metadata), "device-change").summary
    assert "took over" not in summary
    assert "sent all the same" in summary


def test_a_speaker_that_went_is_told_without_certainty() -> None:
    metadata = {
        "speaker_devices_updates": [_update(0, added=[EARS]), _update(20, removed=[EARS])],
        "selected_device_updates": [_selected(0, EARS)],
    }
    finding = the(judge(healthy_quality(), metadata), "device-change")
    assert (finding.severity, finding.confidence, finding.direction) == ("info", "low", "receive")
