"""Sessions searched one beside the other, so many requests at once, as far as time and the service allow."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeVar

import anyio.to_thread

from rtk_mcp.api.deadline import deadline
from rtk_mcp.api.models.session import SessionFacts
from rtk_mcp.errors import RateLimited, RtkError
from rtk_mcp.meeting.contents import Contents, Found
from rtk_mcp.meeting.conversation import Conversation
from rtk_mcp.meeting.matching import Query
from rtk_mcp.meeting.searching import Searched, Source, search_summary, search_title, search_words
from rtk_mcp.meeting.written import WrittenChat
from rtk_mcp.tools.at_once import HOPELESS, Progress, at_once, out_of_time

ContentT = TypeVar("ContentT")
SpokenT = TypeVar("SpokenT", Conversation, WrittenChat)

_AFTER_THE_END: Final[frozenset[Source]] = frozenset({"transcript", "summary"})
"""What is written when the meeting is over."""
_FILES_IN_TIME: Final = 3
_NO_TIME: Final = "There was no time for them."


@dataclass(frozen=True, slots=True)
class Search:
    """What is searched for, and where."""

    query: Query
    person: str | None
    sources: frozenset[Source]
    app_id: str | None


async def search_sessions(
    contents: Contents, sessions: Sequence[SessionFacts], search: Search, progress: Progress, *, for_s: float
) -> tuple[list[Searched], str | None]:
    """Search each session's sources; what fails is told in the result.

    When time is up, or the service says that there were too many requests, nothing more is asked for: what was not
    come to stays unread, and the second value says why. A file may take a good part of the time, not all of it.

    Raises:
        NotPermitted, WrongAccountOrApp, NotConfigured: nothing can be read at all.
    """
    results = [Searched(session) for session in sessions]
    for result in results:
        if "title" in search.sources and search.person is None:
            search_title(result, search.query)
        result.unread = {*_of_files(search.sources)} - (
            _AFTER_THE_END if result.session.status == "LIVE" else set()
        )
    run = _Run(contents, search, results, progress, for_s / _FILES_IN_TIME)
    jobs = [(result, source) for result in results for source in _of_files(result.unread)]
    await at_once(jobs, run.do, for_s=for_s)
    unread = any(result.unread for result in results)
    return results, run.stopped or (_NO_TIME if unread else None)


def _of_files(sources: frozenset[Source] | set[Source]) -> list[Source]:
    return [source for source in ("transcript", "chat", "summary") if source in sources]


class _Run:
    """One search."""

    def __init__(
        self,
        contents: Contents,
        search: Search,
        results: Sequence[Searched],
        progress: Progress,
        one_s: float,
    ) -> None:
        self.stopped: str | None = None
        self._search, self._results = search, results
        self._progress, self._one_s = progress, one_s
        self._finders: dict[Source, Callable[[Searched], Awaitable[None]]] = {
            "transcript": partial(self._search_words, contents.conversation, "transcript"),
            "chat": partial(self._search_words, contents.chat, "chat"),
            "summary": partial(self._search_summary, contents),
        }

    async def do(self, job: tuple[Searched, Source]) -> bool:
        """Search one file; False when no other makes sense any more."""
        result, source = job
        try:
            with deadline(self._one_s):
                await self._finders[source](result)
        except HOPELESS:
            raise
        except RtkError as error:
            if isinstance(error, RateLimited) or out_of_time(error):
                self.stopped = str(error) if isinstance(error, RateLimited) else _NO_TIME
                return False
            result.failed[source] = str(error)
        result.unread.discard(source)
        if not result.unread:
            await self._progress(sum(not each.unread for each in self._results), len(self._results))
        return True

    async def _search_words(
        self, read: Callable[..., Awaitable[Found[SpokenT]]], source: Source, result: Searched
    ) -> None:
        content = await self._content(read, source, result)
        if content is not None:
            find = partial(search_words, result, source, content, self._search.query, self._search.person)
            await anyio.to_thread.run_sync(find)

    async def _search_summary(self, contents: Contents, result: Searched) -> None:
        text = await self._content(contents.summary, "summary", result)
        if text is not None:
            search_summary(result, text, self._search.query)

    async def _content(
        self, read: Callable[..., Awaitable[Found[ContentT]]], source: Source, result: Searched
    ) -> ContentT | None:
        found = await read(result.session.id or "", app_id=self._search.app_id, session=result.session)
        if found.content is None:
            result.without.append(source)
        return found.content
