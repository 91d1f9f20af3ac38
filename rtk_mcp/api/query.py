"""Query parameters: each is checked, then written as the API reads it. None means "do not send"."""

import re
import unicodedata
from datetime import UTC, datetime
from typing import Any, get_args
from urllib.parse import quote, urlencode

from rtk_mcp.api.models.parameters import ReportFilter, ReportFilters
from rtk_mcp.errors import BadArgument

MAX_NUMBER = 2**31 - 1
"""No page is beyond it, and every JSON and SQL integer type holds it."""
MAX_SEARCH_CHARS = 256
"""Longer than any title, name or id that could be searched for."""
_COUNT_OR_RANGE = re.compile(r"\d{1,6}(:\d{1,6})?", re.ASCII)
_INVISIBLE_CATEGORIES = {"Cc", "Cs", "Zl", "Zp"}


def encode(parameters: dict[str, str | None]) -> str:
    """The query string, without its question mark; absent parameters are left out."""
    present = {name: value for name, value in parameters.items() if value is not None}
    return urlencode(present, quote_via=quote, safe=":,")


def number(argument: str, value: int | None) -> str | None:
    """A whole number from 0."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MAX_NUMBER:
        raise BadArgument(argument, f"must be a whole number from 0 to {MAX_NUMBER}.")
    return str(value)


def flag(argument: str, value: bool | None) -> str | None:
    """`true` or `false`."""
    if value is None:
        return None
    if not isinstance(value, bool):
        raise BadArgument(argument, "must be true or false.")
    return "true" if value else "false"


def choice(argument: str, value: str | None, choices: Any) -> str | None:
    """One of a Literal type's values."""
    if value is None:
        return None
    if value not in get_args(choices):
        raise BadArgument(argument, f"must be one of {', '.join(get_args(choices))}.")
    return value


def filters(argument: str, value: ReportFilters | None) -> str | None:
    """One filter, or several joined by commas without spaces."""
    if value is None or value == ():
        return None
    wanted = value if isinstance(value, tuple) else (value,)
    return ",".join(dict.fromkeys(str(choice(argument, one, ReportFilter)) for one in wanted))


def time_range(start_time: datetime | None, end_time: datetime | None) -> dict[str, str | None]:
    """Both ends in ISO 8601, in UTC with a Z; a time without offset is UTC."""
    start, end = _utc("start_time", start_time), _utc("end_time", end_time)
    if start is not None and end is not None and end < start:
        raise BadArgument("end_time", "must not be before start_time.")
    return {"start_time": _written(start), "end_time": _written(end)}


def count_or_range(argument: str, value: str | None) -> str | None:
    """`5`, or `1:10` for from one to ten."""
    if value is None:
        return None
    if not isinstance(value, str) or not _COUNT_OR_RANGE.fullmatch(value):
        raise BadArgument(argument, "must be a number or a range such as 1:10.")
    return value


def text(argument: str, value: str | None) -> str | None:
    """Something to search for; an empty text is not sent."""
    if value is None or value == "":
        return None
    if not isinstance(value, str) or len(value) > MAX_SEARCH_CHARS:
        raise BadArgument(argument, f"must be text of at most {MAX_SEARCH_CHARS} characters.")
    if any(unicodedata.category(char) in _INVISIBLE_CATEGORIES for char in value):
        raise BadArgument(argument, "must be one line without control characters.")
    return value


def _utc(argument: str, value: datetime | None) -> datetime | None:
    if value is None:
        return None
    if not isinstance(value, datetime):
        raise BadArgument(argument, "must be an ISO 8601 date-time.")
    try:
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
    except OverflowError:
        raise BadArgument(argument, "must be within the years 1 to 9999 in UTC.") from None


def _written(utc: datetime | None) -> str | None:
    if utc is None:
        return None
    precision = "milliseconds" if utc.microsecond else "seconds"
    return utc.isoformat(timespec=precision).removesuffix("+00:00") + "Z"
