"""A report handed on while it comes: every try has its own reader, and nothing that is no answer reaches one."""

import gzip
import json
from typing import Any

import pytest

from rtk_mcp.api.client import RealtimeKit
from rtk_mcp.errors import NotFound, UpstreamDown, UpstreamNonsense

from .calls import PEER
from .upstream import Upstream, reply

pytestmark = pytest.mark.anyio
LONG = {"data": {"participant": {"id": "x" * 300_000}}}


class Keeper:
    """Keeps what it is given."""

    made: list["Keeper"]

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        Keeper.made.append(self)

    async def take(self, piece: bytes) -> None:
        self.pieces.append(piece)

    @property
    def document(self) -> Any:
        return json.loads(b"".join(self.pieces))


@pytest.fixture(autouse=True)
def none_made() -> None:
    Keeper.made = []


async def test_a_long_answer_comes_in_pieces(kit: RealtimeKit, upstream: Upstream) -> None:
    upstream.answer(reply(LONG))
    reader = await kit.read_peer_report(PEER, Keeper)
    assert reader.document == LONG
    assert len(reader.pieces) > 1


async def test_a_compressed_answer_comes_decoded(kit: RealtimeKit, upstream: Upstream) -> None:
    body = gzip.compress(json.dumps(LONG).encode())
    upstream.answer(reply(body=body, headers={"Content-Encoding": "gzip"}))
    assert (await kit.read_peer_report(PEER, Keeper)).document == LONG


async def test_each_try_has_its_own_reader(kit: RealtimeKit, upstream: Upstream) -> None:
    broken = reply(LONG, length=10_000_000, then="close")
    upstream.answer(broken, reply(status=503), reply(LONG))
    reader = await kit.read_peer_report(PEER, Keeper)
    assert reader.document == LONG
    assert reader is Keeper.made[-1]
    assert len(Keeper.made) == 2


async def test_a_refused_filter_is_asked_without(kit: RealtimeKit, upstream: Upstream) -> None:
    upstream.answer(reply({"success": False}, status=422), reply(LONG))
    reader = await kit.read_peer_report(PEER, Keeper, filters=("events", "device_info"))
    assert reader.document == LONG
    assert "filters" not in upstream.last.query


@pytest.mark.parametrize("body", [b"", b"  \n", b"<html>login</html>", b"[1, 2]" * 50, b"null"])
async def test_what_is_no_object_reaches_no_reader(kit: RealtimeKit, upstream: Upstream, body: bytes) -> None:
    upstream.answer(reply(body=body))
    with pytest.raises(UpstreamNonsense):
        await kit.read_peer_report(PEER, Keeper)
    assert not any(reader.pieces for reader in Keeper.made)


async def test_an_error_makes_no_reader(kit: RealtimeKit, upstream: Upstream) -> None:
    upstream.answer(reply({"success": False}, status=404))
    with pytest.raises(NotFound):
        await kit.read_peer_report(PEER, Keeper)
    assert not Keeper.made


async def test_an_answer_that_never_gets_whole_is_an_error(kit: RealtimeKit, upstream: Upstream) -> None:
    upstream.answer(reply(LONG, length=10_000_000, then="close"))
    with pytest.raises(UpstreamDown, match="before its answer was complete"):
        await kit.read_peer_report(PEER, Keeper)
