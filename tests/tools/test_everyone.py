"""All participants of a session, however the service pages."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from rtk_mcp.api.client import RealtimeKit
from rtk_mcp.tools.everyone import MAX_PARTICIPANTS, all_participants
from tests.api.upstream import Reply, Request, Upstream, reply

pytestmark = pytest.mark.anyio

SESSION = "813432c7-3c5a-45e2-9acf-eef7061c7584"


def service(
    total: int,
    *,
    first_page: int = 1,
    most_per_page: int = 100,
    tells: tuple[str, ...] = ("total_count", "start_offset", "end_offset"),
    ids: Callable[[int], str | None] = "peer-{}".format,
) -> Callable[[Request], Reply]:
    """A service that has so many participants and pages in its own way."""

    def answer(request: Request) -> Reply:
        size = min(int(request.query["per_page"]), most_per_page)
        start = max(int(request.query["page_no"]) - first_page, 0) * size
        rows = [
            {"id": ids(number), "display_name": f"Guest {number}"} for number in range(total)[start:][:size]
        ]
        paging: Mapping[str, Any] = {
            "total_count": total,
            "start_offset": start + 1 if rows else 0,
            "end_offset": start + len(rows) if rows else 0,
        }
        told = {name: paging[name] for name in tells}
        return reply({"success": True, "data": {"participants": rows, "paging": told}})

    return answer


ROWS = 230


@pytest.mark.parametrize(
    ("scripted", "requests"),
    [
        (service(ROWS), 3),
        (service(ROWS, first_page=0), 4),
        (service(ROWS, most_per_page=20), 12),
        (service(ROWS, tells=()), 4),
        (service(ROWS, tells=("total_count",), most_per_page=50), 5),
        (service(ROWS, ids=lambda _: None), 3),
    ],
    ids=[
        "as documented",
        "counts from 0",
        "ignores per_page",
        "tells no paging",
        "tells the total alone",
        "gives no ids",
    ],
)
async def test_every_row_comes_once_and_in_order(
    upstream: Upstream, kit: RealtimeKit, scripted: Callable[[Request], Reply], requests: int
) -> None:
    upstream.answer(scripted)
    found = await all_participants(kit, SESSION)
    assert [row.display_name for row in found] == [f"Guest {number}" for number in range(ROWS)]
    assert len(upstream.requests) == requests


async def test_a_service_that_gives_the_same_page_for_ever_ends(upstream: Upstream, kit: RealtimeKit) -> None:
    rows = [{"id": f"peer-{number}"} for number in range(30)]
    upstream.answer(
        reply({"success": True, "data": {"participants": rows, "paging": {"total_count": 10**9}}})
    )
    assert len(await all_participants(kit, SESSION)) == 30
    assert len(upstream.requests) == 2


async def test_no_more_are_read_than_are_wanted(upstream: Upstream, kit: RealtimeKit) -> None:
    upstream.answer(service(MAX_PARTICIPANTS + 500))
    assert len(await all_participants(kit, SESSION)) == MAX_PARTICIPANTS
    assert len(upstream.requests) == MAX_PARTICIPANTS / 100


async def test_what_is_asked_for_is_passed_on(upstream: Upstream, kit: RealtimeKit) -> None:
    upstream.answer(service(0))
    await all_participants(
        kit, SESSION, search="Ana", view="consolidated", sort_by="joinedAt", sort_order="DESC"
    )
    wanted = {"search": "Ana", "view": "consolidated", "sort_by": "joinedAt", "sort_order": "DESC"}
    assert wanted.items() <= upstream.last.query.items()
