"""One call to one endpoint: its URL, its token, its deadline, and the error for every way it can fail."""

from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import anyio

from rtk_mcp.api import query
from rtk_mcp.api.body import TooLarge, Undecodable
from rtk_mcp.api.connection import (
    Answer,
    Call,
    ConnectionTrouble,
    Redirected,
    Taker,
    ask,
    timed_out,
    unreachable,
)
from rtk_mcp.api.deadline import allowed_s
from rtk_mcp.api.documents import NotJson, load_json
from rtk_mcp.api.endpoints import Endpoint
from rtk_mcp.api.envelope import error_codes
from rtk_mcp.api.failures import failure
from rtk_mcp.api.ids import check_app_id
from rtk_mcp.api.reading import NOT_THE_API
from rtk_mcp.api.request_window import RequestWindow
from rtk_mcp.errors import NotConfigured, UpstreamNonsense
from rtk_mcp.settings import Settings, is_loopback

if TYPE_CHECKING:
    from rtk_mcp.api.wire import Client

_INVALID_STATUSES = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY})
_ASK_FOR_LESS = "Try again, ask for less (fewer per_page, a shorter time range), or raise RTK_MCP_TIMEOUT_S."

Parameters = dict[str, str | None]


class Caller:
    """The pool and the configuration that all calls share; safe to use from concurrent tasks."""

    def __init__(self, settings: Settings, backoff_s: float) -> None:
        self._settings = settings
        self._backoff_s = backoff_s
        self._client: Client | None = None
        self._requests = RequestWindow(settings.requests_per_5_min)

    async def aclose(self) -> None:
        """End the connections; a later call opens new ones."""
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    async def call(
        self,
        endpoint: Endpoint,
        ids: dict[str, str],
        parameters: Parameters | None = None,
        *,
        app_id: str | None = None,
        fallback: Parameters | None = None,
        make_taker: Callable[[], Taker] | None = None,
    ) -> Answer:
        """A 2xx answer; every other outcome raises, as does a request over a share of `RequestWindow`.

        Args:
            endpoint: what to ask.
            ids: what goes into its path, already checked.
            parameters: its query.
            app_id: another app than the configured one.
            fallback: the query to ask with once more when the service refuses the first as invalid.
            make_taker: makes what takes the body as it comes; without it the body is kept.
        """
        url = self._url(endpoint, ids, app_id)
        timeout_s = allowed_s(self._settings.timeout_s)
        with anyio.move_on_after(timeout_s):
            call = Call(
                endpoint.method,
                endpoint.path,
                anyio.current_time() + timeout_s,
                self._backoff_s,
            )
            answer = await self._answer(call, endpoint, _with_query(url, parameters or {}), make_taker)
            if fallback is not None and answer.status in _INVALID_STATUSES:
                answer = await self._answer(call, endpoint, _with_query(url, fallback), make_taker)
            return _accepted(answer, endpoint)
        advice = _ASK_FOR_LESS if endpoint.method == "GET" else ""  # what was sent once is not sent again
        raise timed_out(self._settings.timeout_s, advice)

    def _url(self, endpoint: Endpoint, ids: dict[str, str], app_id: str | None) -> str:
        settings = self._settings
        app = settings.app_id if app_id is None else check_app_id(app_id)
        problems = [*(settings.problems or _gaps(settings))]
        if not app:
            problems.append("No app is chosen: set REALTIMEKIT_APP_ID, or pass app_id with the call.")
        if problems:
            raise NotConfigured(" ".join(problems))
        account, app = quote(settings.account_id, safe=""), quote(app, safe="")
        base = settings.base_url.rstrip("/")
        return f"{base}/accounts/{account}/realtime/kit/{app}/{endpoint.fill(ids)}"

    async def _answer(
        self, call: Call, endpoint: Endpoint, url: str, make_taker: Callable[[], Taker] | None
    ) -> Answer:
        client = self._open()

        async def send() -> Answer:
            self._requests.count()
            return await client.send(call.method, url, max_bytes=endpoint.max_bytes, make_taker=make_taker)

        try:
            return await ask(call, send)
        except ConnectionTrouble as trouble:
            raise unreachable(
                trouble.trouble,
                "The Cloudflare API",
                "the proxy settings, and CLOUDFLARE_BASE_URL if it is set",
            ) from None
        except Redirected:
            raise UpstreamNonsense(
                NOT_THE_API.format(what="The service answered with a redirect, which is never followed")
            ) from None
        except TooLarge:
            raise UpstreamNonsense(
                f"The answer is over {endpoint.max_bytes // 1_000_000} MB and was given up. Ask for less:"
                " fewer per_page, or one of the filters."
            ) from None
        except Undecodable:
            raise UpstreamNonsense(
                "The answer's compression is broken or was not asked for. Try again later."
            ) from None

    def _open(self) -> "Client":
        if self._client is None:
            from rtk_mcp.api.wire import open_client  # noqa: PLC0415 - httpx costs start-up time before any call

            self._client = open_client(
                loopback=is_loopback(urlsplit(self._settings.base_url).hostname or ""),
                headers={
                    "Authorization": f"Bearer {self._settings.api_token}",
                    "Accept": "application/json",
                    "Accept-Encoding": "gzip",
                },
            )
        return self._client


def _with_query(url: str, parameters: Parameters) -> str:
    encoded = query.encode(parameters)
    return f"{url}?{encoded}" if encoded else url


def _gaps(settings: Settings) -> tuple[str, ...]:
    """What is missing for a call, for settings that did not come from the environment."""
    needed = {
        "CLOUDFLARE_API_TOKEN is not set: create a token with the Realtime permission.": settings.api_token,
        "CLOUDFLARE_ACCOUNT_ID is not set: it is the account's 32-character id.": settings.account_id,
    }
    return tuple(sentence for sentence, value in needed.items() if not value)


def _accepted(answer: Answer, endpoint: Endpoint) -> Answer:
    if HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
        return answer
    raise failure(
        answer.status,
        _codes(answer.body),
        endpoint=endpoint,
        retry_after_s=answer.retry_after_s,
        tries=answer.tries,
    )


def _codes(body: bytes) -> tuple[int, ...]:
    try:
        return error_codes(load_json(body))
    except NotJson:
        return ()
