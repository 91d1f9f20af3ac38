"""Links that open one file for a while: signed in the query, as object storage does it."""

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from urllib.parse import parse_qsl, quote, urlencode

_ALGORITHM = "AWS4-HMAC-SHA256"
_TIME_FORMAT = "%Y%m%dT%H%M%SZ"


class BadSignature(Exception):
    """The link was not made here, or was changed."""


class Expired(Exception):
    """The link is over its time."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs and checks links; `secret` never leaves it."""

    secret: bytes

    def sign(self, path: str, *, signed_at: datetime, lifetime: timedelta) -> str:
        """The path, percent-encoded, with the query that opens it."""
        query = {
            "X-Amz-Algorithm": _ALGORITHM,
            "X-Amz-Date": signed_at.strftime(_TIME_FORMAT),
            "X-Amz-Expires": str(int(lifetime.total_seconds())),
            "X-Amz-SignedHeaders": "host",
        }
        signature = self._signature(path, urlencode(query))
        return f"{quote(path)}?{urlencode(query)}&X-Amz-Signature={signature}"

    def check(self, path: str, query: str, *, now: datetime) -> None:
        """Let a request pass; `path` is decoded, `query` as sent.

        Raises:
            BadSignature: the query does not belong to this path.
            Expired: it does, and its time is over.
        """
        signed, _, signature = query.rpartition("&X-Amz-Signature=")
        if not hmac.compare_digest(signature.encode(), self._signature(path, signed).encode()):
            raise BadSignature
        fields = dict(parse_qsl(signed))
        signed_at = datetime.strptime(fields["X-Amz-Date"], _TIME_FORMAT).replace(tzinfo=UTC)
        if now > signed_at + timedelta(seconds=int(fields["X-Amz-Expires"])):
            raise Expired

    def _signature(self, path: str, query: str) -> str:
        return hmac.new(self.secret, f"GET\n{path}\n{query}".encode(), sha256).hexdigest()
