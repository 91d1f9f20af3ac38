"""From an answer's bytes to our models: parsed once, and nothing taken for an answer that is none."""

from collections.abc import Callable
from typing import Generic, TypeVar

import anyio.to_thread

from rtk_mcp.api.connection import Taker
from rtk_mcp.api.documents import NotJson, load_json
from rtk_mcp.api.endpoints import Endpoint
from rtk_mcp.api.envelope import accepted, unwrap
from rtk_mcp.api.models.base import WireModel
from rtk_mcp.api.models.link import DownloadLink, SummaryRequest, said_link
from rtk_mcp.errors import UpstreamNonsense

NOT_THE_API = (
    "{what}. That is not the Cloudflare API: check CLOUDFLARE_BASE_URL when it is set, and whether a proxy or a"
    " login page answers in its place."
)
_WRONG_SHAPE = (
    "The service's answer has none of the fields that it documents. Try again later; if it stays, the API has"
    " changed."
)
_LARGE_BODY_BYTES = 256_000
"""Reading less takes a few milliseconds; more is read beside the event loop, which has others to serve."""
_BLANKS = b" \t\r\n\xef\xbb\xbf"
"""With a byte order mark."""
_LONGEST_LEAD = 64
"""Blanks before the first brace of a JSON answer; there are none in practice."""

ModelT = TypeVar("ModelT", bound=WireModel)
ReadT = TypeVar("ReadT")
TakerT = TypeVar("TakerT", bound=Taker)


async def read(body: bytes, reader: Callable[[bytes], ReadT]) -> ReadT:
    """What `reader` makes of an answer's body, without holding up other calls over a large one."""
    if len(body) <= _LARGE_BODY_BYTES:
        return reader(body)
    return await anyio.to_thread.run_sync(reader, body, abandon_on_cancel=True)


def read_object(model: type[ModelT], body: bytes, endpoint: Endpoint, *, inside: str = "") -> ModelT:
    """The object in `data`, or `data[inside]` where the service wraps it once more."""
    data = unwrap(_parse(body), endpoint=endpoint)
    inner = data.get(inside)
    found = model.model_validate(inner if isinstance(inner, dict) else data)
    if found == model():
        raise UpstreamNonsense(_WRONG_SHAPE)
    return found


def read_page(model: type[ModelT], body: bytes, endpoint: Endpoint, *, items: str) -> ModelT:
    """A page whose list is `data[items]`; null or `{}` is an empty list, its absence is no answer."""
    data = unwrap(_parse(body), endpoint=endpoint)
    listed = data.get(items, ...)
    if listed and not isinstance(listed, list):
        raise UpstreamNonsense(_WRONG_SHAPE)
    page = model.model_validate(data)
    if listed and not getattr(page, items):
        raise UpstreamNonsense(_WRONG_SHAPE)
    return page


def read_link(body: bytes, endpoint: Endpoint) -> DownloadLink:
    """A link; success with `data: null` is the service's way to say that there is no file."""
    answer = accepted(_parse(body), endpoint=endpoint)
    if answer.get("success") is True and answer.get("data", ...) is None:
        return DownloadLink()
    data = unwrap(answer, endpoint=endpoint)
    link = DownloadLink.model_validate(data)
    if link.url is None and said_link(data):
        raise UpstreamNonsense(_WRONG_SHAPE)
    return link


def read_summary_request(body: bytes, endpoint: Endpoint) -> SummaryRequest:
    """What the service says to a request for a summary: in `data`, or only a `message` beside it."""
    answer = accepted(_parse(body), endpoint=endpoint)
    data = answer.get("data")
    return SummaryRequest.model_validate(
        {"message": answer.get("message"), **(data if isinstance(data, dict) else {})}
    )


def json_object(body: bytes) -> bytes:
    """The body as it is, unparsed, if it can be a JSON object."""
    if not body[:_LONGEST_LEAD].lstrip(_BLANKS).startswith(b"{"):
        raise _not_json(body)
    return body


class ObjectTaker(Generic[TakerT]):
    """Hands an answer on if it can be a JSON object, and to nobody if it is something else."""

    def __init__(self, taker: TakerT) -> None:
        self._taker = taker
        self._lead: bytes | None = b""

    async def take(self, piece: bytes) -> None:
        """Take the next bytes; raises `UpstreamNonsense` once it is clear that they are no object."""
        if self._lead is not None:
            self._lead += piece
            if len(self._lead) < _LONGEST_LEAD:
                return
            piece, self._lead = json_object(self._lead), None
        await self._taker.take(piece)

    async def finish(self) -> TakerT:
        """What has taken the answer; raises `UpstreamNonsense` for one that is empty or no object."""
        if self._lead is not None:
            await self._taker.take(json_object(self._lead))
        return self._taker


def _parse(body: bytes) -> object:
    try:
        return load_json(body)
    except NotJson:
        raise _not_json(body) from None


def _not_json(body: bytes) -> UpstreamNonsense:
    what = "The service answered with something that is not JSON" if body else "The service's answer is empty"
    return UpstreamNonsense(NOT_THE_API.format(what=what))
