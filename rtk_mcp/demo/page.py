"""Colour and layout on a terminal, plain text in a pipe."""

import os
import shutil
import textwrap
from collections.abc import Sequence
from typing import Any, TextIO

_BOLD, _DIM, _CYAN, _GREEN, _PLAIN = "\033[1m", "\033[2m", "\033[36m", "\033[32m", "\033[0m"
_NARROWEST, _WIDEST = 40, 118


class Page:
    """Writes the parts of a conversation to one stream."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._colour = out.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        self._width = max(_NARROWEST, min(shutil.get_terminal_size((100, 24)).columns, _WIDEST))

    def title(self, text: str, subtitle: str) -> None:
        self._line(text, _BOLD)
        for line in textwrap.wrap(subtitle, self._width):
            self._line(line, _DIM)

    def question(self, text: str) -> None:
        self._line("")
        self._line(f"You   {text}", _BOLD + _CYAN)

    def call(self, tool: str, arguments: dict[str, Any]) -> None:
        shown = ", ".join(f"{name}={value!r}" for name, value in arguments.items())
        self._wrapped(f"-> {tool}({shown})", indent="      ", style=_DIM)

    def answer(self, lines: Sequence[str]) -> None:
        for line in lines:
            self._wrapped(line, indent="      ")

    def note(self, text: str) -> None:
        self._wrapped(text, indent="      ", style=_GREEN)

    def _wrapped(self, text: str, *, indent: str, style: str = "") -> None:
        body = text.lstrip(" ")
        first = indent + " " * (len(text) - len(body))
        lines = textwrap.wrap(
            body, self._width, initial_indent=first, subsequent_indent=f"{first}  ", break_on_hyphens=False
        )
        for line in lines or [""]:
            self._line(line, style)

    def _line(self, text: str, style: str = "") -> None:
        styled = f"{style}{text}{_PLAIN}" if style and text and self._colour else text
        self._out.write(f"{styled}\n")
        self._out.flush()
