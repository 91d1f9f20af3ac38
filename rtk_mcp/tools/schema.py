"""JSON schemas without what a model does not need: a host pays for each byte of them in every conversation."""

from typing import Any, Final

import orjson

_REFERENCE: Final = "#/$defs/"
_NOT_TOLD: Final = frozenset({"title", "minLength", "maxLength"})


def lean(schema: dict[str, Any]) -> dict[str, Any]:
    """The same schema without titles, class docstrings, null alternatives, and defaults that say that there is none.

    Nor are lengths told, which nobody reaches who means well: they are checked all the same.
    """
    if "properties" in schema:
        schema = {key: value for key, value in schema.items() if key != "description"}
    return {
        key: _lean_properties(value) if key in {"properties", "$defs"} else _lean_value(value)
        for key, value in _without_null(schema).items()
        if key not in _NOT_TOLD
    }


def lean_output(schema: dict[str, Any]) -> dict[str, Any]:
    """An answer's schema, leaner still: the names of its fields and of the fields of its objects.

    Definitions used once are put where they are used. A field is named and described, one of the answer
    itself also with its choices; its basic type is not told (the unit is in its name), nor whether it is always there,
    nor what is in the objects of its objects, nor again what the answer's own field of the same name is described as.
    """
    whole = _placed(lean(schema))
    outer = whole.get("properties", {})
    said = {name: each["description"] for name, each in outer.items() if "description" in each}
    names = _Names(said)
    inner = {name: names.items(each) for name, each in whole.get("$defs", {}).items()}
    told = {**whole, "properties": {name: names.outer(each) for name, each in outer.items()}}
    return told | {"$defs": inner} if inner else told


def _lean_properties(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: lean(schema) for name, schema in properties.items()}


def _lean_value(value: Any) -> Any:
    if isinstance(value, dict):
        return lean(value)
    if isinstance(value, list):
        return [_lean_value(item) for item in value]
    return value


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    if schema.get("default", ...) is None or schema.get("default") is False:
        schema = {key: value for key, value in schema.items() if key != "default"}
    choices = schema.get("anyOf")
    if not isinstance(choices, list) or {"type": "null"} not in choices:
        return schema
    kept = [choice for choice in choices if choice != {"type": "null"}]
    rest = {key: value for key, value in schema.items() if key != "anyOf"}
    return {**kept[0], **rest} if len(kept) == 1 else {**rest, "anyOf": kept}


def _placed(schema: dict[str, Any]) -> dict[str, Any]:
    """With each definition that is used once in the place of its use."""
    definitions = schema.get("$defs", {})
    text = orjson.dumps(schema).decode()
    once = {name: each for name, each in definitions.items() if text.count(f'"{_REFERENCE}{name}"') == 1}

    def place(value: Any) -> Any:
        if isinstance(value, list):
            return [place(item) for item in value]
        if not isinstance(value, dict):
            return value
        found = once.get(str(value.get("$ref")).removeprefix(_REFERENCE))
        return {key: place(each) for key, each in (found or value).items()}

    kept = {name: place(each) for name, each in definitions.items() if name not in once}
    rest = {key: place(value) for key, value in schema.items() if key != "$defs"}
    return {"$defs": kept, **rest} if kept else rest


class _Names:
    """Writes an answer's fields as names."""

    def __init__(self, said: dict[str, str]) -> None:
        self._said = said

    def outer(self, schema: dict[str, Any]) -> dict[str, Any]:
        """A field of the answer itself, with the names in it and in its items."""
        told = self._told(schema)
        if "items" not in schema:
            return told | self._names(schema)
        items = self.items(schema["items"])
        return told | ({"items": items} if items else {})

    def items(self, schema: dict[str, Any]) -> dict[str, Any]:
        """What a list holds, or a definition: its fields' names, not what is in them."""
        return self._told(schema) | self._names(schema)

    def _names(self, schema: dict[str, Any]) -> dict[str, Any]:
        if "properties" not in schema:
            return {}
        return {"properties": {name: self._told(each, name) for name, each in schema["properties"].items()}}

    def _told(self, schema: dict[str, Any], name: str = "") -> dict[str, Any]:
        told: dict[str, Any] = {key: schema[key] for key in ("$ref", "enum", "description") if key in schema}
        if name:
            told.pop("enum", None)
            if told.get("description") == self._said.get(name):
                told.pop("description", None)
        return told
