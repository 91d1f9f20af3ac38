"""Lists within a budget: as many rows as fit, and what was left out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

import orjson
from pydantic import BaseModel, Field

from rtk_mcp.render.budget import STRUCTURED_BUDGET, TEXT_BUDGET, Detail

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
    fewest, most = 0, len(items)
    best = _attempt(items, rows, most, place, noun, header, build, preamble)
    if _fits(best, detail):
        return best
    while fewest < most - 1:
        count = (fewest + most) // 2
        attempt = _attempt(items, rows, count, place, noun, header, build, preamble)
        if _fits(attempt, detail):
            fewest = count
        else:
            most = count
    return _attempt(items, rows, fewest, place, noun, header, build, preamble)


def _attempt(
    items: Sequence[_Item],
    rows: Sequence[str],
    count: int,
    place: Place,
    noun: str,
    header: str,
    build: Callable[[list[_Item], dict[str, Any]], _Result],
    preamble: Sequence[str],
) -> Rendered[_Result]:
    left_out = len(items) - count
    here = place.after(count) if left_out else place
    shown = {
        "total": here.total,
        "page_no": here.page_no,
        "next_page_no": here.next_page_no,
        "per_page": here.per_page if here.next_page_no is not None else None,
        "left_out": f"{left_out} {noun}s of this page" if left_out else None,
    }
    lines = [*preamble]
    if not preamble or items:
        lines.append(_headline(count, noun, shown))
    if count:
        lines += [header, *rows[:count]]
    return Rendered("\n".join(lines), build(list(items[:count]), shown))


def _headline(count: int, noun: str, shown: dict[str, Any]) -> str:
    total = shown.get("total")
    plural = noun if count == 1 and total in {None, 1} else f"{noun}s"
    headline = f"{count} of {total} {plural}" if total is not None else f"{count} {plural}, total not told"
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
