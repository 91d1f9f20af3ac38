"""Where a page stands, whatever the service counts from.

Whether `page_no` starts at 0 or at 1 is not documented, so the first page is asked for as 1 and, when the answer's
offsets show that this was the second, as 0.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol, TypeVar

from rtk_mcp.api.models.paging import Paging
from rtk_mcp.render.listing import Place

DEFAULT_PER_PAGE = 25
"""About what a standard answer has room for; the service documents no default of its own."""


class _Paged(Protocol):
    @property
    def paging(self) -> Paging: ...


_Answer = TypeVar("_Answer", bound=_Paged)


async def asked_page(
    ask: Callable[[int], Awaitable[_Answer]], page_no: int | None, rows: Callable[[_Answer], Sequence[object]]
) -> tuple[_Answer, int]:
    """The asked page, or the first one, with the number that the service knows it by."""
    if page_no is not None:
        return await ask(page_no), page_no
    answer = await ask(1)
    if not _is_second_page(answer.paging, len(rows(answer))):
        return answer, 1
    return await ask(0), 0


def place(paging: Paging, page_no: int, per_page: int, count: int) -> Place:
    """What an answer says of its place in the whole list; unknown totals are absent."""
    total, end = paging.total_count, paging.end_offset
    more = count >= per_page if total is None else _reached(end, page_no, count) < total
    first_row = paging.start_offset - 1 if paging.start_offset else max(page_no - 1, 0) * per_page
    return Place(
        total=total,
        page_no=page_no,
        next_page_no=page_no + 1 if more and count > 0 else None,
        per_page=per_page,
        first_row=first_row,
    )


def _reached(end: int | None, page_no: int, count: int) -> int:
    """The last row seen; where it is not told, that of pages as long as this one: the service may cut them short."""
    return max(page_no, 1) * count if end is None else end


def _is_second_page(paging: Paging, count: int) -> bool:
    if count == 0:
        return bool(paging.total_count)
    return (paging.start_offset or 0) > 1
