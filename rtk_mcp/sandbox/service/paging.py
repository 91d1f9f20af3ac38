"""Pages of a list.

The documentation gives no default and no maximum: here a page has 20 entries unless asked otherwise, and
never more than 100. Pages 0 and 1 are both the first. Offsets count from 1, as in the published examples, and
are 0 on a page that is past the end.
"""

from collections.abc import Sequence
from typing import TypeVar

from rtk_mcp.sandbox.service.query import Query

DEFAULT_PER_PAGE = 20
MOST_PER_PAGE = 100

T = TypeVar("T")


def page_of(items: Sequence[T], query: Query) -> tuple[Sequence[T], dict[str, int]]:
    """The asked page and its `paging` object."""
    per_page = min(query.number("per_page") or DEFAULT_PER_PAGE, MOST_PER_PAGE)
    first = ((query.number("page_no") or 1) - 1) * per_page
    page = items[first : first + per_page]
    return page, {
        "total_count": len(items),
        "start_offset": first + 1 if page else 0,
        "end_offset": first + len(page) if page else 0,
    }
