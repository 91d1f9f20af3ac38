"""What is checked before RealtimeKit sees a request, in the gateway's own words."""

import pytest

from tests.sandbox.conftest import Kit

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("authorization", "status"),
    [("", 401), ("Bearer", 401), ("Basic abc", 401), ("Bearer wrong", 403), ("Bearer rtk-sandbox-0", 403)],
)
async def test_without_the_token_nothing_is_told(kit: Kit, authorization: str, status: int) -> None:
    response = await kit.api.get("/sessions", headers={"Authorization": authorization})
    assert response.status_code == status
    assert response.json() == {
        "success": False,
        "errors": [{"code": 10000, "message": "Authentication error"}],
        "messages": [],
        "result": None,
    }


@pytest.mark.parametrize("part", ["account_id", "app_id"])
async def test_another_account_or_app_has_no_route(kit: Kit, part: str) -> None:
    url = str(kit.api.base_url).replace(getattr(kit.service.access, part), "0" * 32)
    response = await kit.api.get(f"{url}sessions")
    assert response.status_code == 404
    assert response.json()["errors"][0]["code"] == 7003


async def test_unknown_paths_have_no_route_and_methods_are_limited(kit: Kit) -> None:
    unknown = await kit.api.get("/recordings")
    assert unknown.json()["errors"][0]["code"] == 7003
    assert (await kit.api.delete("/sessions")).status_code == 405


async def test_every_answer_says_what_is_left(kit: Kit) -> None:
    for left in (299, 298):
        response = await kit.api.get("/sessions/nope")
        assert response.headers["Ratelimit"] == f'"default";r={left};t=300'
        assert response.headers["Ratelimit-Policy"] == '"default";q=300;w=300'


async def test_one_request_too_many_blocks_the_token_for_five_minutes(kit: Kit) -> None:
    for _ in range(300):
        assert (await kit.api.get("/sessions/nope")).status_code == 400
    blocked = await kit.api.get("/sessions")
    assert blocked.status_code == 429
    assert blocked.headers["Retry-After"] == "300"
    assert blocked.json()["errors"][0]["code"] == 971
    kit.clock.forward(seconds=100)
    assert (await kit.api.get("/sessions")).headers["Retry-After"] == "200"
    assert (await kit.api.get("/sessions", headers={"Authorization": "Bearer other"})).status_code == 403
    kit.clock.forward(seconds=200)
    assert (await kit.api.get("/sessions")).status_code == 200


async def test_the_budget_comes_back_as_time_passes(kit: Kit) -> None:
    for _ in range(3):
        for _ in range(200):
            assert (await kit.api.get("/sessions/nope")).status_code == 400
        kit.clock.forward(minutes=5)
