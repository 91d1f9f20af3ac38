"""In which meetings some words were said or written."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rtk_mcp.meeting.matching import Closeness, Query
from rtk_mcp.meeting.searching import Searched
from rtk_mcp.render.budget import Detail
from rtk_mcp.render.listing import Rendered
from rtk_mcp.render.quoted import row_page
from rtk_mcp.render.search_model import SearchResult
from rtk_mcp.render.search_rows import closest, session_row
from rtk_mcp.render.untrusted import quote
from rtk_mcp.report.phrases import count

_NOTHING_YET: Final = "nothing was searched yet."
_NO_SESSIONS: Final = "there is no session in that time, or of that meeting, to search."
_LOOSE: Final[dict[Closeness | None, str]] = {
    "near": "No sentence has all of these words; these have them together with the one next to them.",
    "some": "No place has all of these words; these have some of them.",
}


@dataclass(frozen=True, slots=True)
class Batch:
    """What was searched.

    Attributes:
        results: newest first.
        cursors: for each session the cursor that begins with it.
        after: the cursor for what is older than all of them; None at the end of the list.
        stopped: why some were not come to.
    """

    results: Sequence[Searched]
    cursors: Sequence[str]
    after: str | None
    stopped: str | None = None


def render_search(batch: Batch, query: Query, person: str | None, detail: Detail) -> Rendered[SearchResult]:
    """The sessions with hits, as many as fit; the cursor goes on with the first that is not shown or not read."""
    read = next((place for place, each in enumerate(batch.results) if each.unread), len(batch.results))
    results = batch.results[:read]
    best = closest(results)
    fitting = [place for place, each in enumerate(results) if each.hits and closest([each]) == best]
    notes = _notes(batch, read, best, person)
    frame = SearchResult(
        searched=len(results),
        found=len(fitting),
        sessions=[],
        **_counts(results),
        note=" ".join(notes) or None,
    )
    head = [_headline(frame, results, query, person) if results else _nothing(batch, query), *notes]
    page = row_page(
        (session_row(place, results[place], query, detail) for place in fitting),
        [*head, _more(len(fitting), max([*batch.cursors, batch.after or ""], key=len))],
        frame,
        detail,
    )
    cursor = _cursor(batch, read if page.following is None else page.following)
    if cursor:
        left = len(fitting) - len(page.rows)
        head.append(_more(left, cursor) if left else f"Older sessions with cursor={cursor}.")
    answer = frame.model_copy(update={"sessions": page.items, "next_cursor": cursor})
    return Rendered("\n".join([*head, *page.quoted()]), answer)


def _cursor(batch: Batch, place: int) -> str | None:
    """The one that begins with this place; after the last, with what is older."""
    return batch.cursors[place] if place < len(batch.results) else batch.after


def _more(left: int, cursor: str) -> str:
    return f"{left} more of them with cursor={cursor}."


def _counts(results: Sequence[Searched]) -> dict[str, int]:
    without = Counter(source for each in results for source in each.without)
    return {f"without_{source}": without[source] for source in ("transcript", "chat", "summary")} | {
        "live": sum(each.session.status == "LIVE" for each in results),
        "failed": sum(bool(each.failed) for each in results),
    }


def _nothing(batch: Batch, query: Query) -> str:
    return f"{quote(query.text)}: {_NOTHING_YET if batch.results else _NO_SESSIONS}"


def _headline(frame: SearchResult, results: Sequence[Searched], query: Query, person: str | None) -> str:
    times = sorted(each.session.started_at for each in results if each.session.started_at)
    span = f" from {times[0]:%Y-%m-%d} to {times[-1]:%Y-%m-%d}" if times else ""
    by = f" by {quote(person)}" if person else ""
    without = [
        f"{number} had no {name}"
        for name, number in (
            ("transcript", frame.without_transcript),
            ("chat", frame.without_chat),
            ("summary", frame.without_summary),
        )
        if number
    ]
    extras = [
        *without,
        *([f"{frame.live} still live, without transcript and summary yet"] if frame.live else []),
        *([f"{frame.failed} could not be read in full"] if frame.failed else []),
    ]
    told = f" Of those searched, {', '.join(extras)}." if extras else ""
    found = f"found in {frame.found}" if frame.found else "not found in any"
    return (
        f"{quote(query.text)}{by}: {found} of {count(frame.searched, 'session')}{span}, newest first.{told}"
    )


def _notes(batch: Batch, read: int, best: Closeness | None, person: str | None) -> list[str]:
    notes = _about_the_person(batch.results[:read], person) if person and read else []
    if best in _LOOSE:
        notes.append(_LOOSE[best])
    if read < len(batch.results):
        left = count(len(batch.results) - read, "session")
        notes.append(f"{left} not searched: go on with the cursor. {batch.stopped or ''}".strip())
    failures = Counter(why for each in batch.results[:read] for why in each.failed.values())
    if failures:
        notes.append(f"Could not be read: {failures.most_common(1)[0][0]}")
    return notes


def _about_the_person(results: Sequence[Searched], person: str) -> list[str]:
    notes = []
    if not any(each.knows_person for each in results):
        notes.append(f"Nobody who spoke or wrote in them is called {quote(person)}.")
    nameless = [each.nameless_hits for each in results if each.nameless_hits]
    if nameless:
        notes.append(
            f"{count(len(nameless), 'file')} without speakers' names: {count(sum(nameless), 'hit')} there may be this "
            "person's; search without speaker."
        )
    return notes
