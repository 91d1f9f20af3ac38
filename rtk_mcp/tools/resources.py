"""The MCP resources: the same meetings under `rtk://` addresses, for hosts that attach rather than call."""

from collections.abc import Awaitable, Callable
from functools import partial, wraps
from typing import Any, ParamSpec

import anyio
import orjson
from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ResourceError, ResourceNotFoundError

from rtk_mcp.api.deadline import deadline
from rtk_mcp.api.models.link import DownloadLink
from rtk_mcp.errors import BadArgument, NotFound, RtkError
from rtk_mcp.meeting.absence import Kind
from rtk_mcp.meeting.artifacts import read_artifact
from rtk_mcp.render.budget import cut_text
from rtk_mcp.render.findings import explain_finding
from rtk_mcp.render.inert import inert
from rtk_mcp.render.sessions import render_session
from rtk_mcp.render.untrusted import clean_block, escaped
from rtk_mcp.tools.services import Services

JSON, TEXT, MARKDOWN = "application/json", "text/plain", "text/markdown"
PAGE_BYTES = 25_000
MAX_WIRE_BYTES = 58_000
"""Of a page of JSON as the protocol escapes it once more: the whole answer stays under 60,000 bytes."""
_CONTINUATION_MASK, _CONTINUATION_BITS = 0xC0, 0x80
"""A UTF-8 byte that continues a character; a piece must not begin with one."""

_Parameters = ParamSpec("_Parameters")


def add_resources(server: MCPServer[Any], services: Services) -> None:
    """Register every template; what may be long has a second one, with `?offset=`, for its later pieces."""
    kit = services.kit

    async def session(session_id: str) -> str:
        found = await kit.get_session(session_id, include_breakout_rooms=True)
        details = render_session(found, "full").structured
        return orjson.dumps(details.model_dump(mode="json", exclude_none=True)).decode()

    async def report_piece(peer_id: str, offset: str = "0") -> str:
        start = _number(offset)
        return _report_page(await kit.get_peer_report(peer_id), peer_id, start)

    async def report(peer_id: str) -> str:
        return await report_piece(peer_id)

    async def finding(code: str) -> str:
        return explain_finding(code)

    add = partial(_add, server, services.settings.timeout_s)
    add(
        "rtk://sessions/{session_id}",
        session,
        "Session",
        "Title, status, times, people, breakout rooms",
        JSON,
    )
    add(
        "rtk://peers/{peer_id}/report",
        report,
        "Raw peer report",
        "As the service keeps it; long: in pieces",
        JSON,
    )
    add(
        "rtk://peers/{peer_id}/report{?offset}",
        report_piece,
        "Raw peer report, later piece",
        "From the offset that the piece before names",
        JSON,
    )
    add(
        "rtk://findings/{code}",
        finding,
        "Finding",
        "What it means, thresholds and sources, what to do",
        MARKDOWN,
    )
    _add_content(add, services, "transcript", kit.get_transcript, TEXT)
    _add_content(add, services, "chat", kit.get_chat, TEXT)
    _add_content(add, services, "summary", kit.get_summary, MARKDOWN)


def _add_content(
    add: Callable[..., None],
    services: Services,
    kind: Kind,
    ask: Callable[[str], Awaitable[DownloadLink]],
    mime_type: str,
) -> None:
    async def piece(session_id: str, offset: str = "0") -> str:
        start = _number(offset)
        artifact = await read_artifact(
            services.kit, services.downloads, kind, session_id, lambda: ask(session_id)
        )
        text = artifact.text if artifact.text is not None else f"No {kind}: {artifact.reason}"
        safe = await anyio.to_thread.run_sync(_inert if mime_type == MARKDOWN else clean_block, text)
        return _text_page(safe, f"rtk://sessions/{session_id}/{kind}", start)

    async def whole(session_id: str) -> str:
        return await piece(session_id)

    path = f"rtk://sessions/{{session_id}}/{kind}"
    add(path, whole, kind.title(), f"The {kind} as the service keeps it, or why there is none", mime_type)
    add(
        f"{path}{{?offset}}",
        piece,
        f"{kind.title()}, later piece",
        "From the offset that the piece before names",
        mime_type,
    )


def _inert(text: str) -> str:
    """What a host draws as Markdown."""
    return inert(clean_block(text))


def _add(
    server: MCPServer[Any],
    timeout_s: float,
    uri: str,
    fn: Callable[..., Awaitable[str]],
    title: str,
    description: str,
    mime_type: str,
) -> None:
    server.resource(uri, name=uri, title=title, description=description or None, mime_type=mime_type)(
        _readable(fn, timeout_s)
    )


def _readable(
    fn: Callable[_Parameters, Awaitable[str]], timeout_s: float
) -> Callable[_Parameters, Awaitable[str]]:
    """The same function within the deadline, its errors as the SDK wants them: our sentence and the right code."""

    @wraps(fn)
    async def read(*args: _Parameters.args, **kwargs: _Parameters.kwargs) -> str:
        try:
            with deadline(timeout_s):
                return await fn(*args, **kwargs)
        except (NotFound, BadArgument) as error:
            raise ResourceNotFoundError(str(error)) from None
        except RtkError as error:
            raise ResourceError(str(error)) from None

    return read


def _number(offset: str) -> int:
    if not offset.isascii() or not offset.isdigit() or len(offset) > len("1000000000"):
        raise BadArgument("offset", "must be a number of bytes or characters, as the piece before names it.")
    return int(offset)


def _text_page(text: str, uri: str, offset: int) -> str:
    piece, consumed = cut_text(text[offset:], PAGE_BYTES)
    end = offset + consumed
    return f"{piece}\n--- goes on at {uri}?offset={end}" if end < len(text) else piece


def _report_page(raw: bytes, peer_id: str, offset: int) -> str:
    if offset == 0 and len(raw) <= PAGE_BYTES:
        return escaped(raw.decode("utf-8", "replace"))
    size = PAGE_BYTES
    while len(orjson.dumps(page := _page(raw, peer_id, offset, size))) > MAX_WIRE_BYTES:
        size //= 2
    return page


def _page(raw: bytes, peer_id: str, offset: int, size: int) -> str:
    end = min(offset + size, len(raw))
    while offset < end < len(raw) and raw[end] & _CONTINUATION_MASK == _CONTINUATION_BITS:
        end -= 1
    page: dict[str, Any] = {"peer_id": peer_id, "offset": offset, "total_bytes": len(raw)}
    if end < len(raw):
        page["next"] = f"rtk://peers/{peer_id}/report?offset={end}"
    return escaped(orjson.dumps(page | {"json_piece": raw[offset:end].decode("utf-8", "replace")}).decode())
