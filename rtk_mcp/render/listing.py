"""Lists within a budget: as many rows as fit, and what was left out."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

import orjson
from pydantic import BaseModel, Field

from rtk_mcp.render.budget import STRUCTURED_BUDGET, TEXT_BUDGET, Detail
from rtk_mcp.report.phrases import count

_Item = TypeVar("_Item", bound=BaseModel)
_Result = TypeVar("_Result", bound=BaseModel)


class Page(BaseModel):
    """Where a page stands in the whole list."""

    total: int | None = Field(None, description="In the whole list; absent when the service does not say")
    page_no: int | None = None
    next_page_no: int | None = Field(None, description="Pass with per_page to read on; absent at the end")
    per_page: int | None = None
    left_out: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """The same before rendering; `first_row` is the place of the page's first row in the whole list, from 0."""

    total: int | None = None
    page_no: int | None = None
    next_page_no: int | None = None
    per_page: int | None = None
    first_row: int = 0

    def after(self, count: int) -> "Place":
        """The place when only `count` rows of the page are shown: the next page starts there or before, never after."""
        if self.page_no is None or not self.per_page or not count:
            return replace(self, next_page_no=None)
        first_page = self.page_no - self.first_row // self.per_page
        return replace(self, per_page=count, next_page_no=first_page + (self.first_row + count) // count)


@dataclass(frozen=True, slots=True)
class Rendered(Generic[_Result]):
    """One answer for both readers."""

    text: str
    structured: _Result


def fit_listing(
    items: Sequence[_Item],
    place: Place,
    detail: Detail,
    *,
    noun: str,
    header: str,
    row: Callable[[_Item], str],
    build: Callable[[list[_Item], dict[str, Any]], _Result],
    preamble: Sequence[str] = (),
) -> Rendered[_Result]:
    """The longest head of `items` whose text and structured content both keep the budget of `detail`."""
    rows = [row(item) for item in items]

    def head(count: int) -> Rendered[_Result]:
        left_out = len(items) - count
        shown = _shown(place.after(count) if left_out else place, noun, left_out)
        lines = [*preamble, *_table(_headline(count, noun, shown), header, rows[:count], bare=bool(preamble))]
        return Rendered("\n".join(lines), build(list(items[:count]), shown))

    whole = head(len(items))
    if _fits(whole, detail):
        return whole
    return head(bisect_left(range(1, len(items)), True, key=lambda count: not _fits(head(count), detail)))


def _shown(place: Place, noun: str, left_out: int) -> dict[str, Any]:
    """The fields of `Page`, None for what there is nothing to say about."""
    return {
        "total": place.total,
        "page_no": place.page_no,
        "next_page_no": place.next_page_no,
        "per_page": place.per_page if place.next_page_no is not None else None,
        "left_out": f"{count(left_out, noun)} of this page" if left_out else None,
    }


def _table(headline: str, header: str, rows: Sequence[str], *, bare: bool) -> list[str]:
    """Headline, header and rows; no word of an empty table below other lines."""
    if not rows:
        return [] if bare else [headline]
    return [headline, header, *rows]


def _headline(count: int, noun: str, shown: dict[str, Any]) -> str:
    total = shown.get("total")
    plural = noun if count == 1 and total in {None, 1} else f"{noun}s"
    headline = f"{count} of {total} {plural}" if total is not None else f"{count} {plural}, total not told"
    if total and not count and not shown["left_out"]:
        return f"{headline}: this page is past the end"
    if shown["left_out"]:
        headline = f"{headline}; left out to fit: {shown['left_out']}"
    if shown["next_page_no"] is None:
        return f"{headline}; detail=full shows more" if shown["left_out"] else headline
    return f"{headline}; more with page_no={shown['next_page_no']}, per_page={shown['per_page']}"


def _fits(rendered: Rendered[Any], detail: Detail) -> bool:
    structured = rendered.structured.model_dump(mode="json", exclude_none=True)
    return (
        len(rendered.text.encode()) <= TEXT_BUDGET[detail]
        and len(orjson.dumps(structured)) <= STRUCTURED_BUDGET[detail]
    )
