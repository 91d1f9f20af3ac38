"""Twenty thousand broken reports: each gives a diagnosis or one of our errors, and garbage is evidence of nothing."""

import contextlib
import copy
import json
import math
from collections.abc import Callable
from random import Random
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rtk_mcp.errors import RtkError
from rtk_mcp.render.budget import STRUCTURED_BUDGET, TEXT_BUDGET
from rtk_mcp.render.report import render_report
from rtk_mcp.report.diagnosis import Diagnosis, diagnose
from rtk_mcp.report.finding import SEVERITIES
from rtk_mcp.report.reader import read_report
from tests.report.builders import answer, audio_in, audio_out, judge, timestamp, video_in, video_out

ROUNDS = 20_000
PER_EXAMPLE = 40

UNREADABLE: list[Any] = [
    None,
    "",
    "x",
    "lots",
    True,
    False,
    [],
    {},
    [1],
    {"avg": 1},
    1e300,
    -1e300,
    "1e999",
    "nan",
]
JUNK: list[Any] = [
    *UNREADABLE, 0, 1, -1, 7, 1e-9, 2**31, 2**63, 10**400, "12", "-3", "\u202e\x00\ud83d", "9" * 5_000,
    "0001-01-01T00:00:00+14:00", timestamp(3), 1_700_000_000_000, math.nan, math.inf, [[[]]], [None, {}],
]  # fmt: skip


def whole(rows: int) -> dict[str, Any]:
    quality: dict[str, Any] = {
        "audio_consumer": [*audio_in("ana", rows=rows), *audio_in("bo", rows=rows)],
        "video_consumer": video_in("ana", rows=rows),
        "audio_producer": audio_out(rows=rows),
        "video_producer": video_out(rows=rows),
        "audio_consumer_cumulative": {"packet_loss": {"avg": 1}, "rtt": {"avg": 40}},
    }
    metadata = {
        "events": [
            {"name": "audio_on", "timestamp": timestamp(0)},
            {"name": "tab_change", "timestamp": timestamp(2), "metadata": {"is_meetings_tab_active": False}},
            {"name": "disconnect", "timestamp": timestamp(4)},
        ],
        "candidate_pairs": {"producing_transport": [{"nominated": True, "local_candidate_type": "relay"}]},
        "device_info": {"os": "x", "cpus": 4},
    }
    return answer(quality, metadata)


def some_place(random: Random, value: Any) -> tuple[Any, Any] | None:
    """A container somewhere in the document, and one of its keys."""
    found = None
    while isinstance(value, (dict, list)) and value:
        key = random.choice([*value] if isinstance(value, dict) else range(len(value)))
        found = (value, key)
        if random.random() < 0.15:
            break
        value = value[key]
    return found


def mutated(random: Random) -> bytes:
    document = whole(random.choice([2, 6, 9]))
    for _ in range(random.randint(1, 8)):
        if not (place := some_place(random, document)):
            break
        container, key = place
        match random.randrange(5):
            case 0:
                del container[key]
            case 1 if isinstance(container, list):
                container[:] = random.sample(container, len(container)) + container[: random.randrange(4)]
            case 2 if isinstance(container, dict):
                container[random.choice(["x", "quality", "audio_consumer", "timestamp"])] = container[key]
            case _:
                container[key] = copy.deepcopy(random.choice(JUNK))
    return damaged(random, dump(document))


def dump(document: Any) -> bytes:
    """As writers do that know no better: NaN, numbers of any length, halves of surrogate pairs."""
    return json.dumps(document).encode()


def damaged(random: Random, raw: bytes) -> bytes:
    match random.randrange(6):
        case 0:
            return raw[: random.randrange(len(raw))]
        case 1:
            place = random.randrange(len(raw))
            return (
                raw[:place]
                + random.choice([b"", b"\x00", b"\xff", b"]", b"}", b'"', b"\\"])
                + raw[place + 1 :]
            )
    return raw


def check(diagnosis: Diagnosis) -> None:
    assert diagnosis.verdict in {"good", "fair", "poor", "unknown"}
    assert diagnosis.headline
    for finding in diagnosis.findings:
        assert finding.severity in SEVERITIES
        for evidence in finding.evidence:
            for number in (evidence.value, evidence.threshold, evidence.share_of_active_time):
                assert not isinstance(number, float) or math.isfinite(number)
            assert 0 <= (evidence.share_of_active_time or 0) <= 1
        assert all(window.start <= window.end for window in finding.windows)


@settings(max_examples=ROUNDS // PER_EXAMPLE, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**40))
def test_any_mutation_gives_a_diagnosis_or_one_of_our_errors(seed: int) -> None:
    random = Random(seed)
    for number in range(PER_EXAMPLE):
        try:
            signals = read_report(mutated(random))
        except RtkError:
            continue
        diagnosis = diagnose(signals)
        check(diagnosis)
        if number % 10 == 0:
            rendered = render_report(signals, diagnosis, detail="standard")
            assert len(rendered.text.encode()) <= TEXT_BUDGET["standard"]
            structured = orjson.dumps(rendered.structured.model_dump(mode="json", exclude_none=True))
            assert len(structured) <= STRUCTURED_BUDGET["standard"]


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**40))
def test_unreadable_values_in_a_healthy_report_are_never_felt(seed: int) -> None:
    random = Random(seed)
    quality = whole(rows=30)["data"]["participant"]["peer_report"]["quality"]
    for name in random.sample([*quality][:4], 2):
        fields = random.sample([*quality[name][0]], 3)
        for row in quality[name]:
            if random.random() < 0.7:
                row[random.choice(fields)] = random.choice(UNREADABLE)
    felt = [finding for finding in judge(quality).findings if finding.severity != "info"]
    assert not felt, (felt[0].code, felt[0].summary)


@pytest.mark.parametrize(
    "make",
    [
        lambda: b'{"metadata":{},"quality":{"audio_consumer":' + b"[" * 200_000 + b"]" * 200_000 + b"}}",
        lambda: b'{"quality":' + b'{"a":' * 200_000 + b"1" + b"}" * 200_000 + b',"metadata":{}}',
        lambda: b'{"metadata":{},"quality":{"audio_consumer":[{"x":' + b"[" * 200_000 + b"]" * 200_000 + b"}]}}",
        lambda: b'{"metadata":{},"quality":{' + b'"audio_consumer":[{}],' * 300_000 + b'"x":1}}',
        lambda: orjson.dumps({"quality": {f"s{n}": [{"a": 1}] for n in range(300_000)}, "metadata": {}}),
        lambda: orjson.dumps(answer({"audio_consumer": [{"producer_id": str(n)} for n in range(100_000)]})),
        lambda: b'{"object":"list","data":[{"id":"charge"}],"has_more":false}',
        lambda: b"[" * 3_000_000,
        lambda: b'{"a":"' + b"x" * 3_000_000,
    ],
    ids=["deep-series", "deep-quality", "deep-row", "series-again", "many-series", "many-streams", "other-api",
         "only-brackets", "endless-string"],
)  # fmt: skip
def test_monsters_give_a_diagnosis_or_one_of_our_errors(make: Callable[[], bytes]) -> None:
    with contextlib.suppress(RtkError):
        check(diagnose(read_report(make())))
