"""Sessions searched one beside the other, so many requests at once, as far as time and the service allow."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeVar

import anyio
import anyio.to_thread

from rtk_mcp.api.models.session import SessionFacts
from rtk_mcp.errors import NotConfigured, NotPermitted, RateLimited, RtkError, WrongAccountOrApp
from rtk_mcp.meeting.contents import Contents, Found
from rtk_mcp.meeting.conversation import Conversation
from rtk_mcp.meeting.matching import Query
from rtk_mcp.meeting.searching import Hit, Searched, Source, in_chat, in_summary, in_title, in_transcript
from rtk_mcp.meeting.written import WrittenChat

ContentT = TypeVar("ContentT")
SpokenT = TypeVar("SpokenT", Conversation, WrittenChat)

AT_ONCE: Final = 8
"""Requests in hand: a link and then its file are asked for one after the other."""
_HOPELESS: Final = (NotPermitted, WrongAccountOrApp, NotConfigured)
"""What every other request would fail with too."""

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
) -> list[Searched]:
    """Search each session's sources; what fails or is not come to in time is told in the result.

    After the service says that there were too many requests, nothing more is asked for.

    Raises:
        NotPermitted, WrongAccountOrApp, NotConfigured: nothing can be read at all.
    """
    results = [Searched(session) for session in sessions]
    for result in results:
        if "title" in search.sources and search.person is None:
            result.hits += in_title(result.session.meeting_display_name, search.query)
        result.unread = {*_of_files(search.sources)} if result.session.status != "LIVE" else set()
    jobs = iter([(result, source) for result in results for source in _of_files(result.unread)])
    run = _Run(contents, search, jobs, results, progress)
    with anyio.move_on_after(for_s):
        async with anyio.create_task_group() as tasks:
            for _ in range(AT_ONCE):
                tasks.start_soon(run.work)
    if run.hopeless:
        raise run.hopeless
    return results


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
    ) -> None:
        self.hopeless: RtkError | None = None
        self._search, self._jobs = search, jobs
        self._results, self._progress = results, progress
        self._finders: dict[Source, Callable[[Searched], Awaitable[None]]] = {
            "transcript": partial(self._search_words, contents.conversation, "transcript", in_transcript),
            "chat": partial(self._search_words, contents.chat, "chat", in_chat),
            "summary": partial(self._search_summary, contents),
        }

    async def work(self) -> None:
        """Take jobs until there are none, or none makes sense any more."""
        while (job := next(self._jobs, None)) is not None:
            result, source = job
            try:
                await self._finders[source](result)
            except RtkError as error:
                result.failed[source] = str(error)
                if isinstance(error, (RateLimited, *_HOPELESS)):
                    self._jobs = iter(())
                if isinstance(error, _HOPELESS):
                    self.hopeless = error
            result.unread.discard(source)
            if not result.unread:
                await self._progress(sum(not each.unread for each in self._results), len(self._results))

    async def _search_words(
        self,
        read: Callable[..., Awaitable[Found[SpokenT]]],
        source: Source,
        find: Callable[[SpokenT, Query, str | None], list[Hit]],
        result: Searched,
    ) -> None:
        content = await self._content(read, source, result)
        if content is not None:
            result.people[source] = content.people
            result.hits += await anyio.to_thread.run_sync(
                find, content, self._search.query, self._search.person
            )

    async def _search_summary(self, contents: Contents, result: Searched) -> None:
        text = await self._content(contents.summary, "summary", result)
        if text is not None:
            result.hits += in_summary(text, self._search.query)

    async def _content(
        self, read: Callable[..., Awaitable[Found[ContentT]]], source: Source, result: Searched
    ) -> ContentT | None:
        found = await read(result.session.id or "", app_id=self._search.app_id, session=result.session)
        if found.content is None:
            result.without.append(source)
        return found.content
