"""Paths into a raw report: `metadata.candidate_pairs.producing_transport[0]`, `quality.audio_producer[-10:].rtt`."""

import re
from dataclasses import dataclass
from typing import Any, Final

from rtk_mcp.errors import BadArgument

MAX_CHARS: Final = 200
_STEP: Final = re.compile(
    r"""\.?(?P<name>[A-Za-z_][\w-]*)
    |\[(?P<quote>["'])(?P<quoted>[ !#-&(-Z\\^-~]+)(?P=quote)\]
    |\[(?P<index>-?\d{1,9})\]
    |\[(?P<from>(?:-?\d{1,9})?):(?P<to>(?:-?\d{1,9})?)\]
    |\[(?P<all>\*)\]""",
    re.VERBOSE | re.ASCII,
)
_EXAMPLE: Final = (
    "write it like metadata.candidate_pairs.producing_transport[0] or quality.audio_producer[10:20]"
)
_KEY: Final = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)
_MAX_KEYS: Final = 30
_MAX_KEY_CHARS: Final = 40
"""Enough keys to see what there is, in one sentence."""

Step = str | int | slice


@dataclass(frozen=True, slots=True)
class JsonPath:
    """A path that is well formed; whether it leads anywhere is another matter."""

    steps: tuple[Step, ...]

    def __str__(self) -> str:
        """The path as it can be asked for again."""
        return "".join(map(_written, self.steps)).removeprefix(".") or "$"

    @property
    def names(self) -> tuple[str, ...]:
        """The keys that it goes through."""
        return tuple(step for step in self.steps if isinstance(step, str))

    def then(self, step: Step) -> "JsonPath":
        """One step further."""
        return JsonPath((*self.steps, step))


def read_path(text: str) -> JsonPath:
    """Read a path; `$` at its beginning is allowed.

    Raises:
        BadArgument: it is no path.
    """
    rest = text.strip()
    if len(rest) > MAX_CHARS:
        raise BadArgument("path", f"is longer than {MAX_CHARS} characters; {_EXAMPLE}.")
    rest = rest.removeprefix("$")
    steps: list[Step] = []
    while rest:
        found = _STEP.match(rest)
        if found is None or (found["name"] and steps and not rest.startswith(".")):
            raise BadArgument("path", f"cannot be read from its step {len(steps) + 1} on; {_EXAMPLE}.")
        steps.append(_step(found))
        rest = rest[found.end() :]
    return JsonPath(tuple(steps))


def follow(document: Any, path: JsonPath) -> Any:
    """What is at the path; behind a slice, a list of what is at the rest of it in each item, None where nothing is.

    Raises:
        BadArgument: it leads nowhere; the sentence says how far it leads and what there is.
    """
    value = document
    for place, step in enumerate(path.steps):
        so_far = JsonPath(path.steps[:place])
        if isinstance(step, slice):
            if not isinstance(value, list):
                raise _nowhere(so_far, step, value)
            rest = JsonPath(path.steps[place + 1 :])
            items = value[step]
            return [_find(item, rest) for item in items] if rest.steps else items
        value = _one(value, step, so_far)
    return value


def _find(value: Any, path: JsonPath) -> Any:
    try:
        return follow(value, path)
    except BadArgument:
        return None


def _one(value: Any, step: str | int, so_far: JsonPath) -> Any:
    if isinstance(step, str) and isinstance(value, dict) and step in value:
        return value[step]
    if isinstance(step, int) and isinstance(value, list) and -len(value) <= step < len(value):
        return value[step]
    raise _nowhere(so_far, step, value)


def _nowhere(so_far: JsonPath, step: Step, value: Any) -> BadArgument:
    plain = not isinstance(step, str) or _KEY.fullmatch(step)
    what = f"no {_written(step).lstrip('.')}" if plain else "no such key"
    return BadArgument("path", f"there is {what} in {so_far}, which is {described(value)}.")


def described(value: Any) -> str:
    """What a value is, in a few words: its length, its keys that are plain words."""
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if isinstance(value, dict):
        plain = [key for key in value if len(key) <= _MAX_KEY_CHARS and _KEY.fullmatch(key)]
        more = f" and {len(value) - _MAX_KEYS} more" if len(value) > _MAX_KEYS else ""
        return f"an object with {', '.join(plain[:_MAX_KEYS]) or 'no keys'}{more}"
    return {str: "a text", bool: "true or false", type(None): "null"}.get(type(value), "a number")


def _step(found: re.Match[str]) -> Step:
    if found["index"] is not None:
        return int(found["index"])
    if found["all"]:
        return slice(None)
    if found["name"] or found["quote"]:
        return str(found["name"] or found["quoted"])
    return slice(*(int(edge) if edge else None for edge in (found["from"], found["to"])))


def _written(step: Step) -> str:
    if isinstance(step, slice):
        first, last = ("" if edge is None else str(edge) for edge in (step.start, step.stop))
        return f"[{first}:{last}]"
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if _KEY.fullmatch(step) else f'["{step}"]'
