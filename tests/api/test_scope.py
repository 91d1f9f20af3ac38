"""Answers are for one service, account, app and token."""

from dataclasses import replace

import pytest

from rtk_mcp.api.client import RealtimeKit
from rtk_mcp.api.scope import Scope
from rtk_mcp.errors import BadArgument
from rtk_mcp.settings import Settings
from tests.api.conftest import APP, TOKEN

pytestmark = pytest.mark.anyio
OTHER_APP = "33333333-e530-4bf4-aa36-1587f8a489b3"


async def test_the_configured_app_is_the_same_named_or_not(kit: RealtimeKit) -> None:
    assert kit.scope() == kit.scope(None) == kit.scope(APP) != kit.scope(OTHER_APP)


@pytest.mark.parametrize(
    "other",
    [
        {"api_token": "another"},
        {"account_id": "f" * 32},
        {"app_id": OTHER_APP},
        {"base_url": "http://127.0.0.1:1"},
    ],
    ids=lambda other: next(iter(other)),
)
async def test_each_part_makes_another_scope(settings: Settings, other: dict[str, str]) -> None:
    assert Scope.of(settings, None) == Scope.of(settings, None)
    assert Scope.of(settings, None) != Scope.of(replace(settings, **other), None)  # type: ignore[arg-type]


async def test_the_token_is_not_in_it(settings: Settings) -> None:
    scope = Scope.of(settings, None)
    assert TOKEN not in repr(scope)
    assert scope.token_hash not in repr(scope)
    assert TOKEN not in scope.token_hash


async def test_what_is_no_app_is_refused(kit: RealtimeKit) -> None:
    with pytest.raises(BadArgument):
        kit.scope("../other")
