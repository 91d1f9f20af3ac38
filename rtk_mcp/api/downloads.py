"""Files behind pre-signed links: a client of its own, without credentials, that goes to listed hosts alone."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import anyio

from rtk_mcp.api.body import TooLarge, Undecodable
from rtk_mcp.api.connection import (
    BACKOFF_S,
    Answer,
    Call,
    ConnectionTrouble,
    Redirected,
    ask,
    timed_out,
    unreachable,
)
from rtk_mcp.api.deadline import allowed_s
from rtk_mcp.api.hosts import check_target
from rtk_mcp.api.models.link import DownloadLink
from rtk_mcp.api.storage import content
from rtk_mcp.errors import DownloadRefused, DownloadTooLarge, LinkExpired, NotFound, UpstreamNonsense
from rtk_mcp.settings import Settings

if TYPE_CHECKING:
    from rtk_mcp.api.wire import Client

Renew = Callable[[], Awaitable[DownloadLink]]


class Downloads:
    """The client; safe to use from concurrent tasks, which share its connections."""

    def __init__(self, settings: Settings, *, backoff_s: float = BACKOFF_S) -> None:
        """No I/O happens here; `backoff_s` is the first wait between two tries."""
        self._settings = settings
        self._backoff_s = backoff_s
        self._clients: dict[bool, Client] = {}

    async def aclose(self) -> None:
        """End the connections; a later download opens new ones."""
        clients, self._clients = self._clients, {}
        for client in clients.values():
            await client.aclose()

    async def fetch(self, link: DownloadLink, renew: Renew) -> bytes:
        """A file's decoded content, which may be empty: that is what some missing transcripts look like.

        One deadline covers tries, renewal and reading. A link that has run out, by its own date or by the
        storage's answer, is renewed once.

        Args:
            link: where the file is.
            renew: asks the endpoint for a fresh link; its errors are passed on.

        Raises:
            NotFound: there is no link, or no file behind it.
            LinkExpired: the fresh link was refused as well.
            DownloadRefused: it leads to a host that is not listed, elsewhere, or storage refuses it otherwise.
            DownloadTooLarge: the content is over `settings.download_max_bytes`.
            RateLimited, UpstreamDown, UpstreamNonsense, TimedOut: as for every call.
        """
        timeout_s = allowed_s(self._settings.timeout_s)
        with anyio.move_on_after(timeout_s):
            call = Call("GET", "download", anyio.current_time() + timeout_s, self._backoff_s)
            if link.expires_at is not None and link.expires_at <= datetime.now(UTC):
                return await self._read(call, await renew())
            try:
                return await self._read(call, link)
            except LinkExpired:
                return await self._read(call, await renew())
        raise timed_out(self._settings.timeout_s, "Try again, or raise RTK_MCP_TIMEOUT_S for large files.")

    async def _read(self, call: Call, link: DownloadLink) -> bytes:
        if not link.url:
            raise NotFound("There is no file: the service gave no download link for it.")
        return content(await self._answer(call, link.url))

    async def _answer(self, call: Call, url: str) -> Answer:
        target = check_target(url, self._settings.download_hosts)
        client = self._open(loopback=target.loopback)
        max_bytes = self._settings.download_max_bytes
        try:
            return await ask(call, lambda: client.send("GET", url, max_bytes=max_bytes, target=target))
        except ConnectionTrouble as trouble:
            raise unreachable(trouble.trouble, "The file storage", "the proxy settings") from None
        except Redirected:
            raise DownloadRefused(
                "The download link was given up: the storage redirects it elsewhere, which is never followed."
            ) from None
        except TooLarge:
            raise DownloadTooLarge(
                f"The file is over the limit of {max_bytes / 1_000_000:g} MB and was given up:"
                " RTK_MCP_DOWNLOAD_MAX_BYTES raises the limit."
            ) from None
        except Undecodable:
            raise UpstreamNonsense(
                "The file's compression is broken or was not asked for: ask for the file again later."
            ) from None

    def _open(self, *, loopback: bool) -> "Client":
        """One pool for the internet and one for loopback, which differ in their way round proxies."""
        if loopback not in self._clients:
            from rtk_mcp.api.wire import open_client  # noqa: PLC0415 - httpx costs start-up time before any call

            headers = {"Accept": "*/*", "Accept-Encoding": "identity"}
            self._clients[loopback] = open_client(loopback=loopback, headers=headers)
        return self._clients[loopback]
