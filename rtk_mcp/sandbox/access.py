"""The made-up account that the sandbox serves; the same seed always gives the same one."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Self
from uuid import UUID

TOKEN_PREFIX = "rtk-sandbox-"  # noqa: S105 - not a secret: lets clients tell a made-up token from a real one
_UUID_BYTES = 16
_ACCOUNT_CHARS = 32


@dataclass(frozen=True, slots=True)
class Access:
    """What a client needs to be let in.

    Attributes:
        api_token: begins with `rtk-sandbox-`; opens nothing but a sandbox.
        account_id: 32 hex characters.
        app_id: a UUID.
    """

    api_token: str
    account_id: str
    app_id: str

    @classmethod
    def from_seed(cls, seed: int) -> Self:
        """The account of the world with this seed."""
        return cls(
            api_token=TOKEN_PREFIX + digest(seed, "token").hex()[:_ACCOUNT_CHARS],
            account_id=digest(seed, "account").hex()[:_ACCOUNT_CHARS],
            app_id=made_uuid(seed, "app"),
        )


def digest(seed: int, key: str) -> bytes:
    """32 bytes that depend on the seed and the key alone."""
    return sha256(f"{seed}/{key}".encode()).digest()


def made_uuid(seed: int, key: str) -> str:
    """A version 4 UUID in form, always the same for a seed and key."""
    return str(UUID(bytes=digest(seed, key)[:_UUID_BYTES], version=4))
