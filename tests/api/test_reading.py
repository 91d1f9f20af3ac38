"""Answers with flaws, over the wire: what can be read is, and large ones hold up nobody else."""

import threading
from typing import Any

import anyio
import pytest

from rtk_mcp.api.client import RealtimeKit
from rtk_mcp.api.deadline import deadline
from rtk_mcp.api.models.base import MAX_ITEMS
from rtk_mcp.api.reading import read
from rtk_mcp.errors import TimedOut, UpstreamNonsense

from .calls import PEER, SESSION
from .upstream import HANG, Upstream, reply

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("name", "read_as"),
    [
        (rb'"Ana \ud83d"', "Ana \ufffd"),
        (b'"J\xfcrgen"', "J\ufffdrgen"),
        (b"NaN", None),
        (b"1e400", None),
        (b"-Infinity", None),
        (b"9" * 5_000, None),
    ],
)
async def test_a_flaw_in_one_name_leaves_the_list_readable(
    name: bytes, read_as: str | None, kit: RealtimeKit, upstream: Upstream
) -> None:
    people = b'{"id": "1", "displayName": "Mark"}, {"id": "2", "displayName": ' + name + b"}"
    upstream.answer(reply(body=b'{"success": true, "data": {"participants": [' + people + b"]}}"))
    page = await kit.list_participants(SESSION)
    assert [person.display_name for person in page.participants] == ["Mark", read_as]
    assert page.model_dump_json()


async def test_a_byte_order_mark_is_skipped(kit: RealtimeKit, upstream: Upstream) -> None:
    upstream.answer(reply(body=b'\xef\xbb\xbf{"success": true, "data": {"sessions": []}}'))
    assert (await kit.list_sessions()).sessions == ()
    assert (await kit.get_peer_report(PEER)).endswith(b"}")


async def test_a_flaw_in_an_error_does_not_hide_its_code(kit: RealtimeKit, upstream: Upstream) -> None:
    upstream.answer(reply(body=rb'{"errors": [{"code": 7003, "message": "\ud83d"}]}', status=400))
    with pytest.raises(Exception, match="REALTIMEKIT_APP_ID"):
        await kit.get_session(SESSION)


@pytest.mark.parametrize("said", [["https://files.example/a"], {"a": 1}, True])
async def test_a_link_that_is_none_is_not_taken_for_no_file(
    said: Any, kit: RealtimeKit, upstream: Upstream
) -> None:
    upstream.answer(reply({"success": True, "data": {"chat_download_url": said}}))
    with pytest.raises(UpstreamNonsense):
        await kit.get_chat(SESSION)


async def test_an_object_whose_fields_are_all_unreadable_is_nonsense(
    kit: RealtimeKit, upstream: Upstream
) -> None:
    upstream.answer(reply({"success": True, "data": {"id": [], "status": {}}}))
    with pytest.raises(UpstreamNonsense):
        await kit.get_session(SESSION)


async def test_a_million_sessions_are_read_as_far_as_a_page_goes(
    kit: RealtimeKit, upstream: Upstream
) -> None:
    body = b'{"success": true, "data": {"sessions": [{"id": "first"}' + b",{}" * 1_000_000 + b"]}}"
    upstream.answer(reply(body=body))
    page = await kit.list_sessions()
    assert (page.sessions[0].id, len(page.sessions)) == ("first", MAX_ITEMS)


@pytest.mark.parametrize(("size", "beside"), [(100, False), (2_000_000, True)])
async def test_a_large_body_is_read_beside_the_event_loop(size: int, beside: bool) -> None:
    thread = await read(b"x" * size, lambda _: threading.get_ident())
    assert (thread != threading.get_ident()) is beside


async def test_a_deadline_does_not_wait_for_a_large_body_to_be_read() -> None:
    released = threading.Event()
    with pytest.raises(TimedOut), deadline(0.05):
        await read(bytes(2_000_000), lambda _: released.wait(30))
    assert not released.is_set()
    released.set()


async def test_a_summary_request_that_timed_out_is_not_to_be_sent_again_blindly(
    kit: RealtimeKit, upstream: Upstream
) -> None:
    upstream.answer(HANG)
    with pytest.raises(TimedOut) as caught, deadline(0.3):
        await kit.generate_summary(SESSION)
    sentence = str(caught.value)
    assert "may have arrived" in sentence
    assert "get_summary" in sentence
    assert "per_page" not in sentence
    assert "Try again" not in sentence


async def test_a_reading_call_that_timed_out_advises_to_ask_for_less(
    kit: RealtimeKit, upstream: Upstream
) -> None:
    upstream.answer(HANG)
    with pytest.raises(TimedOut, match="Try again, ask for less"), anyio.fail_after(0.3):
        await kit.list_sessions()
