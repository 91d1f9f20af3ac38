"""The wrapping of every answer: `{success, data}`, or an error in one of two shapes, at times with status 200."""

from http import HTTPStatus
from typing import Any

from rtk_mcp.api.endpoints import Endpoint
from rtk_mcp.api.failures import failure
from rtk_mcp.errors import UpstreamNonsense

MAX_CODE = 999_999
"""Cloudflare's codes have up to six digits; anything longer is no code."""
MAX_STATUS = 599
_UNAUTHORIZED_MESSAGES = frozenset({"unauthorized", "forbidden", "authentication error"})
_NO_OBJECT = (
    "The service answered without the data it documents. Try again later; if it stays, the API has changed."
)


def unwrap(document: object, *, endpoint: Endpoint | None = None) -> dict[str, Any]:
    """The `data` of a parsed answer, with the answer's `paging` in it wherever the service put that.

    Raises the error that fits when the answer reports a failure, whatever its HTTP status was, and
    `UpstreamNonsense` when it has no `data` object.
    """
    answer = accepted(document, endpoint=endpoint)
    data = answer.get("data")
    if not isinstance(data, dict):
        raise UpstreamNonsense(_NO_OBJECT)
    paging = answer.get("paging")
    return {"paging": paging, **data} if isinstance(paging, dict) else data


def accepted(document: object, *, endpoint: Endpoint | None = None) -> dict[str, Any]:
    """The whole answer, when it reports success; see `unwrap` for the errors."""
    if not isinstance(document, dict):
        raise UpstreamNonsense(_NO_OBJECT)
    failed = document.get("success") is False
    if failed or ("data" not in document and document.get("success") is not True):
        codes = error_codes(document)
        if failed or codes:
            raise failure(_implied_status(codes), codes, endpoint=endpoint)
    return document


def error_codes(document: object) -> tuple[int, ...]:
    """The error codes of an answer in either error shape; empty when there are none."""
    if not isinstance(document, dict):
        return ()
    errors = document.get("errors")
    entries = [document.get("error"), *(errors if isinstance(errors, list) else [errors])]
    chains = [entry["error_chain"] for entry in entries if isinstance(entry, dict) and "error_chain" in entry]
    entries += [entry for chain in chains if isinstance(chain, list) for entry in chain]
    codes = [_code(entry.get("code")) for entry in entries if isinstance(entry, dict)]
    if str(document.get("message", "")).strip().lower() in _UNAUTHORIZED_MESSAGES:
        codes.append(HTTPStatus.UNAUTHORIZED)
    return tuple(code for code in codes if code is not None)


def _code(value: object) -> int | None:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= len(str(MAX_CODE)):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= MAX_CODE:
        return None
    return value


def _implied_status(codes: tuple[int, ...]) -> int:
    """RealtimeKit's codes are HTTP statuses; without one, the answer came with 200."""
    return next((code for code in codes if HTTPStatus.BAD_REQUEST <= code <= MAX_STATUS), HTTPStatus.OK)
