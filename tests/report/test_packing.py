"""Signals survive being packed, and what is no signals is said to be none, whatever it is."""

from array import array
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, replace
from math import inf
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtk_mcp.report.context import Event
from rtk_mcp.report.diagnosis import diagnose
from rtk_mcp.report.packing import Unpackable, pack, unpack
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.stream import Samples, Stream
from rtk_mcp.sandbox.simulation.call import simulate
from tests.meeting.quality.meetings import LOSSY, network, plan
from tests.report.builders import audio_in, healthy_quality, read, timestamp

HIDDEN = {
    "events": [
        {"name": "tab_change", "timestamp": timestamp(20), "metadata": {"is_meetings_tab_active": False}},
        {
            "name": "odd",
            "timestamp": timestamp(30),
            "metadata": {"n": 1.5, "inner": {"deep": "x", "no": True}},
        },
    ]
}
GAPS = healthy_quality() | {
    "audio_consumer_stats": audio_in(
        change=lambda i: {"packets_received": None if i % 3 else 350, "jitter": None}
    )
}


def simulated() -> PeerSignals:
    call = simulate(plan(3, {0: {"network": network(0, up=LOSSY)}}))
    report = call.peer_report(call.peer_ids[1])
    return read(report["quality"], report["metadata"])


SIGNALS: dict[str, Callable[[], PeerSignals]] = {
    "simulated": simulated,
    "healthy": lambda: read(healthy_quality()),
    "with gaps, a hidden tab and events": lambda: read(GAPS, HIDDEN),
    "nothing measured": lambda: read({}),
    "no quality": lambda: read(None),
    "nobody": lambda: read({}, display_name=None, left_at=None, joined_at=None, id=None),
}


def whole(stream: Stream) -> dict[str, Any]:
    """All that is in a stream, so that it can be compared: NaN is not itself, its bytes are."""
    samples = [getattr(stream.samples, column.name) for column in fields(Samples)]
    plain = {each.name: getattr(stream, each.name) for each in fields(Stream) if each.compare}
    plain |= {name: (type(plain[name]), [*plain[name]]) for name in ("active", "judged", "visible")}
    return plain | {"samples": [(column.typecode, column.tobytes()) for column in samples]}


@pytest.mark.parametrize("name", SIGNALS)
def test_everything_comes_back(name: str) -> None:
    before = SIGNALS[name]()
    after = unpack(pack(before))
    assert [whole(stream) for stream in after.streams] == [whole(stream) for stream in before.streams]
    assert replace(after, streams=()) == replace(before, streams=())
    assert after.size_bytes == before.size_bytes
    assert diagnose(after) == diagnose(before)


def test_a_tab_hidden_to_the_end_and_samples_shared_by_two_views_come_back() -> None:
    hidden = read(healthy_quality(), HIDDEN)
    assert hidden.context.hidden[0][1] == inf
    assert unpack(pack(hidden)).context.hidden == hidden.context.hidden
    shared = unpack(pack(read(healthy_quality()))).streams
    assert shared
    assert all(stream.visible is stream.judged for stream in shared)


@pytest.mark.parametrize("value", ["\ud800", 2**70, object()])
def test_what_has_no_form_is_said_to_have_none(value: object) -> None:
    signals = read({})
    odd = replace(signals, context=replace(signals.context, events=(Event("odd", None, {"value": value}),)))
    with pytest.raises(Unpackable):
        pack(odd)


@given(st.binary(max_size=200))
def test_any_bytes_are_signals_or_said_to_be_none(data: bytes) -> None:
    with pytest.raises(Unpackable):
        unpack(data)


@given(st.data())
def test_any_damage_ends_in_signals_or_in_one_error(data: st.DataObject) -> None:
    packed = bytearray(pack(read(healthy_quality())))
    for _ in range(data.draw(st.integers(1, 3))):
        packed[data.draw(st.integers(0, len(packed) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Unpackable):
        assert isinstance(unpack(bytes(packed)), PeerSignals)


@pytest.mark.parametrize(
    "column", [[0, "u", b"1234"], [0, "I", b"123"], [0, "d", b"x" * 8], [1, 0, 9, 0], [2]]
)
def test_columns_of_another_kind_are_refused(column: list[Any]) -> None:
    packed = msgspec.msgpack.decode(pack(read(healthy_quality())))
    packed[1][0][8] = column
    with pytest.raises(Unpackable):
        unpack(msgspec.msgpack.encode(packed))


def test_a_column_that_is_missing_is_refused() -> None:
    packed = msgspec.msgpack.decode(pack(read(healthy_quality())))
    del packed[1][0][7]["time_s"]
    with pytest.raises(Unpackable):
        unpack(msgspec.msgpack.encode(packed))


def test_places_kept_in_another_sequence_come_back_as_numbers() -> None:
    signals = read(healthy_quality())
    odd = replace(signals, streams=(replace(signals.streams[0], active=[1, 2, 5]),))
    assert unpack(pack(odd)).streams[0].active == array("I", [1, 2, 5])
