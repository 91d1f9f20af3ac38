"""A user's consent, good for one call: the 2026 protocol hands it back in a token that a host could send twice."""

import time
from collections import OrderedDict

from mcp.server.request_state import InvalidRequestState, RequestStateCodec, RequestStateSecurity


def single_use_consent() -> RequestStateSecurity:
    """The SDK's sealed request state, each token of which is accepted once."""
    security = RequestStateSecurity.ephemeral()
    security.codec = SingleUse(security.codec, lifetime_s=security.ttl)
    return security


class SingleUse:
    """A codec that refuses a token it has opened before; it remembers each for as long as tokens live."""

    def __init__(self, codec: RequestStateCodec, *, lifetime_s: float) -> None:
        self._codec = codec
        self._lifetime_s = lifetime_s
        self._opened: OrderedDict[str, float] = OrderedDict()

    def seal(self, payload: bytes) -> str:
        return self._codec.seal(payload)

    def unseal(self, token: str) -> bytes:
        payload = self._codec.unseal(token)
        self._forget_expired()
        if token in self._opened:
            raise InvalidRequestState("used before")
        self._opened[token] = time.monotonic()
        return payload

    def _forget_expired(self) -> None:
        oldest = time.monotonic() - self._lifetime_s
        while self._opened and next(iter(self._opened.values())) < oldest:
            self._opened.popitem(last=False)
