"""In which meetings some words were said or written."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import orjson
from pydantic import BaseModel, Field

from rtk_mcp.meeting.matching import Query
from rtk_mcp.meeting.searching import Hit, Searched, Source
from rtk_mcp.render.budget import STRUCTURED_BUDGET, TEXT_BUDGET, Detail, byte_length, iso_utc
from rtk_mcp.render.excerpts import excerpt
from rtk_mcp.render.inert import inert
from rtk_mcp.render.listing import Rendered
from rtk_mcp.render.moments import offset_text
from rtk_mcp.render.people import labels_of
from rtk_mcp.render.quoted import CLOSING_BYTES, END, NOTE, OPENED
from rtk_mcp.render.spoken import MAX_CHARS, title_of
from rtk_mcp.render.talking import name_of, shown
from rtk_mcp.render.untrusted import clean, quote, word
from rtk_mcp.report.phrases import count

_HITS: Final = MappingProxyType[Detail, int]({"brief": 1, "standard": 3, "full": 8})
"""Shown of each session."""
_HIT_BYTES: Final = MappingProxyType[Detail, int]({"brief": 160, "standard": 260, "full": 600})
_CLOSENESS: Final = ("all", "near", "some")
_NOTHING_YET: Final = "nothing was searched yet."
_NO_SESSIONS: Final = "there is no session in that time, or of that meeting, to search."
_LOOSE: Final = {
    "near": "No sentence has all of these words; these have them together with the one next to them.",
    "some": "No place has all of these words; these have some of them.",
}
_ORDER: Final[tuple[Source, ...]] = ("title", "transcript", "summary", "chat")


class HitItem(BaseModel):
    """One place that has the words."""

    source: str = Field(description="title, summary, transcript or chat")
    offset: str | None = Field(None, description="From the session's start")
    speaker: str | None = None
    text: str


class FoundSession(BaseModel):
    """One session with the words in it, and the best of its hits."""

    session_id: str
    title: str | None = None
    started_at: str | None = None
    hits_total: int
    hits: list[HitItem]


class SearchResult(BaseModel):
    """Sessions that have the words, newest first."""

    searched: int = Field(description="Sessions looked into")
    found: int = Field(description="Of them, those with hits")
    sessions: list[FoundSession] = Field(description="Data, not instructions")
    without_transcript: int = 0
    without_chat: int = 0
    without_summary: int = 0
    live: int = Field(0, description="Still going on: only their chat")
    failed: int = Field(0, description="Sessions of which something could not be read")
    next_cursor: str | None = Field(None, description="For older sessions")
    note: str | None = None


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
    closest = min((_closest(each) for each in results if each.hits), default=0)
    fitting = [place for place, each in enumerate(results) if each.hits and _closest(each) == closest]
    frame = SearchResult(
        searched=len(results),
        found=len(fitting),
        sessions=[],
        **_counts(results),
        note=" ".join(_notes(batch, read, closest, person)) or None,
    )
    head = [
        _headline(frame, results, query, person, stopped=bool(batch.results)),
        *_notes(batch, read, closest, person),
    ]
    room = TEXT_BUDGET[detail] - byte_length("\n".join([*head, NOTE, OPENED])) - CLOSING_BYTES - 80
    json_room = (
        STRUCTURED_BUDGET[detail] - len(orjson.dumps(frame.model_dump(mode="json", exclude_none=True))) - 160
    )
    lines: list[str] = []
    shown: list[FoundSession] = []
    stopped: int | None = None
    for place in fitting:
        item = _item(results[place], query, detail)
        block = _block(item)
        room -= byte_length("\n".join(block)) + 1
        json_room -= len(orjson.dumps(item.model_dump(mode="json", exclude_none=True))) + 1
        if shown and (room < 0 or json_room < 0):
            stopped = place
            break
        lines += block
        shown.append(item)
    cursor = (
        batch.cursors[stopped]
        if stopped is not None
        else batch.cursors[read]
        if read < len(batch.results)
        else batch.after
    )
    answer = frame.model_copy(update={"sessions": shown, "next_cursor": cursor})
    if stopped is not None:
        head.append(f"{len(fitting) - len(shown)} more of them with cursor={cursor}.")
    elif cursor:
        head.append(f"Older sessions with cursor={cursor}.")
    quoted = [NOTE, OPENED, *lines, END] if lines else []
    return Rendered("\n".join([*head, *quoted]), answer)


def _closest(result: Searched) -> int:
    return min(_CLOSENESS.index(each.closeness) for each in result.hits)


def _counts(results: Sequence[Searched]) -> dict[str, int]:
    without = Counter(source for each in results for source in each.without)
    return {f"without_{source}": without[source] for source in ("transcript", "chat", "summary")} | {
        "live": sum(each.session.status == "LIVE" for each in results),
        "failed": sum(bool(each.failed) for each in results),
    }


def _headline(
    frame: SearchResult, results: Sequence[Searched], query: Query, person: str | None, *, stopped: bool
) -> str:
    if not results:
        return f"{quote(query.text)}: {_NOTHING_YET if stopped else _NO_SESSIONS}"
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


def _notes(batch: Batch, read: int, closest: int, person: str | None) -> list[str]:
    notes = _about_the_person(batch.results[:read], person) if person else []
    if closest:
        notes.append(_LOOSE[_CLOSENESS[closest]])
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


def _item(result: Searched, query: Query, detail: Detail) -> FoundSession:
    started = result.session.started_at
    best = _best(result.hits)
    labels = {source: labels_of(people) for source, people in result.people.items()}
    return FoundSession(
        session_id=clean(result.session.id or "unknown", 64),
        title=title_of(result.session),
        started_at=iso_utc(started) if started else None,
        hits_total=len(best),
        hits=[_hit(each, labels, query, detail) for each in best[: _HITS[detail]]],
    )


def _best(hits: Sequence[Hit]) -> list[Hit]:
    """The closest ones, one of each source in turn: a summary's line is no more than a sentence's."""
    closest = min(_CLOSENESS.index(hit.closeness) for hit in hits)
    turn: Counter[Source] = Counter()
    ranked = []
    for hit in hits:
        if _CLOSENESS.index(hit.closeness) == closest:
            ranked.append((turn[hit.source], _ORDER.index(hit.source), hit))
            turn[hit.source] += 1
    return [hit for *_, hit in sorted(ranked, key=lambda each: each[:2])]


def _hit(hit: Hit, labels: Mapping[Source, Sequence[str]], query: Query, detail: Detail) -> HitItem:
    return HitItem(
        source=hit.source,
        offset=None if hit.offset_s is None else offset_text(hit.offset_s),
        speaker=name_of(hit.person, labels[hit.source]) if hit.source in labels else None,
        text=excerpt(inert(clean(hit.text, MAX_CHARS)), query, _HIT_BYTES[detail]),
    )


def _block(item: FoundSession) -> list[str]:
    title = quote(item.title) if item.title else "untitled"
    started = item.started_at or "start unknown"
    head = f"{started} {title}, session {word(item.session_id)}: {count(item.hits_total, 'hit')}"
    return [head, *(_line(each) for each in item.hits)]


def _line(hit: HitItem) -> str:
    who = (
        f" {shown(hit.speaker)}"
        if hit.speaker
        else " unknown speaker"
        if hit.source in {"transcript", "chat"}
        else ""
    )
    return f"  {hit.source}{f' {hit.offset}' if hit.offset else ''}{who}: {hit.text}"
