"""Nothing leaves for an argument that cannot be sent, and the error names it."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtk_mcp.api.client import RealtimeKit
from rtk_mcp.api.ids import check_app_id, check_peer_id, check_session_id
from rtk_mcp.errors import BadArgument

from .calls import ENDPOINTS, PEER, ROOM, SESSION, Endpoint
from .upstream import Upstream

pytestmark = pytest.mark.anyio

WRAPPINGS = (
    "{}/", "/{}", "../{}", "{}/..", "..%2f{}", "{}%2f..", "{}?a=b", "{}#", "{}\n", "\n{}", "{}\r\nX: y", "{}\x00",
    " {}",
    "{} ", "{}\t", "{}\u200b", "\ufeff{}", "\u202e{}", "{}.", "{};", "{}\\", "{{{}}}", "urn:uuid:{}", "https://evil.example/{}",
    "//evil.example/{}", "{}@evil.example", "{}&", "{}" + "a" * 10_000, "{}{}",
)  # fmt: skip
PLAIN = (
    "", ".", "..", "*", "%", "%00", "/", "\\", "null", "None", "undefined", "peer-report", "0", "-1", "a" * 10_000,
    "\ud800", "\U0001f600" * 36, SESSION[:-1], SESSION.replace("-", ""), SESSION.replace("-", "\u2010"),
    SESSION.replace("1", "\u0661"), SESSION.replace("1", "\uff11"),
    SESSION.replace("c", "\u0441"), SESSION.replace("8", "g"),
    SESSION.replace("-", "/"), "ABCDEF-GHIJKL", "abcdef-ghijk", "abcdef_ghijkl", "abcdef-gh1jkl", "\u0430bcdef-ghijkl",
)  # fmt: skip
HOSTILE = [
    *PLAIN,
    *(wrapping.format(SESSION, SESSION) for wrapping in WRAPPINGS),
    *(w.format(ROOM, ROOM) for w in WRAPPINGS),
]
NO_TEXT: list[Any] = [5, b"813432c7", ["a"], {"a": 1}, True, 1.5]


def slots() -> list[Any]:
    """Each id of each endpoint, and each place where an app id goes."""
    places = [(endpoint, index) for endpoint in ENDPOINTS for index in range(len(endpoint.ids))]
    return [pytest.param(endpoint, index, id=f"{endpoint.name}-{index}") for endpoint, index in places]


@pytest.mark.parametrize(("endpoint", "index"), slots())
async def test_a_hostile_id_is_never_sent(
    endpoint: Endpoint, index: int, kit: RealtimeKit, upstream: Upstream
) -> None:
    for hostile in [*HOSTILE, *NO_TEXT, None]:
        ids: list[Any] = list(endpoint.ids)
        ids[index] = hostile
        with pytest.raises(
            BadArgument, match=r"^(session_id|participant_id|peer_id): must be a UUID"
        ) as caught:
            await endpoint.call_with(kit, *ids)
        assert len(str(caught.value)) <= 200
    assert upstream.connections == 0


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.name)
async def test_a_hostile_app_id_is_never_sent(
    endpoint: Endpoint, kit: RealtimeKit, upstream: Upstream
) -> None:
    for hostile in (*HOSTILE, *NO_TEXT, ROOM):
        if hostile != SESSION.replace("-", ""):
            with pytest.raises(BadArgument, match=r"^app_id: must be a UUID"):
                await endpoint.call_with(kit, *endpoint.ids, app_id=hostile)
    assert upstream.connections == 0


SORT_BY = [("sort_by", value) for value in ("joinedat", "createdAt; DROP", "", 5, ["createdAt"])]
LIST_SESSIONS = [
    *[(name, value) for name in ("page_no", "per_page") for value in (-1, 1.0, "1", True, 2**31, 10**5_000)],
    *SORT_BY,
    ("sort_by", "joinedAt"),
    ("sort_order", "asc"),
    ("status", "live"),
    *[("search", value) for value in ("a\nb", "a\x00", "\x7f", "\x85", "\u2028", "\ud800", "x" * 257, 5)],
    *[("participants", value) for value in ("1:10\n", "1-10", ":", "1:", "a", "\u0661", "", "1:2:3", "1" * 99, 5)],
    *[("associated_id", value) for value in HOSTILE],
    *[(name, value) for name in ("start_time", "end_time") for value in ("2026-06-01", 5)],
    ("start_time", datetime.min.replace(tzinfo=timezone(timedelta(hours=5)))),
    ("end_time", datetime.max.replace(tzinfo=timezone(timedelta(hours=-5)))),
]  # fmt: skip


async def test_what_a_list_of_sessions_cannot_be_asked_with(kit: RealtimeKit, upstream: Upstream) -> None:
    for name, value in LIST_SESSIONS:
        arguments: dict[str, Any] = {name: value}
        with pytest.raises(BadArgument, match=f"^{name}: must") as caught:
            await kit.list_sessions(**arguments)
        assert len(str(caught.value)) <= 200
    assert upstream.connections == 0


async def test_a_time_range_that_ends_before_it_starts_is_not_sent(
    kit: RealtimeKit, upstream: Upstream
) -> None:
    with pytest.raises(BadArgument, match=r"^end_time: must not be before start_time"):
        await kit.list_sessions(
            start_time=datetime(2026, 6, 2, tzinfo=UTC), end_time=datetime(2026, 6, 1, tzinfo=UTC)
        )
    assert upstream.connections == 0


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("get_session", {"include_breakout_rooms": "true"}),
        ("get_session", {"include_breakout_rooms": 1}),
        ("list_participants", {"view": "RAW"}),
        ("list_participants", {"sort_by": "createdAt"}),
        ("list_participants", {"sort_order": "DOWN"}),
        ("list_participants", {"search": "a\r\nb"}),
        ("list_participants", {"include_peer_events": "yes"}),
        ("get_participant", {"filters": "everything"}),
        ("get_transcript", {"format": "csv"}),
        ("get_transcript", {"format": "PDF"}),
        ("get_peer_report", {"filters": ("events", "events,device_info")}),
        ("get_peer_report", {"filters": "events,device_info"}),
        ("get_peer_report", {"filters": 5}),
        ("get_peer_report", {"filters": (["events"],)}),
    ],
)
async def test_what_the_others_cannot_be_asked_with(
    name: str, arguments: dict[str, Any], kit: RealtimeKit, upstream: Upstream
) -> None:
    (endpoint,) = (endpoint for endpoint in ENDPOINTS if endpoint.name == name)
    with pytest.raises(BadArgument, match=f"^{next(iter(arguments))}: must be"):
        await endpoint.call_with(kit, *endpoint.ids, **arguments)
    assert upstream.connections == 0


@given(st.text(max_size=60) | st.from_regex(r"[0-9a-f-]{30,40}"))
def test_an_id_that_passes_is_plain(text: str) -> None:
    for check in (check_session_id, check_peer_id, check_app_id):
        with suppress(BadArgument):
            assert check(text) == text
            assert set(text) <= set("0123456789abcdefABCDEFghijklmnopqrstuvwxyz-")


def test_good_ids_pass() -> None:
    assert check_session_id(SESSION) == SESSION
    assert check_session_id(ROOM) == ROOM
    assert check_peer_id(PEER.upper()) == PEER.upper()
    assert check_app_id("0123456789abcdefABCDEF0123456789") == "0123456789abcdefABCDEF0123456789"
