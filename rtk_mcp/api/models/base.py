"""What every wire model shares: one bad field never loses an answer, and no answer costs more than its size."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    ValidationInfo,
)
from pydantic_core import CoreSchema, core_schema

MAX_ITEMS = 5_000
"""Of one list; no page of the service is that long. A few bytes of JSON make an object of a kilobyte."""
MAX_ITEMS_IN_ALL = 50_000
"""Of all lists of one answer: 5,000 participants with ten events each."""
_MAX_COUNT = 10**9
_MAX_MINUTES = 10**6
"""About two years."""
_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?\s?(Z|[+-]\d\d:?\d\d)?", re.IGNORECASE)


class _Allowance:
    """How many list items one answer may still have."""

    def __init__(self) -> None:
        self._left = MAX_ITEMS_IN_ALL

    def take(self, items: list[Any]) -> list[Any]:
        """As many of the first items as there may be."""
        taken = items[: min(MAX_ITEMS, self._left)]
        self._left -= len(taken)
        return taken


class WireModel(BaseModel):
    """A documented object, read leniently.

    Unknown fields are ignored, numbers may be strings, and a field that cannot be read is as if absent: so
    is a list's item, and so are the items beyond `MAX_ITEMS`. Only a value that is no object at all fails.
    Every value is looked at once, however much is wrong around it.
    """

    model_config = ConfigDict(
        defer_build=True,  # most starts of the program read no answer
        extra="ignore",
        frozen=True,
        populate_by_name=True,
        coerce_numbers_to_str=True,
        allow_inf_nan=False,  # "NaN" is no measurement, and no JSON either
    )

    @classmethod
    def model_validate(cls, obj: Any, *, context: Any = None, **options: Any) -> Self:
        """See pydantic; `context` is not for callers."""
        return super().model_validate(obj, context=context or _Allowance(), **options)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[BaseModel], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """The same schema, in which every field falls back to its default and every list item may be left out.

        Validating again without what failed would repeat what is inside, at each level of nesting.
        """
        schema = handler(source)
        node: dict[str, Any] = dict(handler.resolve_ref_schema(schema))
        while node["type"] != "model-fields":  # inside of model validators, and of the model itself
            node = node["schema"]
        for field in node["fields"].values():
            with_default = field["schema"]
            with_default["on_error"] = "default"
            if with_default["schema"]["type"] == "tuple":
                with_default["schema"] = _some_of(with_default["schema"])
        return schema


def _some_of(items: dict[str, Any]) -> CoreSchema:
    """A list as far as it is allowed, without the items that cannot be read."""
    (item,) = items["items_schema"]
    readable = core_schema.with_default_schema(item, on_error="omit")
    return core_schema.with_info_before_validator_function(
        _allowed, core_schema.tuple_variable_schema(readable)
    )


def _allowed(value: Any, info: ValidationInfo) -> Any:
    if not isinstance(value, list):
        return value
    allowance = info.context if isinstance(info.context, _Allowance) else _Allowance()
    return allowance.take(value)


_FIRST_YEAR, _LAST_YEAR = 2000, 2100
"""A time outside would stretch a meeting by decades."""


def read_time(value: object) -> datetime | None:
    """An aware UTC time from the forms the service writes (stray quotes, a space for the T), else None.

    Year 1 is how some back ends write "no time": it reads as None.
    """
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    match = _TIME.search(value) if isinstance(value, str) else None
    if match is None:
        return None
    try:
        time = datetime.fromisoformat(match.group().upper().replace(" ", "T", 1).replace(" ", ""))
        time = time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return time if time.year > 1 else None


def _read_timestamp(value: object) -> datetime | None:
    time = read_time(value)
    return time if time and _FIRST_YEAR <= time.year < _LAST_YEAR else None


Timestamp = Annotated[datetime | None, BeforeValidator(_read_timestamp)]
"""A UTC time; anything that is none reads as None, and so does what comes from a broken clock."""
Count = Annotated[int | None, Field(ge=0, le=_MAX_COUNT)]
"""How many; what cannot be, such as -1 or a number over 64 bits, reads as None."""
Minutes = Annotated[float | None, Field(ge=0, le=_MAX_MINUTES)]
"""How long one connection was there."""
ParticipantMinutes = Annotated[float | None, Field(ge=0, le=_MAX_COUNT)]
"""How long all participants together were there: 5,000 of them use a million in four hours."""
