"""What a backend may do to a report changes no truth about the call."""

from random import Random
from typing import Any

import pytest

from evaluation.backend import handed_on
from rtk_mcp.sandbox.simulation.call import simulate
from tests.sandbox.simulation.plans import call, peer_id

SERIES = ("audio_consumer", "video_consumer", "audio_producer", "video_producer")


@pytest.fixture(scope="module")
def original() -> dict[str, Any]:
    return simulate(call(3, 300.0)).peer_report(peer_id(0))


def _fresh() -> dict[str, Any]:
    return simulate(call(3, 300.0)).peer_report(peer_id(0))


@pytest.mark.parametrize("seed", range(20))
def test_every_sample_is_still_there_with_its_packets(original: dict[str, Any], seed: int) -> None:
    report = handed_on(_fresh(), Random(seed), without=frozenset())
    for name in SERIES:
        field = "packets_received" if "consumer" in name else "packets_sent"
        key = ("timestamp", "producer_id", "ssrc", field)
        before, after = original["quality"][name], report["quality"][name]
        assert {tuple(row[part] for part in key) for row in before} == {
            tuple(row[part] for part in key) for row in after
        }


def test_some_reports_come_changed_and_some_do_not(original: dict[str, Any]) -> None:
    untouched = [handed_on(_fresh(), Random(seed), without=frozenset()) == original for seed in range(20)]
    assert 0 < sum(untouched) < len(untouched)


def test_parts_are_missing_where_they_are_to_be(original: dict[str, Any]) -> None:
    bare = handed_on(_fresh(), Random(1), without=frozenset({"metadata", "summaries"}))
    assert bare["metadata"] == {}
    assert bare["quality"]["audio_consumer_cumulative"] == {}
    summaries = handed_on(_fresh(), Random(1), without=frozenset({"rows"}))
    assert not any(summaries["quality"][name] for name in SERIES)
    assert (
        summaries["quality"]["audio_consumer_cumulative"] == original["quality"]["audio_consumer_cumulative"]
    )
