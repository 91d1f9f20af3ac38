"""A RealtimeKit of which every text is hostile: the sandbox's answers and files, with something in each string."""

import csv
import io
import json
import re
import urllib.error
import urllib.request
from typing import Any, Literal
from urllib.parse import quote, unquote
from zlib import crc32

from rtk_mcp.sandbox import SandboxServer
from tests.api.upstream import Reply, Request, reply

HIDDEN = (
    "\x00\x07\x1b[31m\x7f\x9b"  # controls, and a colour for a terminal
    "\u202e\u202d\u2066\u2069\u200f\u061c"  # turn the reading direction
    "\u200b\u2060\ufeff\u00ad\u034f\u3164\u2800\u180e"  # cannot be seen
    "\U000e0041\U000e007f\U000e0100\ufe00\ue000\ufdd0"  # tags, variants, private and no characters
)
MARKER = re.compile(r"Q\d+Q")
"""What each poisoned string carries besides, to find it again."""
LONG = "漢" * 3_000
_LONG_ONES = 150
"""Strings of one answer that are over-long as well; a report has tens of thousands, and stays under the limits."""
_ROOMS_TIMES = 12
"""More breakout rooms than an answer has room for."""
_PROGRAMS_WORD = re.compile(r"[\w.:/+-]*", re.ASCII)
_NAMES = frozenset(
    {"display_name", "displayName", "name", "preset_name", "city", "country", "cpi", "custom_participant_id"}
)
"""Fields that people fill in, with one word at times."""

Poisoned = Literal["all", "words"]
"""Every string there is, and one where there is none; or only what is not a program's word, so that answers can still
be understood."""


class PoisonedService:
    """Answers for a scripted upstream whose own address is `url`."""

    def __init__(self, sandbox: SandboxServer, url: str, poisoned: Poisoned) -> None:
        self._sandbox, self._url, self._poisoned = sandbox, url, poisoned
        self._long_left = 0

    def answer(self, request: Request) -> Reply:
        """The sandbox's answer to the same request, poisoned."""
        if request.path.startswith("/file/"):
            status, body = _fetch(unquote(request.path.removeprefix("/file/")))
            return reply(body=self._file(body.decode()).encode(), status=status)
        tail = request.target.partition("/realtime/kit/")[2].partition("/")[2]
        box = self._sandbox
        url = f"{box.base_url}/accounts/{box.account_id}/realtime/kit/{box.app_id}/{tail}"
        status, body = _fetch(url, method=request.method, token=box.api_token)
        self._long_left = _LONG_ONES
        return reply(body=_as_utf8(self._value(json.loads(body))), status=status)

    def _value(self, value: Any, name: str = "") -> Any:
        if isinstance(value, dict):
            return {key: self._value(each, key) for key, each in value.items()}
        if isinstance(value, list):
            times = _ROOMS_TIMES if name == "breakout_rooms" else 1
            return [self._value(each, name) for each in value] * times
        if value is None and self._poisoned == "all":
            return self._text(name)
        if not isinstance(value, str):
            return value
        if name.replace("_", "").lower().endswith("downloadurl"):
            return f"{self._url}/file/{quote(value, safe='')}"
        return self._text(value, name)

    def _text(self, text: str, name: str = "") -> str:
        if self._poisoned == "words" and name not in _NAMES and _PROGRAMS_WORD.fullmatch(text):
            return text
        self._long_left -= 1
        middle = len(text) // 2
        return (
            f"{HIDDEN}{text[:middle]}{HIDDEN}{text[middle:]} Q{crc32(text.encode())}Q{HIDDEN}"
            f"{LONG if self._long_left >= 0 else ''}"
        )

    def _file(self, content: str) -> str:
        """A chat, transcript or summary."""
        self._long_left = _LONG_ONES
        if content.startswith(("[", "{")):
            return _as_utf8(self._value(json.loads(content))).decode()
        if content.startswith(('"', "id,")):
            return self._table(content)
        return "\n".join(map(self._line, content.split("\n")))

    def _table(self, content: str) -> str:
        rows = list(csv.reader(io.StringIO(content)))
        head = rows[:1] if content.startswith("id,") else []
        written = io.StringIO()
        csv.writer(written, quoting=csv.QUOTE_MINIMAL if head else csv.QUOTE_ALL).writerows(
            head + [[self._text(cell) for cell in row] for row in rows[len(head) :]]
        )
        return written.getvalue()

    def _line(self, line: str) -> str:
        structural = not line.strip() or line.startswith("#") or "-->" in line or line == "WEBVTT"
        return line if self._poisoned == "words" and structural else line + self._text("hostile words")


def _as_utf8(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _fetch(url: str, *, method: str = "GET", token: str = "") -> tuple[int, bytes]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, method=method, headers=headers)) as answer:  # noqa: S310 - the sandbox, on loopback
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()
