"""Sessions searched one beside the other, so many requests at once, as far as time and the service allow."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeVar

import anyio
import anyio.to_thread

from rtk_mcp.api.deadline import deadline
from rtk_mcp.api.models.session import SessionFacts
from rtk_mcp.errors import NotConfigured, NotPermitted, RateLimited, RtkError, TimedOut, WrongAccountOrApp
from rtk_mcp.meeting.contents import Contents, Found
from rtk_mcp.meeting.conversation import Conversation
from rtk_mcp.meeting.matching import Query
from rtk_mcp.meeting.searching import Searched, Source, search_summary, search_title, search_words
from rtk_mcp.meeting.written import WrittenChat

ContentT = TypeVar("ContentT")
SpokenT = TypeVar("SpokenT", Conversation, WrittenChat)

AT_ONCE: Final = 8
"""Requests in hand: a link and then its file are asked for one after the other."""
_HOPELESS: Final = (NotPermitted, WrongAccountOrApp, NotConfigured)
"""What every other request would fail with too."""

_AFTER_THE_END: Final[frozenset[Source]] = frozenset({"transcript", "summary"})
"""What is written when the meeting is over."""
_HARDLY_ANY_S: Final = 0.1
_FILES_IN_TIME: Final = 3
_NO_TIME: Final = "There was no time for them."

Progress = Callable[[int, int], Awaitable[None]]
"""Told the sessions done, and how many there are."""


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
    jobs = iter([(result, source) for result in results for source in _of_files(result.unread)])
    run = _Run(contents, search, jobs, results, progress, for_s / _FILES_IN_TIME)
    with anyio.move_on_after(for_s):
        async with anyio.create_task_group() as tasks:
            for _ in range(AT_ONCE):
                tasks.start_soon(run.work)
    if run.hopeless:
        raise run.hopeless
    unread = any(result.unread for result in results)
    return results, run.stopped or (_NO_TIME if unread else None)


def _out_of_time(error: RtkError) -> bool:
    """Whether it was the search's own time that ended, and not that of one request."""
    left_s = anyio.current_effective_deadline() - anyio.current_time()
    return isinstance(error, TimedOut) and left_s < _HARDLY_ANY_S


def _of_files(sources: frozenset[Source] | set[Source]) -> list[Source]:
    return [source for source in ("transcript", "chat", "summary") if source in sources]


class _Run:
    """The jobs of one search, which workers take one after the other."""

    def __init__(
        self,
        contents: Contents,
        search: Search,
        jobs: Iterator[tuple[Searched, Source]],
        results: Sequence[Searched],
        progress: Progress,
        one_s: float,
    ) -> None:
        self.hopeless: RtkError | None = None
        self.stopped: str | None = None
        self._one_s = one_s
        self._search, self._jobs = search, jobs
        self._results, self._progress = results, progress
        self._finders: dict[Source, Callable[[Searched], Awaitable[None]]] = {
            "transcript": partial(self._search_words, contents.conversation, "transcript"),
            "chat": partial(self._search_words, contents.chat, "chat"),
            "summary": partial(self._search_summary, contents),
        }

    async def work(self) -> None:
        """Take jobs until there are none, or none makes sense any more."""
        while (job := next(self._jobs, None)) is not None:
            result, source = job
            try:
                with deadline(self._one_s):
                    await self._finders[source](result)
            except _HOPELESS as error:
                self.hopeless, self._jobs = error, iter(())
                return
            except RtkError as error:
                if isinstance(error, RateLimited) or _out_of_time(error):
                    self.stopped = str(error) if isinstance(error, RateLimited) else _NO_TIME
                    self._jobs = iter(())
                    return
                result.failed[source] = str(error)
            result.unread.discard(source)
            if not result.unread:
                await self._progress(sum(not each.unread for each in self._results), len(self._results))

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
