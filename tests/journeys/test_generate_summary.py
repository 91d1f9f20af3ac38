"""The one tool that writes looks first, asks, writes once, waits, and is not there when nothing may be written."""

from typing import Any

import anyio
import pytest
from mcp.client import ClientRequestContext
from mcp.types import ElicitRequestParams, ElicitResult

from rtk_mcp.sandbox import SandboxServer
from tests.api.upstream import RESET, Reply, Upstream, reply
from tests.journeys.asking import Told, sessions_of
from tests.journeys.summary_service import BROKEN, MISSING, SESSION, TAKEN, Service
from tests.program import connected, structured, text_of

pytestmark = pytest.mark.anyio


@pytest.fixture
def service(upstream: Upstream) -> Service:
    return Service(upstream)


class Host:
    """A host whose user always answers the same."""

    def __init__(self, action: str, content: dict[str, Any] | None = None) -> None:
        self.asked: list[str] = []
        self._answer = ElicitResult(action=action, content=content)

    async def answer(self, _: ClientRequestContext, params: ElicitRequestParams) -> ElicitResult:
        self.asked.append(params.message)
        return self._answer


@pytest.mark.parametrize("mode", ["legacy", "auto"])
@pytest.mark.parametrize(
    ("host", "sent"),
    [
        (Host("accept", {"send": True}), True),
        (Host("accept", {"send": False}), False),
        (Host("decline"), False),
        (Host("cancel"), False),
    ],
    ids=["yes", "no", "declined", "cancelled"],
)
async def test_the_user_decides(host: Host, sent: bool, mode: str, service: Service) -> None:
    host.asked.clear()
    environment = service.environment(0)
    async with connected("stdio", environment, mode=mode, elicitation_callback=host.answer) as client:
        result = structured(await client.call_tool("generate_summary", {"session_id": SESSION}))
        assert len(host.asked) == 1
        assert SESSION in host.asked[0]
        assert "Standup" in host.asked[0]
        assert result["sent"] is sent
        assert result["reason_code"] == ("being_made" if sent else "declined")
        assert service.posts == (1 if sent else 0)


@pytest.mark.parametrize("mode", ["legacy", "auto"])
async def test_a_summary_that_is_there_is_shown_and_nobody_is_asked(mode: str, service: Service) -> None:
    service.looks = [service.link]
    host = Host("accept", {"send": True})
    environment = service.environment(5)
    async with connected("stdio", environment, mode=mode, elicitation_callback=host.answer) as client:
        result = await client.call_tool("generate_summary", {"session_id": SESSION})
        assert structured(result)["sent"] is False
        assert structured(result)["sections"][0]["items"] == ["Ana: send the notes."]
        assert "nothing was sent" in text_of(result)
        assert "send the notes" in text_of(result)
    assert host.asked == []
    assert service.posts == 0


@pytest.mark.parametrize("mode", ["legacy", "auto"])
async def test_it_waits_for_the_summary_and_tells_that_it_waits(mode: str, service: Service) -> None:
    service.looks = [MISSING, MISSING, service.link]
    told = Told()
    async with connected("stdio", service.environment(20), mode=mode) as client:
        result = await client.call_tool(
            "generate_summary", {"session_id": SESSION}, progress_callback=told.tell
        )
    assert structured(result)["sent"] is True
    assert structured(result)["status"] == "IN_PROGRESS"
    assert "send the notes" in structured(result)["text"]
    assert "not instructions" in text_of(result)
    assert service.posts == 1
    assert service.gets == 3
    assert [total for _, total in told.steps] == [20, 20]
    assert told.steps[0][0] < told.steps[1][0]
    assert told.messages == {"Waiting for the summary"}


async def test_a_look_that_fails_does_not_lose_that_it_was_sent(service: Service) -> None:
    service.looks = [MISSING, BROKEN]
    async with connected("stdio", service.environment(0.3)) as client:
        result = await client.call_tool("generate_summary", {"session_id": SESSION})
        assert structured(result)["sent"] is True
        assert "failing" in text_of(result)
        assert "get_summary" in structured(result)["next"]
        service.looks = [MISSING]
        again = await client.call_tool("generate_summary", {"session_id": SESSION})
        assert structured(again)["sent"] is False
        assert structured(again)["reason_code"] == "being_made"
        service.looks = [service.link]
        read = structured(await client.call_tool("get_summary", {"session_id": SESSION}))
        assert "send the notes" in read["text"]
    assert service.posts == 1


async def test_one_that_was_asked_for_elsewhere_is_seen_at_once(service: Service) -> None:
    async with connected("stdio", service.environment(0)) as client:
        none = structured(await client.call_tool("get_summary", {"session_id": SESSION}))
        assert none["reason_code"] == "not_found"
        service.looks = [service.link]
        read = structured(await client.call_tool("get_summary", {"session_id": SESSION}))
        assert "send the notes" in read["text"]


async def test_one_that_was_read_and_is_gone_since_is_asked_for(service: Service) -> None:
    service.looks = [service.link]
    async with connected("stdio", service.environment(20)) as client:
        for _ in range(2):
            read = structured(await client.call_tool("get_summary", {"session_id": SESSION}))
            assert "send the notes" in read["text"]
        assert service.gets == 1, "a second question asks the service nothing"
        service.looks = [MISSING, service.link]
        result = structured(await client.call_tool("generate_summary", {"session_id": SESSION}))
        assert result["sent"] is True
        assert "send the notes" in result["text"]
        looked = service.gets
        assert structured(await client.call_tool("get_summary", {"session_id": SESSION}))["text"]
        assert service.gets == looked
    assert service.posts == 1


async def test_two_calls_at_once_send_one_request(service: Service) -> None:
    async with (
        connected("stdio", service.environment(0.2)) as client,
        anyio.create_task_group() as tasks,
    ):
        for _ in range(3):
            tasks.start_soon(client.call_tool, "generate_summary", {"session_id": SESSION})
    assert service.posts == 1


async def test_a_cancelled_call_stops_looking(service: Service) -> None:
    async with connected("stdio", service.environment(60)) as client:
        with anyio.move_on_after(1.0):
            await client.call_tool("generate_summary", {"session_id": SESSION})
        assert service.posts == 1
        looked = service.gets
        await anyio.sleep(2.5)
        assert service.gets == looked
        answer = structured(await client.call_tool("get_summary", {"session_id": SESSION}))
        assert answer["reason_code"] == "being_made"


@pytest.mark.parametrize("post", [BROKEN, RESET], ids=["500", "cut off"])
async def test_a_request_without_an_answer_is_not_repeated_soon(post: Reply, service: Service) -> None:
    service.post = post
    async with connected("stdio", service.environment(0.2)) as client:
        first = await client.call_tool("generate_summary", {"session_id": SESSION})
        assert first.is_error
        assert "may have arrived" in text_of(first)
        second = structured(await client.call_tool("generate_summary", {"session_id": SESSION}))
        assert second["sent"] is False
        assert "no answer told whether" in second["reason"]
    assert service.posts == 1


async def test_a_refused_request_may_be_sent_again(service: Service) -> None:
    service.post = reply({"success": False, "error": {"code": 404, "message": "Transcript"}}, status=404)
    async with connected("stdio", service.environment(5)) as client:
        refused = await client.call_tool("generate_summary", {"session_id": SESSION})
        assert refused.is_error
        assert "no transcript" in text_of(refused)
        answer = structured(await client.call_tool("get_summary", {"session_id": SESSION}))
        assert answer["reason_code"] == "not_found"
        service.post, service.looks = TAKEN, [MISSING, service.link]
        assert structured(await client.call_tool("generate_summary", {"session_id": SESSION}))["sent"] is True


async def test_a_status_that_means_failure_is_not_waited_for(service: Service) -> None:
    service.post = reply({"success": True, "data": {"status": "FAILED"}})
    async with connected("stdio", service.environment(60)) as client:
        result = structured(await client.call_tool("generate_summary", {"session_id": SESSION}))
    assert result["sent"] is True
    assert result["status"] == "FAILED"
    assert result["reason_code"] == "failed"
    assert service.gets == 1


async def test_nothing_is_sent_while_the_meeting_goes_on(service: Service) -> None:
    service.session["status"] = "LIVE"
    async with connected("stdio", service.environment(5)) as client:
        result = structured(await client.call_tool("generate_summary", {"session_id": SESSION}))
    assert result["sent"] is False
    assert result["reason_code"] == "session_live"
    assert service.posts == 0


async def test_when_nobody_can_look_nothing_is_sent(service: Service) -> None:
    service.looks = [BROKEN]
    async with connected("stdio", service.environment(5)) as client:
        result = await client.call_tool("generate_summary", {"session_id": SESSION})
        assert result.is_error
        assert text_of(result).endswith("Nothing was sent.")
        bad = await client.call_tool("generate_summary", {"session_id": "../x"})
        assert bad.is_error
    assert service.posts == 0


async def test_the_sandbox_writes_one(sandbox: SandboxServer, environment: dict[str, str]) -> None:
    async with connected("stdio", environment | {"RTK_MCP_SUMMARY_WAIT_S": "30"}) as client:
        for session in await sessions_of(client, status="ENDED"):
            of_session = {"session_id": session["id"]}
            if (
                structured(await client.call_tool("get_summary", of_session)).get("reason_code")
                == "empty_file"
            ):
                break
        else:
            raise AssertionError("the sandbox has a session with an empty summary")
        result = structured(await client.call_tool("generate_summary", of_session))
        assert result["sent"] is True
        assert "Meeting Summary" in result["text"]


@pytest.mark.parametrize("how", ["--read-only", "RTK_MCP_READ_ONLY"])
async def test_read_only_offers_no_writing_tool(
    how: str, sandbox: SandboxServer, environment: dict[str, str]
) -> None:
    arguments, extra = ((how,), {}) if how.startswith("--") else ((), {how: "1"})
    async with connected("stdio", environment) as client:
        everything = {tool.name for tool in (await client.list_tools()).tools}
    async with connected("stdio", environment | extra, *arguments) as client:
        names = {tool.name for tool in (await client.list_tools()).tools}
        assert names == everything - {"generate_summary"}
        sandbox.requests.clear()
        result = await client.call_tool("generate_summary", {"session_id": "abcdef-ghijkl"})
        assert result.is_error
        assert sandbox.requests == []
