"""Pages, whether the service counts them from 0 or from 1."""

from dataclasses import dataclass

import pytest

from rtk_mcp.api.models.paging import Paging
from rtk_mcp.tools.paging import asked_page, place

pytestmark = pytest.mark.anyio

TOTAL, SIZE = 12, 5


@dataclass(frozen=True)
class Answer:
    rows: tuple[int, ...]
    paging: Paging


class Service:
    """Twelve rows in pages of five."""

    def __init__(self, first_page: int, *, tells_paging: bool = True) -> None:
        self._first_page = first_page
        self._tells_paging = tells_paging

    async def page(self, page_no: int) -> Answer:
        start = (max(page_no, self._first_page) - self._first_page) * SIZE
        rows = tuple(range(TOTAL))[start : start + SIZE]
        paging = Paging(total_count=TOTAL, start_offset=start + 1, end_offset=start + len(rows))
        return Answer(rows, paging if self._tells_paging else Paging())


@pytest.mark.parametrize(("first_page", "tells_paging"), [(0, True), (1, True), (1, False)])
async def test_following_next_page_no_gives_every_row_once(first_page: int, tells_paging: bool) -> None:
    service = Service(first_page, tells_paging=tells_paging)
    seen: list[int] = []
    page_no: int | None = None
    for _ in range(TOTAL):
        answer, number = await asked_page(service.page, page_no, lambda got: got.rows)
        seen += answer.rows
        page_no = place(answer.paging, number, SIZE, len(answer.rows)).next_page_no
        if page_no is None:
            break
    assert seen == list(range(TOTAL))


async def test_a_page_that_was_asked_for_is_asked_for_unchanged() -> None:
    answer, number = await asked_page(Service(0).page, 1, lambda got: got.rows)
    assert number == 1
    assert answer.rows == (5, 6, 7, 8, 9)


@pytest.mark.parametrize(
    ("paging", "count", "expected"),
    [
        (Paging(total_count=0, start_offset=0, end_offset=0), 0, None),
        (Paging(total_count=5, start_offset=1, end_offset=5), 5, None),
        (Paging(total_count=6, start_offset=1, end_offset=5), 5, 2),
        (Paging(total_count=6), 5, 2),
        (Paging(), 5, 2),
        (Paging(), 4, None),
        (Paging(total_count=99, start_offset=41, end_offset=40), 0, None),
    ],
)
def test_the_last_page_has_no_next(paging: Paging, count: int, expected: int | None) -> None:
    assert place(paging, 1, SIZE, count).next_page_no == expected
