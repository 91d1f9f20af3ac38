"""What a refusal means: from its HTTP status and the service's error codes to one of our errors.

The service's own text is never passed on; numbers may be.
"""

import math
from http import HTTPStatus

from rtk_mcp.api.endpoints import Endpoint
from rtk_mcp.errors import (
    NotFound,
    NotPermitted,
    RateLimited,
    Rejected,
    UpstreamDown,
    UpstreamError,
    UpstreamNonsense,
    WrongAccountOrApp,
)

TOKEN_CODES = frozenset({10000, 9109, 9106, 9103, 6003, 6111})
"""How Cloudflare's gateway numbers a token that is wrong, expired, malformed or lacks a permission."""
ROUTING_CODES = frozenset({7000, 7003})
"""No route for the URI: the usual sign of a wrong account or app id."""
_TOKEN_STATUSES = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
_UNREADY_STATUSES = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY})


def failure(
    status: int,
    codes: tuple[int, ...] = (),
    *,
    endpoint: Endpoint | None = None,
    retry_after_s: float | None = None,
    tries: int = 1,
) -> UpstreamError:
    """The error for an answer that is none.

    Args:
        status: HTTP status, or the error code that stands for it in an answer with status 200.
        codes: the error codes inside the answer.
        endpoint: what was asked; None when not known.
        retry_after_s: the wait that the service asks for.
        tries: how many times it was asked.
    """
    numbers = _numbers(status, codes)
    if not TOKEN_CODES.isdisjoint(codes) or status in _TOKEN_STATUSES:
        return NotPermitted(
            f"The service did not accept the API token {numbers}. Check CLOUDFLARE_API_TOKEN: it must be valid and"
            ' carry the "Realtime" or "Realtime Admin" permission for this account.'
        )
    if not ROUTING_CODES.isdisjoint(codes):
        return _wrong_account_or_app(numbers)
    if status == HTTPStatus.NOT_FOUND:
        return _not_found(endpoint, numbers)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return _rate_limited(retry_after_s)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in _UNREADY_STATUSES:
        return _down(numbers, retry_after_s, tries)
    return _refused(status, codes, numbers)


def _numbers(status: int, codes: tuple[int, ...]) -> str:
    listed = ", ".join(str(code) for code in codes[:3] if code != status)
    return f"(status {status}, error code {listed})" if listed else f"(status {status})"


def _not_found(endpoint: Endpoint | None, numbers: str) -> UpstreamError:
    if endpoint is None:
        return NotFound(
            "There is nothing under this id in this app: check the id, and the app it belongs to."
        )
    return NotFound(endpoint.missing) if endpoint.missing else _wrong_account_or_app(numbers)


def _wrong_account_or_app(numbers: str) -> WrongAccountOrApp:
    return WrongAccountOrApp(
        f"The service knows no such account or app {numbers}. Check CLOUDFLARE_ACCOUNT_ID and REALTIMEKIT_APP_ID (or"
        " the app_id argument) in the Cloudflare dashboard, under Realtime, and CLOUDFLARE_BASE_URL if it is set."
    )


def _rate_limited(retry_after_s: float | None) -> RateLimited:
    if retry_after_s is None:
        wait = "it did not say for how long: wait five minutes, then ask again"
    else:
        wait = f"wait {math.ceil(retry_after_s)} s, then ask again"
    return RateLimited(f"The service limits how often it is asked; {wait}.", retry_after_s)


def _down(numbers: str, retry_after_s: float | None, tries: int) -> UpstreamDown:
    asked = f" after {tries} tries" if tries > 1 else ""
    when = "in a few minutes" if retry_after_s is None else f"in {math.ceil(retry_after_s)} s, as it asks"
    return UpstreamDown(
        f"The service is failing{asked} {numbers}. Nothing is wrong with the request: try again {when}."
    )


def _refused(status: int, codes: tuple[int, ...], numbers: str) -> UpstreamError:
    if status >= HTTPStatus.BAD_REQUEST or codes:
        return Rejected(
            f"The service refused the request as invalid {numbers}. Check the arguments: leave out optional ones,"
            " then add them one by one."
        )
    return UpstreamNonsense(f"The service reports a failure without saying which {numbers}. Try again later.")
