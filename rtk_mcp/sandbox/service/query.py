"""Query parameters, read as strictly as the API reference types them; a bad one is answered with 422.

An empty value is as good as none (`allowEmptyValue`), and unknown parameters are ignored.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from rtk_mcp.sandbox.service.faults import KitFault

_RANGE = re.compile(r"(\d{1,6}):(\d{1,6})", re.ASCII)
_NUMBER = re.compile(r"\d{1,9}(\.0+)?", re.ASCII)
_UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class Query:
    """The parameters of one request."""

    values: Mapping[str, str]

    def text(self, name: str) -> str | None:
        """As sent; None when absent or empty."""
        return self.values.get(name) or None

    def number(self, name: str) -> int | None:
        """A whole number of 0 or more; `1.0` is one, as JSON's numbers go."""
        value = self.text(name)
        if value is None:
            return None
        if not _NUMBER.fullmatch(value):
            raise invalid(f"{name} must be a number greater than or equal to 0")
        return int(float(value))

    def choice(self, name: str, choices: Sequence[str]) -> str | None:
        """One of the choices, in their own casing."""
        value = self.text(name)
        if value is not None and value not in choices:
            raise invalid(f"{name} must be one of {', '.join(choices)}")
        return value

    def switch(self, name: str) -> bool:
        """False unless it says true."""
        return self.choice(name, ("true", "false")) == "true"

    def time(self, name: str) -> datetime | None:
        """An ISO time; one without a zone is read as UTC."""
        value = self.text(name)
        if value is None:
            return None
        try:
            time = datetime.fromisoformat(value)
        except ValueError:
            raise invalid(f"{name} must be a valid ISO 8601 date string") from None
        return time if time.tzinfo else time.replace(tzinfo=UTC)

    def span(self, name: str) -> tuple[int, int] | None:
        """A range such as `1:10`, both ends included."""
        value = self.text(name)
        if value is None:
            return None
        match = _RANGE.fullmatch(value)
        if match is None or int(match[1]) > int(match[2]):
            raise invalid(f"{name} must be a range such as 1:10")
        return int(match[1]), int(match[2])


def invalid(message: str) -> KitFault:
    """The answer to a parameter that cannot be used."""
    return KitFault(_UNPROCESSABLE, message)
