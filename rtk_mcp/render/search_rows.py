"""A session that has the words, and the best of its hits."""

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from rtk_mcp.meeting.matching import Closeness, Query
from rtk_mcp.meeting.searching import Hit, Searched, Source
from rtk_mcp.render.budget import Detail, iso_utc
from rtk_mcp.render.moments import offset_text
from rtk_mcp.render.people import labels_of
from rtk_mcp.render.quoted import Row
from rtk_mcp.render.search_model import FoundSession, HitItem
from rtk_mcp.render.spoken import title_of, words_of
from rtk_mcp.render.talking import name_of, shown
from rtk_mcp.render.untrusted import clean, quote, word
from rtk_mcp.report.phrases import count

_HITS: Final = MappingProxyType[Detail, int]({"brief": 1, "standard": 3, "full": 8})
"""Shown of each session."""
_HIT_BYTES: Final = MappingProxyType[Detail, int]({"brief": 160, "standard": 260, "full": 600})
_CLOSENESS: Final[tuple[Closeness, ...]] = ("all", "near", "some")
_ORDER: Final[tuple[Source, ...]] = ("title", "transcript", "summary", "chat")


def closest(results: Sequence[Searched]) -> Closeness | None:
    """How closely the best of all hits fit; None without hits."""
    found = {hit.closeness for each in results for hit in each.hits}
    return next((each for each in _CLOSENESS if each in found), None)


def session_row(place: int, result: Searched, query: Query, detail: Detail) -> Row[FoundSession]:
    """A session with hits; `place` is where it stands among those that were searched."""
    item = _item(result, query, detail)
    return Row(place, _block(item), item)


def _item(result: Searched, query: Query, detail: Detail) -> FoundSession:
    started = result.session.started_at
    best = _best(result)
    labels = {source: labels_of(people) for source, people in result.people.items()}
    return FoundSession(
        session_id=clean(result.session.id or "unknown", 64),
        title=title_of(result.session),
        started_at=iso_utc(started) if started else None,
        hits_total=len(best),
        hits=[_hit(each, labels, query, detail) for each in best[: _HITS[detail]]],
    )


def _best(result: Searched) -> list[Hit]:
    """The closest ones, one of each source in turn: a summary's line is no more than a sentence's."""
    best = closest([result])
    turn: Counter[Source] = Counter()
    ranked = []
    for hit in result.hits:
        if hit.closeness == best:
            ranked.append((turn[hit.source], _ORDER.index(hit.source), hit))
            turn[hit.source] += 1
    return [hit for *_, hit in sorted(ranked, key=lambda each: each[:2])]


def _hit(hit: Hit, labels: Mapping[Source, Sequence[str]], query: Query, detail: Detail) -> HitItem:
    return HitItem(
        source=hit.source,
        offset=None if hit.offset_s is None else offset_text(hit.offset_s),
        speaker=name_of(hit.person, labels[hit.source]) if hit.source in labels else None,
        text=words_of(hit.text, query, _HIT_BYTES[detail]),
    )


def _block(item: FoundSession) -> str:
    title = quote(item.title) if item.title else "untitled"
    started = item.started_at or "start unknown"
    head = f"{started} {title}, session {word(item.session_id)}: {count(item.hits_total, 'hit')}"
    return "\n".join([head, *(_line(each) for each in item.hits)])


def _line(hit: HitItem) -> str:
    return f"  {' '.join(filter(None, (hit.source, hit.offset, hit.speaker and shown(hit.speaker))))}: {hit.text}"
