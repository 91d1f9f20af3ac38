"""What every wire model shares: one bad field never loses an answer."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ModelWrapValidatorHandler,
    ValidationError,
    model_validator,
)

_MAX_REPAIRS = 3
_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?\s?(Z|[+-]\d\d:?\d\d)?", re.IGNORECASE)


class WireModel(BaseModel):
    """A documented object, read leniently.

    Unknown fields are ignored, numbers may be strings, and a field that cannot be read is as if absent: so
    is a list's item. Only a value that is no object at all fails.
    """

    model_config = ConfigDict(
        defer_build=True,  # most starts of the program read no answer
        extra="ignore",
        frozen=True,
        populate_by_name=True,
        coerce_numbers_to_str=True,
        allow_inf_nan=False,  # "NaN" is no measurement, and no JSON either
    )

    @model_validator(mode="wrap")
    @classmethod
    def _without_bad_fields(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        for _ in range(_MAX_REPAIRS):
            try:
                return handler(data)
            except ValidationError as error:
                if not isinstance(data, dict):
                    raise
                data = _drop(data, error)
        return handler({})


def _drop(data: dict[str, Any], error: ValidationError) -> dict[str, Any]:
    """The same object without the fields, or list items, that the error names."""
    repaired = dict(data)
    bad_items: dict[str, set[int]] = {}
    for detail in error.errors(include_url=False, include_context=False, include_input=False):
        name, *rest = detail["loc"] or ("",)
        if rest and isinstance(rest[0], int) and isinstance(data.get(str(name)), list):
            bad_items.setdefault(str(name), set()).add(rest[0])
        else:
            repaired.pop(str(name), None)
    for name, indexes in bad_items.items():
        if name in repaired:
            repaired[name] = [item for index, item in enumerate(data[name]) if index not in indexes]
    return repaired


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


Timestamp = Annotated[datetime | None, BeforeValidator(read_time)]
"""A UTC time; anything that is none reads as None."""
