"""The two shapes in which the service says no: RealtimeKit's own, and that of Cloudflare's gateway before it."""

from typing import Any

AUTHENTICATION_ERROR = 10_000
NO_ROUTE = 7_003
TOO_MANY_REQUESTS = 971
METHOD_NOT_ALLOWED = 10_405


class Fault(Exception):
    """An answer that is an error."""

    def __init__(self, status: int, body: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        super().__init__(f"{status}: {body}")
        self.status, self.body, self.headers = status, body, headers or {}


class KitFault(Fault):
    """RealtimeKit's shape: one `error`, its code being the status."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(status, {"success": False, "error": {"code": status, "message": message}})


class GatewayFault(Fault):
    """The gateway's shape: a list of `errors` with Cloudflare's own codes."""

    def __init__(self, status: int, code: int, message: str, headers: dict[str, str] | None = None) -> None:
        body = {
            "success": False,
            "errors": [{"code": code, "message": message}],
            "messages": [],
            "result": None,
        }
        super().__init__(status, body, headers)


def no_route(path: str) -> GatewayFault:
    """What a wrong account or app id, or a wrong path, leads to."""
    return GatewayFault(
        404, NO_ROUTE, f"Could not route to {path}, perhaps your object identifier is invalid?"
    )


def not_found(what: str) -> KitFault:
    """RealtimeKit knows the path, not the thing."""
    return KitFault(404, f"{what} not found")
