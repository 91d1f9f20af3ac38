"""What Cloudflare's gateway checks before RealtimeKit sees a request: the token, its budget, the account and app."""

from dataclasses import dataclass
from hmac import compare_digest

from rtk_mcp.sandbox.service.faults import AUTHENTICATION_ERROR, TOO_MANY_REQUESTS, GatewayFault, no_route
from rtk_mcp.sandbox.service.state import Service

_SCHEME = "bearer"


@dataclass(frozen=True, slots=True)
class Account:
    """The account and app of a request's path."""

    account_id: str
    app_id: str


def let_in(service: Service, authorization: str | None, account: Account, path: str) -> dict[str, str]:
    """The rate-limit headers of a request that may pass.

    Raises:
        GatewayFault: 401 without a bearer token, 403 with a wrong one, 429 over the budget, 404 for another
            account or app.
    """
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != _SCHEME or not token:
        raise GatewayFault(401, AUTHENTICATION_ERROR, "Authentication error")
    headers = _spend(service, token)
    if not compare_digest(token.encode(), service.access.api_token.encode()):
        raise GatewayFault(403, AUTHENTICATION_ERROR, "Authentication error", headers)
    if account != Account(service.access.account_id, service.access.app_id):
        fault = no_route(path)
        fault.headers |= headers
        raise fault
    return headers


def _spend(service: Service, token: str) -> dict[str, str]:
    now = service.clock()
    with service.budgets_lock:
        budget = service.budget(token)
        wait_s = budget.spend(now)
        headers = budget.headers(now)
    if wait_s is not None:
        message = "Please wait and consider throttling your request speed"
        raise GatewayFault(429, TOO_MANY_REQUESTS, message, headers | {"Retry-After": f"{wait_s:.0f}"})
    return headers
