"""What is taken out of a published schema, and what must stay."""

from typing import Any, Literal

import jsonschema
from pydantic import BaseModel, Field

from rtk_mcp.tools.schema import lean, lean_output


class Inner(BaseModel):
    """Not for a model to read."""

    title: str | None = Field(None, description="A field that is called title")


class Outer(BaseModel):
    """Nor this."""

    count: int | None = Field(None, ge=0, description="How many")
    either: int | str | None = None
    inner: list[Inner] | None = None
    name: str = "x"


def test_a_lean_schema_says_the_same_in_fewer_words() -> None:
    assert lean(Outer.model_json_schema()) == {
        "$defs": {
            "Inner": {
                "properties": {"title": {"type": "string", "description": "A field that is called title"}},
                "type": "object",
            }
        },
        "properties": {
            "count": {"minimum": 0, "type": "integer", "description": "How many"},
            "either": {"anyOf": [{"type": "integer"}, {"type": "string"}]},
            "inner": {"type": "array", "items": {"$ref": "#/$defs/Inner"}},
            "name": {"default": "x", "type": "string"},
        },
        "type": "object",
    }


def test_what_is_dumped_without_its_absent_fields_validates() -> None:
    dumped = Outer(inner=[Inner()]).model_dump(mode="json", exclude_none=True)
    jsonschema.validate(dumped, lean(Outer.model_json_schema()), jsonschema.Draft202012Validator)


class Leaf(BaseModel):
    at: str
    value: float | str


class Row(BaseModel):
    name: str | None = Field(None, description="Said already")
    kind: Literal["a", "b"]
    score: float | None = Field(None, description="0 to 1")
    leaves: list[Leaf]
    words: list[str]
    counts: dict[str, int]


class Answer(BaseModel):
    name: str = Field(description="Said already")
    count: int | None = None
    words: list[str]
    kind: Literal["a", "b"]
    rows: list[Row]
    first: Leaf
    last: Leaf
    only: Row | None = None
    anything: Any = None


class Single(BaseModel):
    leaf: Leaf


def test_an_output_schema_names_its_fields_and_those_of_its_objects() -> None:
    row = {
        "properties": {
            "name": {},
            "kind": {},
            "score": {"description": "0 to 1"},
            "leaves": {},
            "words": {},
            "counts": {},
        },
    }
    assert lean_output(Answer.model_json_schema()) == {
        "$defs": {"Leaf": {"properties": {"at": {}, "value": {}}}, "Row": row},
        "properties": {
            "name": {"description": "Said already"},
            "count": {},
            "words": {},
            "kind": {"enum": ["a", "b"]},
            "rows": {"items": {"$ref": "#/$defs/Row"}},
            "first": {"$ref": "#/$defs/Leaf"},
            "last": {"$ref": "#/$defs/Leaf"},
            "only": {"$ref": "#/$defs/Row"},
            "anything": {},
        },
        "required": ["name", "words", "kind", "rows", "first", "last"],
        "type": "object",
    }


def test_what_is_used_once_is_put_where_it_is_used() -> None:
    assert lean_output(Single.model_json_schema()) == {
        "properties": {"leaf": {"properties": {"at": {}, "value": {}}}},
        "required": ["leaf"],
        "type": "object",
    }


def test_an_answer_follows_the_shorter_schema_too() -> None:
    leaf = Leaf(at="now", value=1.5)
    row = Row(kind="a", leaves=[leaf], words=["x"], counts={"y": 1})
    answer = Answer(name="x", words=[], kind="a", rows=[row], first=leaf, last=leaf)
    dumped = answer.model_dump(mode="json", exclude_none=True)
    jsonschema.validate(dumped, lean_output(Answer.model_json_schema()), jsonschema.Draft202012Validator)
