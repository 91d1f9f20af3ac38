"""Whose link lost packets: played through at random, in several shapes of call."""

from collections.abc import Iterable, Mapping
from random import Random

import pytest

from rtk_mcp.report.finding import Finding
from tests.report.builders import Change, Json, audio_in, judge, video_in

ROWS = 240
"""28 minutes."""
BAD = range(100, 170)
SEEDS = range(8)


def _bursty(rng: Random, mean_ratio: float, packets: int, when: Iterable[int]) -> Change:
    """Loss that comes and goes, as radio makes it; a little everywhere else."""
    bad = set(when)
    ratios = [
        min(0.5, rng.expovariate(1 / mean_ratio)) if index in bad else rng.random() * 0.003
        for index in range(ROWS)
    ]
    return lambda index: _lost(round(ratios[index] * packets), packets)


def _lost(lost: int, packets: int) -> Json:
    return {"packets_lost": lost, "packets_received": packets - lost}


def _shared(rng: Random, mean_ratio: float, when: Iterable[int]) -> dict[int, float]:
    """One link's loss, the same for all that comes through it at a time."""
    return {index: min(0.5, rng.expovariate(1 / mean_ratio)) for index in when}


def _through(rng: Random, ratios: dict[int, float], packets: int) -> Change:
    lost = [sum(rng.random() < ratios.get(index, 0.0) for _ in range(packets)) for index in range(ROWS)]
    return lambda index: _lost(lost[index], packets)


def _findings(senders: Mapping[str, tuple[Change | None, Change | None]]) -> list[Finding]:
    quality = {
        "audio_consumer": [
            row for name, (heard, _) in senders.items() for row in audio_in(name, heard, ROWS)
        ],
        "video_consumer": [row for name, (_, seen) in senders.items() for row in video_in(name, seen, ROWS)],
    }
    return [finding for finding in judge(quality).findings if finding.severity != "info"]


def _codes(found: list[Finding]) -> set[str]:
    return {finding.code for finding in found}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("others", [1, 2, 5])
def test_a_bad_sender_among_clean_ones_with_stray_losses_is_that_sender(seed: int, others: int) -> None:
    rng = Random(seed)
    people = {"bad": (_bursty(rng, 0.1, 350, BAD), _bursty(rng, 0.1, 900, BAD))}
    stray = [rng.sample(range(ROWS), 8) for _ in range(others)]
    people |= {
        f"clean{n}": (_bursty(rng, 0.03, 350, stray[n]), _bursty(rng, 0.03, 900, stray[n]))
        for n in range(others)
    }
    found = _findings(people)
    assert _codes(found) == {"remote-sender-loss"}
    assert "peer bad" in found[0].summary


@pytest.mark.parametrize("seed", SEEDS)
def test_one_clean_sender_speaks_against_the_own_downlink(seed: int) -> None:
    rng = Random(seed)
    people: dict[str, tuple[Change | None, Change | None]] = {
        name: (_bursty(rng, 0.08, 350, BAD), _bursty(rng, 0.08, 900, BAD)) for name in ("ana", "bo", "chidi")
    }
    people["dao"] = (None, None)
    (found,) = _findings(people)
    assert (found.code, found.confidence) == ("remote-sender-loss", "medium")
    assert all(name in found.summary for name in ("ana", "bo", "chidi"))
    assert "1 other sender arrived clean" in found.summary


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("senders", [2, 4])
def test_loss_shared_by_all_is_the_own_downlink(seed: int, senders: int) -> None:
    rng = Random(seed)
    ratios = _shared(rng, 0.08, BAD)
    people = {f"s{n}": (_through(rng, ratios, 350), _through(rng, ratios, 900)) for n in range(senders)}
    found = _findings(people)
    assert _codes(found) == {"downlink-packet-loss"}
    assert f"{senders} senders at once" in found[0].summary


@pytest.mark.parametrize("out", [range(100, 104), range(101, 103), range(102, 104), range(103, 105)])
def test_a_short_outage_that_hits_two_senders_is_the_own_downlink_but_not_certain(out: range) -> None:
    change = _through(Random(1), dict.fromkeys(out, 0.75), 900)
    (found,) = judge(
        {"video_consumer": [*video_in("ana", change, ROWS), *video_in("bo", change, ROWS)]}
    ).findings
    assert (found.code, found.severity, found.confidence) == ("downlink-packet-loss", "minor", "medium")


@pytest.mark.parametrize("seed", SEEDS)
def test_a_bad_downlink_is_found_although_one_sender_adds_its_own_loss(seed: int) -> None:
    rng = Random(seed)
    ratios = _shared(rng, 0.08, BAD)
    worse = {index: min(0.6, ratio + 0.05) for index, ratio in ratios.items()}
    people = {f"s{n}": (_through(rng, ratios, 350), _through(rng, ratios, 900)) for n in range(3)}
    people["worse"] = (_through(rng, worse, 350), _through(rng, worse, 900))
    assert _codes(_findings(people)) == {"downlink-packet-loss"}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_sender_with_trouble_of_its_own_all_the_time_does_not_blame_the_downlink(seed: int) -> None:
    rng = Random(seed)
    always = _bursty(rng, 0.06, 350, range(ROWS))
    burst = _bursty(rng, 0.12, 350, BAD)
    quality = {"audio_consumer": [*audio_in("always", always, ROWS), *audio_in("burst", burst, ROWS)]}
    assert "downlink-packet-loss" not in {finding.code for finding in judge(quality).findings}


@pytest.mark.parametrize("seed", SEEDS)
def test_mild_loss_shared_by_a_dozen_now_and_then_muted_is_not_blamed_on_any_of_them(seed: int) -> None:
    rng = Random(seed)
    ratios = _shared(rng, 0.012, range(ROWS))
    people = {}
    for number in range(12):
        change = _through(rng, ratios, 350)
        spoken = {index for start in rng.sample(range(0, ROWS, 20), 4) for index in range(start, start + 20)}
        people[f"s{number:02}"] = (_while_unmuted(change, spoken), _through(rng, ratios, 900))
    assert "remote-sender-loss" not in _codes(_findings(people))


def _while_unmuted(change: Change, spoken: set[int]) -> Change:
    return lambda index: change(index) if index in spoken else {"packets_received": 0}


def test_a_sender_heard_for_a_moment_only_leaves_it_open() -> None:
    lossy = audio_in("ana", lambda i: {"packets_lost": 40} if i in BAD else {}, ROWS)
    brief = audio_in("bo", lambda i: {} if i < 90 or i in {120, 121} else {"packets_received": 0}, ROWS)
    (found,) = judge({"audio_consumer": [*lossy, *brief]}).findings
    assert found.code == "inbound-loss-unattributed"
    assert "heard too little" in (found.likely_cause or "")
