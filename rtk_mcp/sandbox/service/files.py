"""The files behind signed links, as object storage serves them: errors are XML."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from rtk_mcp.sandbox.artifacts.chat import chat_file
from rtk_mcp.sandbox.artifacts.summaries import summary_file
from rtk_mcp.sandbox.artifacts.transcripts import transcript_file
from rtk_mcp.sandbox.service.links import SHARED_EMPTY_FILE, path_of
from rtk_mcp.sandbox.service.signing import BadSignature, Expired
from rtk_mcp.sandbox.service.state import Service
from rtk_mcp.sandbox.service.zipping import zipped
from rtk_mcp.sandbox.world.model import TranscriptKept

_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "srt": "application/x-subrip",
    "vtt": "text/vtt",
    "md": "text/markdown; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}


def files_app(service: Service) -> ASGIApp:
    """Serves the app's bucket; a request with credentials is refused, as a link is all it takes."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        response = await run_in_threadpool(_answer, service, Request(scope))
        await response(scope, receive, send)

    return app


def _answer(service: Service, request: Request) -> Response:
    path = request.scope["path"]
    if request.method not in {"GET", "HEAD"}:
        return _error(405, "MethodNotAllowed", "The specified method is not allowed against this resource.")
    if "authorization" in request.headers:
        return _error(400, "InvalidArgument", "Only one auth mechanism allowed.")
    try:
        service.signer.check(path, request.scope["query_string"].decode("latin-1"), now=service.clock())
    except BadSignature:
        return _error(403, "SignatureDoesNotMatch", "The request signature we calculated does not match.")
    except Expired:
        return _error(403, "AccessDenied", "Request has expired")
    name = path.removeprefix(path_of(service, ""))
    content = _content(service, name)
    if content is None:
        return _error(404, "NoSuchKey", "The specified key does not exist.")
    content, encoding = zipped(content, request.headers.get("accept-encoding", ""))
    return Response(content, 200, encoding | {"Content-Type": _TYPES[_extension(name)]})


def _content(service: Service, name: str) -> bytes | None:
    """The bytes of a file, None where it is gone; only signed names come here, so a link was made for each."""
    if name == SHARED_EMPTY_FILE:
        return b""
    session_id, _, file = name.partition("/")
    session = service.world.whole(service.world.sessions[session_id])
    if file.startswith("chat."):
        return chat_file(session).encode()
    if file.startswith("summary."):
        return summary_file(session, generated=bool(service.summary_ready(session))).encode()
    if session.kept.transcript is TranscriptKept.GONE:
        return None
    return transcript_file(session, _extension(name)).encode()


def _extension(name: str) -> str:
    return name.rpartition(".")[2]


def _error(status: int, code: str, message: str) -> Response:
    body = f'<?xml version="1.0" encoding="UTF-8"?><Error><Code>{code}</Code><Message>{message}</Message></Error>'
    return Response(body, status, media_type="application/xml")
