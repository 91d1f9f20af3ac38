"""What is taken out of a published schema, and what must stay."""

import jsonschema
from pydantic import BaseModel, Field

from rtk_mcp.tools.schema import lean


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
