"""One trouble after the other, and reports that do not name people: each loss is told of whose it was."""

from typing import Any

from tests.report.builders import Change, audio_in, codes, judge, the

ROWS = 200


def lossy(*spans: tuple[int, int]) -> Change:
    return lambda row: (
        {"packets_lost": 70, "concealment_events": 30}
        if any(start <= row < end for start, end in spans)
        else {}
    )


def test_a_bad_downlink_and_later_one_bad_sender_are_two_findings() -> None:
    shared, alone = (20, 80), (120, 190)
    rows = [
        *audio_in("ana", lossy(shared), ROWS),
        *audio_in("bo", lossy(shared, alone), ROWS),
        *audio_in("chidi", lossy(shared), ROWS),
    ]
    diagnosis = judge({"audio_consumer": rows})
    assert {"downlink-packet-loss", "remote-sender-loss"} <= {*codes(diagnosis)}
    downlink, sender = the(diagnosis, "downlink-packet-loss"), the(diagnosis, "remote-sender-loss")
    assert "peer bo" in sender.summary
    assert "audio-concealment" not in codes(diagnosis)
    assert downlink.windows[-1].end < sender.windows[0].start


def test_without_peer_ids_one_lossy_microphone_among_clean_ones_is_its_senders() -> None:
    rows: list[dict[str, Any]] = [
        row
        for name, change in (("ana", None), ("bo", lossy((50, 150))), ("chidi", None))
        for row in audio_in(name, change, ROWS)
    ]
    for row in rows:
        del row["peer_id"]
    finding = the(judge({"audio_consumer": rows}), "remote-sender-loss")
    assert "p-audio-bo" in finding.summary
    assert finding.confidence == "medium"
