"""JSON schemas without what a model does not need: a host pays for each byte of them in every conversation."""

from typing import Any


def lean(schema: dict[str, Any]) -> dict[str, Any]:
    """The same schema without titles, null alternatives of optional fields, null defaults and class docstrings."""
    if "properties" in schema:
        schema = {key: value for key, value in schema.items() if key != "description"}
    return {
        key: _lean_properties(value) if key in {"properties", "$defs"} else _lean_value(value)
        for key, value in _without_null(schema).items()
        if key != "title"
    }


def _lean_properties(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: lean(schema) for name, schema in properties.items()}


def _lean_value(value: Any) -> Any:
    if isinstance(value, dict):
        return lean(value)
    if isinstance(value, list):
        return [_lean_value(item) for item in value]
    return value


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    choices = schema.get("anyOf")
    if not isinstance(choices, list) or {"type": "null"} not in choices:
        return schema
    kept = [choice for choice in choices if choice != {"type": "null"}]
    rest = {
        key: value
        for key, value in schema.items()
        if key != "anyOf" and not (key == "default" and value is None)
    }
    return {**kept[0], **rest} if len(kept) == 1 else {**rest, "anyOf": kept}
