"""The API as an ASGI application."""

from collections.abc import Callable
from typing import Any

import orjson
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from rtk_mcp.sandbox.service.content import generate_summary, get_chat, get_summary, get_transcript
from rtk_mcp.sandbox.service.faults import METHOD_NOT_ALLOWED, Fault, GatewayFault, no_route
from rtk_mcp.sandbox.service.gate import Account, let_in
from rtk_mcp.sandbox.service.participants import get_participant, list_participants
from rtk_mcp.sandbox.service.peer_reports import get_peer_report
from rtk_mcp.sandbox.service.query import Query
from rtk_mcp.sandbox.service.sessions import get_session, list_sessions
from rtk_mcp.sandbox.service.state import Service
from rtk_mcp.sandbox.service.zipping import zipped

Handler = Callable[..., dict[str, Any] | bytes]
"""Answers with what is to be written as JSON, or with bytes to be sent as they are."""

_METHOD_NOT_ALLOWED = 405
_PREFIX = "/client/v4/accounts/{account_id}/realtime/kit/{app_id}/sessions"
_ROUTES: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "", list_sessions),
    ("GET", "/peer-report/{peer_id}", get_peer_report),
    ("GET", "/{session_id}", get_session),
    ("GET", "/{session_id}/participants", list_participants),
    ("GET", "/{session_id}/participants/{participant_id}", get_participant),
    ("GET", "/{session_id}/chat", get_chat),
    ("GET", "/{session_id}/transcript", get_transcript),
    ("GET", "/{session_id}/summary", get_summary),
    ("POST", "/{session_id}/summary", generate_summary),
)


def api_app(service: Service) -> ASGIApp:
    """The nine endpoints behind the gate."""
    routes = [
        Route(_PREFIX + path, _endpoint(service, handler), methods=[method])
        for method, path, handler in _ROUTES
    ]
    app = Starlette(
        routes=routes,
        exception_handlers={HTTPException: _routing_fault},
    )
    app.router.redirect_slashes = False
    return app


def _endpoint(service: Service, handler: Handler) -> Callable[[Request], Response]:
    """Runs in a worker thread: making a report takes a while."""

    def answer(request: Request) -> Response:
        ids = dict(request.path_params)
        account = Account(ids.pop("account_id"), ids.pop("app_id"))
        headers: dict[str, str] = {}
        try:
            headers = let_in(service, request.headers.get("authorization"), account, request.url.path)
            body = handler(service, Query(request.query_params), **ids)
        except Fault as fault:
            return _refusal(request, fault, headers)
        return _json(request, 200, body, headers)

    return answer


def _refusal(request: Request, fault: Fault, headers: dict[str, str]) -> Response:
    return _json(request, fault.status, fault.body, headers | fault.headers)


def _routing_fault(request: Request, fault: Exception) -> Response:
    """What the router cannot place is answered in the gateway's words."""
    if isinstance(fault, HTTPException) and fault.status_code == _METHOD_NOT_ALLOWED:
        message = "Method not allowed for this authentication scheme"
        return _refusal(request, GatewayFault(_METHOD_NOT_ALLOWED, METHOD_NOT_ALLOWED, message), {})
    return _refusal(request, no_route(request.url.path), {})


def _json(request: Request, status: int, body: dict[str, Any] | bytes, headers: dict[str, str]) -> Response:
    written = body if isinstance(body, bytes) else orjson.dumps(body)
    content, encoding = zipped(written, request.headers.get("accept-encoding", ""))
    return Response(content, status, headers | encoding, media_type="application/json")
