"""Whose data an answer is."""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Self

from rtk_mcp.api.ids import check_app_id
from rtk_mcp.settings import Settings


@dataclass(frozen=True, slots=True)
class Scope:
    """What one token may read of one app: an answer that is kept is for nobody outside of it.

    Attributes:
        service: the API's address; a test service may have the same ids.
        token_hash: SHA-256 of the token in hexadecimal digits; the token itself stays in the client.
    """

    service: str
    account_id: str
    app_id: str
    token_hash: str = field(repr=False)

    @classmethod
    def of(cls, settings: Settings, app_id: str | None) -> Self:
        """The scope of a question; `app_id` is that of the question, None for the configured one.

        Raises:
            BadArgument: it is no app id.
        """
        app = settings.app_id if app_id is None else check_app_id(app_id)
        token_hash = sha256(settings.api_token.encode()).hexdigest()
        return cls(settings.base_url.rstrip("/"), settings.account_id, app, token_hash)
