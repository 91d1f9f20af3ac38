"""One consent, one call."""

import pytest
from mcp.server.request_state import InvalidRequestState

from rtk_mcp.tools.once import SingleUse, single_use_consent


def test_a_token_opens_once() -> None:
    codec = single_use_consent().codec
    token = codec.seal(b"yes")
    assert codec.unseal(token) == b"yes"
    with pytest.raises(InvalidRequestState):
        codec.unseal(token)
    assert codec.unseal(codec.seal(b"yes")) == b"yes", "asking again makes another token"


def test_a_forged_token_uses_nothing_up() -> None:
    codec = single_use_consent().codec
    token = codec.seal(b"yes")
    with pytest.raises(InvalidRequestState):
        codec.unseal(token[:-2] + "AA")
    assert codec.unseal(token) == b"yes"


def test_expired_tokens_are_forgotten() -> None:
    codec = SingleUse(single_use_consent().codec, lifetime_s=-1)
    for _ in range(100):
        codec.unseal(codec.seal(b"yes"))
    assert len(codec._opened) <= 1
