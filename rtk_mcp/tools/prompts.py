"""The MCP prompts: one Markdown file each, with its title, description and arguments on top.

A file is `---`, `key: value` lines and a list of `- name: description` arguments, `---`, then the text in which
`{{name}}` stands for an argument's value. An argument whose description ends in `(required)` must be given.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from mcp.server.mcpserver.prompts.base import Prompt, PromptArgument
from mcp.types import Prompt as Listed

from rtk_mcp.render.untrusted import clean_block, quote
from rtk_mcp.tools.tool import MAX_ECHOED_CHARS

_PACKAGED = Path(__file__).parent.parent / "prompts"
_CHECKOUT = Path(__file__).parent.parent.parent / "prompts"
_FRONT_MATTER = re.compile(r"---\n(?P<front>.*?)\n---\n(?P<text>.*)", re.DOTALL)
_ARGUMENT = re.compile(r"\s+- (?P<name>\w+): (?P<description>.+?)(?P<required> \(required\))?")
_PLACE = re.compile(r"\{\{(\w+)\}\}")
_MAX_VALUE_CHARS = 2_000
_LEFT_OUT = "(not given)"


@dataclass(frozen=True, slots=True)
class PromptFile:
    """One prompt as its file says it."""

    name: str
    title: str
    description: str
    arguments: tuple[PromptArgument, ...]
    text: str

    def fill(self, values: Mapping[str, str | None]) -> str:
        """The text with every argument's value in place."""
        return _PLACE.sub(
            lambda place: clean_block(values.get(place[1]) or _LEFT_OUT, max_chars=_MAX_VALUE_CHARS),
            self.text,
        )


def all_prompts() -> tuple[Prompt, ...]:
    """Every prompt, by name."""
    folder = _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT
    return tuple(_registered(read_prompt(path)) for path in sorted(folder.glob("*.md")))


def unfillable(prompts: Iterable[Listed], name: str, arguments: Mapping[str, object]) -> str | None:
    """Why a prompt cannot be filled in with these arguments, in one sentence; None when it can."""
    known = {prompt.name: prompt for prompt in prompts}
    prompt = known.get(name)
    if prompt is None:
        return f"No prompt is called {quote(name, MAX_ECHOED_CHARS)}; there are {', '.join(known)}."
    needed = [argument.name for argument in prompt.arguments or () if argument.required]
    missing = [each for each in needed if not arguments.get(each)]
    return f"The prompt {name} needs {' and '.join(missing)}." if missing else None


def read_prompt(path: Path) -> PromptFile:
    """One prompt file.

    Raises:
        ValueError: the file is not of the form this module describes.
    """
    match = _FRONT_MATTER.fullmatch(path.read_text(encoding="utf-8"))
    if match is None:
        raise ValueError(f"{path.name} has no front matter")
    fields: dict[str, str] = {}
    arguments = []
    for line in match["front"].splitlines():
        argument = _ARGUMENT.fullmatch(line)
        if argument is None:
            key, _, value = line.partition(":")
            fields[key.strip()] = value.strip()
        else:
            arguments.append(
                PromptArgument(
                    name=argument["name"],
                    description=argument["description"],
                    required=argument["required"] is not None,
                )
            )
    return PromptFile(
        path.stem, fields["title"], fields["description"], tuple(arguments), match["text"].strip()
    )


def _registered(prompt: PromptFile) -> Prompt:
    return Prompt(
        name=prompt.name,
        title=prompt.title,
        description=prompt.description,
        arguments=list(prompt.arguments),
        fn=partial(_fill, prompt),
    )


async def _fill(prompt: PromptFile, /, **values: str | None) -> str:
    return prompt.fill(values)
