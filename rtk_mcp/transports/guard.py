"""Who may speak to the HTTP server: exact Host and Origin values, and a bearer token when one is set.

The SDK's own check matches by prefix (`127.0.0.1:evil.example` passes), leaves custom routes out and is off on an
open address; so this stands before everything, and the SDK's is switched off.
"""

import hmac
from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from rtk_mcp.settings import is_loopback

_DEFAULT_PORTS = {80, 443}


def allowed_hosts(host: str, port: int, configured: Iterable[str]) -> frozenset[str]:
    """Every exact Host header value that names this server.

    A loopback address answers to its three usual names with its port; configured entries are taken as they are.
    """
    names = {"127.0.0.1", "localhost", "[::1]", _bracketed(host)} if is_loopback(host) else set()
    bound = {f"{name}:{port}" for name in names} | (names if port in _DEFAULT_PORTS else set())
    return frozenset(bound) | {entry.lower() for entry in configured}


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


class Guard:
    """ASGI middleware that answers 421, 403 or 401 before anything else sees the request."""

    def __init__(
        self, app: ASGIApp, *, hosts: frozenset[str], token: str, open_paths: frozenset[str] = frozenset()
    ) -> None:
        self._app = app
        self._hosts = hosts
        self._origins = {f"{scheme}://{host}" for scheme in ("http", "https") for host in hosts}
        self._expected = f"Bearer {token}".encode() if token else b""
        self._open_paths = open_paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(Headers(scope=scope), scope["path"])
        await (refusal or self._app)(scope, receive, send)

    def _refusal(self, headers: Headers, path: str) -> JSONResponse | None:
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return _refuse(421, "This server does not answer to that Host name; see RTK_MCP_ALLOWED_HOSTS.")
        if any(origin.lower() not in self._origins for origin in headers.getlist("origin")):
            return _refuse(403, "Pages of that Origin may not use this server; see RTK_MCP_ALLOWED_HOSTS.")
        if self._expected and path not in self._open_paths and not self._authorised(headers):
            return _refuse(401, "Send the server's token: Authorization: Bearer ...")
        return None

    def _authorised(self, headers: Headers) -> bool:
        sent = headers.get("authorization", "")
        scheme, _, token = sent.partition(" ")
        return scheme.lower() == "bearer" and hmac.compare_digest(
            f"Bearer {token.strip()}".encode("utf-8", "replace"), self._expected
        )


def _refuse(status: int, sentence: str) -> JSONResponse:
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else None  # noqa: PLR2004 - the status is the name
    return JSONResponse({"error": sentence}, status_code=status, headers=headers)
