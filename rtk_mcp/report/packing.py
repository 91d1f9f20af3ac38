"""Signals as bytes and back: what is kept on disk.

Columns go as they are in memory, and everything else as MessagePack; nothing that is read can run. Of one machine:
numbers are in its byte order.
"""

from array import array
from collections.abc import Mapping
from dataclasses import fields
from typing import Final

import msgspec

from rtk_mcp.api.models.media import Direction, Media
from rtk_mcp.report.context import Context
from rtk_mcp.report.numbers import Numbers
from rtk_mcp.report.sharing import with_shared_columns
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.stream import Indexes, Samples, Stream
from rtk_mcp.report.totals import Totals

_TYPECODES: Final = frozenset("BHIfd")


class Unpackable(Exception):
    """These signals cannot be written, or these bytes are no signals."""


class _Numbers(msgspec.Struct, tag=0, array_like=True, frozen=True):
    typecode: str
    data: bytes


class _Range(msgspec.Struct, tag=1, array_like=True, frozen=True):
    start: int
    stop: int
    step: int


class _Stream(msgspec.Struct, array_like=True, frozen=True):
    """A `Stream`; without `visible` it is the same as `judged`."""

    id: str
    media: Media
    direction: Direction
    producer_id: str | None
    remote_peer_id: str | None
    rows: int
    interval_s: float
    samples: dict[str, _Numbers]
    active: _Numbers | _Range
    judged: _Numbers | _Range
    visible: _Numbers | _Range | None
    unmeasured: frozenset[str]


class _Signals(msgspec.Struct, array_like=True, frozen=True):
    context: Context
    streams: tuple[_Stream, ...]
    totals: tuple[Totals, ...]
    rows: dict[str, int]
    cumulative_series: tuple[str, ...]
    streams_left_out: int
    report_bytes: int


_ENCODER: Final = msgspec.msgpack.Encoder()
_DECODER: Final = msgspec.msgpack.Decoder(_Signals)


def pack(signals: PeerSignals) -> bytes:
    """The signals as bytes.

    Raises:
        Unpackable: something in them has no such form, such as text that is no Unicode.
    """
    packed = _Signals(
        signals.context,
        tuple(map(_packed_stream, signals.streams)),
        signals.totals,
        signals.rows,
        signals.cumulative_series,
        signals.streams_left_out,
        signals.report_bytes,
    )
    try:
        return _ENCODER.encode(packed)
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        raise Unpackable from error


def unpack(data: bytes) -> PeerSignals:
    """The signals that these bytes are.

    Raises:
        Unpackable: they are of another form.
    """
    try:
        packed = _DECODER.decode(data)
        return PeerSignals(
            packed.context,
            with_shared_columns(map(_stream, packed.streams)),
            packed.totals,
            packed.rows,
            packed.cumulative_series,
            packed.streams_left_out,
            packed.report_bytes,
        )
    except (msgspec.MsgspecError, TypeError, ValueError, OverflowError, RecursionError) as error:
        raise Unpackable from error


def _packed_stream(stream: Stream) -> _Stream:
    columns: dict[str, Numbers] = {
        column.name: getattr(stream.samples, column.name) for column in fields(Samples)
    }
    return _Stream(
        stream.id,
        stream.media,
        stream.direction,
        stream.producer_id,
        stream.remote_peer_id,
        stream.rows,
        stream.interval_s,
        {name: _packed_numbers(column) for name, column in columns.items()},
        _packed_places(stream.active),
        _packed_places(stream.judged),
        None if stream.visible is stream.judged else _packed_places(stream.visible),
        stream.unmeasured,
    )


def _stream(packed: _Stream) -> Stream:
    judged = _places(packed.judged)
    return Stream(
        id=packed.id,
        media=packed.media,
        direction=packed.direction,
        producer_id=packed.producer_id,
        remote_peer_id=packed.remote_peer_id,
        rows=packed.rows,
        interval_s=packed.interval_s,
        samples=_samples(packed.samples),
        active=_places(packed.active),
        judged=judged,
        visible=judged if packed.visible is None else _places(packed.visible),
        unmeasured=packed.unmeasured,
    )


def _samples(packed: Mapping[str, _Numbers]) -> Samples:
    return Samples(**{name: _numbers(column) for name, column in packed.items()})


def _packed_numbers(column: Numbers) -> _Numbers:
    return _Numbers(column.typecode, column.tobytes())


def _numbers(packed: _Numbers) -> Numbers:
    if packed.typecode not in _TYPECODES:
        raise Unpackable
    column: Numbers = array(packed.typecode)
    column.frombytes(packed.data)
    return column


def _packed_places(places: Indexes) -> _Numbers | _Range:
    if isinstance(places, range):
        return _Range(places.start, places.stop, places.step)
    return _packed_numbers(places if isinstance(places, array) else array("I", places))


def _places(packed: _Numbers | _Range) -> Indexes:
    if isinstance(packed, _Range):
        return range(packed.start, packed.stop, packed.step)
    column = _numbers(packed)
    if column.typecode in "fd":
        raise Unpackable
    return column  # type: ignore[return-value]  # whole numbers, as the line above has made sure
