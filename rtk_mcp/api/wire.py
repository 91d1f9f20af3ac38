"""One request, one answer: the only module that imports `httpx`, itself imported for the first request."""

import io
import logging
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Literal

import httpx
from anyio.lowlevel import checkpoint

from rtk_mcp import __version__
from rtk_mcp.api.body import Body, TooLarge, Undecodable
from rtk_mcp.api.connection import Answer, ConnectionTrouble, Redirected, Taker
from rtk_mcp.api.hosts import Target
from rtk_mcp.api.peer import address_check
from rtk_mcp.api.retry import is_transient
from rtk_mcp.errors import NotConfigured

USER_AGENT = f"rtk-mcp/{__version__}"
MAX_ERROR_BYTES = 64_000
"""An error code fits in far less; the rest of an error page is not worth reading."""
_POOL = httpx.Limits(max_connections=16, max_keepalive_connections=16, keepalive_expiry=30.0)
"""As many as the whole-meeting tools download at once: more than that only queues at the service."""
_NOT_SENT = (httpx.ConnectError, httpx.ProxyError, httpx.InvalidURL, UnicodeError)


@dataclass(frozen=True, slots=True)
class Client:
    """A connection pool; `send` is its one use."""

    pool: httpx.AsyncClient

    async def send(
        self,
        method: Literal["GET", "POST"],
        url: str,
        *,
        max_bytes: int,
        target: Target | None = None,
        make_taker: Callable[[], Taker] | None = None,
    ) -> Answer:
        """Send once and read the answer, whatever its status.

        The body of an error is read up to its limit and may be empty; that of a transient one is not read. That of
        a 2xx answer goes to a new taker, if one is to be made: each try has its own.
        With a `target`, a new connection is used only if it leads to that kind of address.
        Raises `ConnectionTrouble`, `Redirected`, and for a 2xx body `TooLarge` and `Undecodable`.
        """
        extensions = {"trace": address_check(target)} if target is not None else {}
        try:
            async with self.pool.stream(method, url, extensions=extensions) as response:
                if make_taker is not None and response.is_success:
                    taker = make_taker()
                    await _hand_on(response, max_bytes, taker.take)
                    return Answer(response.status_code, response.headers, b"", taker)
                body = await _read(response, max_bytes)
                return Answer(response.status_code, response.headers, body)
        except (httpx.TransportError, httpx.InvalidURL, OSError, UnicodeError) as error:
            raise ConnectionTrouble(_reason(error)) from None

    async def aclose(self) -> None:
        await self.pool.aclose()


def open_client(*, loopback: bool, headers: dict[str, str]) -> Client:
    """A pool that keeps no cookies and follows no redirects.

    The environment's proxies and certificate files count for hosts out there, as users behind a company proxy
    expect: https goes through such a proxy in a tunnel that it cannot read. Loopback never goes to a proxy.
    `.netrc` is not read in either case, so that it cannot replace the token.
    """
    for name in ("httpx", "httpcore"):  # they log URLs and headers, where signatures are
        logging.getLogger(name).setLevel(logging.WARNING)
    try:
        pool = httpx.AsyncClient(
            headers={"User-Agent": USER_AGENT, **headers},
            cookies=CookieJar(policy=DefaultCookiePolicy(allowed_domains=[])),
            follow_redirects=False,
            timeout=None,  # noqa: S113 - every call has one deadline, which covers this and more
            limits=_POOL,
            trust_env=not loopback,
            event_hooks={"response": [_refuse_redirects]},
        )
    except (ImportError, ValueError, OSError, httpx.InvalidURL):
        raise NotConfigured(
            "The proxy or certificate settings of the environment cannot be used: check HTTPS_PROXY, ALL_PROXY"
            " (http and https proxies only) and SSL_CERT_FILE."
        ) from None
    return Client(pool)


async def _refuse_redirects(response: httpx.Response) -> None:
    if HTTPStatus.MULTIPLE_CHOICES <= response.status_code < HTTPStatus.BAD_REQUEST:
        raise Redirected


async def _read(response: httpx.Response, max_bytes: int) -> bytes:
    if is_transient(response.status_code):
        return b""
    if not response.is_success:
        return await _read_error(response)
    return await _read_body(response, max_bytes)


async def _read_body(response: httpx.Response, max_bytes: int) -> bytes:
    whole = io.BytesIO()

    async def take(piece: bytes) -> None:
        whole.write(piece)
        await checkpoint()

    await _hand_on(response, max_bytes, take)
    return whole.getvalue()


async def _hand_on(
    response: httpx.Response, max_bytes: int, take: Callable[[bytes], Awaitable[None]]
) -> None:
    """Each piece by itself: a few bytes on the wire may decode to very many."""
    body = Body(response.headers.get("content-encoding", ""), max_bytes)
    async for wire in response.aiter_raw():
        for piece in body.decoded(wire):
            await take(piece)
    body.finish()


async def _read_error(response: httpx.Response) -> bytes:
    try:
        return await _read_body(response, MAX_ERROR_BYTES)
    except (TooLarge, Undecodable, httpx.TransportError):
        return b""


def _reason(error: BaseException) -> Literal["certificate", "unreachable", "broken"]:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return "certificate"
        cause = cause.__cause__ or cause.__context__
    return "unreachable" if isinstance(error, _NOT_SENT) else "broken"
