"""What users complain of, asked over the real process as they say it."""

from typing import Any

import pytest
from mcp import Client

from rtk_mcp.sandbox import SandboxServer
from tests.journeys.asking import id_of
from tests.program import connected, structured, text_of

pytestmark = pytest.mark.anyio


async def asked(client: Client, title: str, **more: Any) -> tuple[dict[str, Any], str]:
    """The complaint's answer, and the whole text."""
    session_id = await id_of(client, title)
    result = await client.call_tool("diagnose_session", {"session_id": session_id} | more)
    return structured(result)["complaint"], text_of(result)


async def test_a_sender_s_complaint_leads_to_the_sender_s_line(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        answer, text = await asked(
            client, "office move", about="Rosa", symptom="cannot_be_heard", around="09:36"
        )
    assert answer["outcome"] == "found"
    assert 'Packets "Rosa" sent were lost' in answer["told"][0]
    assert text.startswith("THE DATA SHOWS IT: ")


async def test_a_listener_s_complaint_names_the_other_s_line_and_clears_their_own(
    environment: dict[str, str],
) -> None:
    async with connected("stdio", environment) as client:
        answer, _ = await asked(client, "office move", about="Otto", symptom="cannot_hear")
    assert answer["outcome"] == "found"
    assert '"Rosa"' in answer["told"][0]
    assert any(each.startswith('Not the downlink of "Otto"') for each in answer["checked"])


async def test_what_nothing_shows_is_said_with_what_statistics_cannot_tell(
    environment: dict[str, str],
) -> None:
    async with connected("stdio", environment) as client:
        answer, _ = await asked(client, "product review", about="Priya", symptom="cannot_be_heard")
    assert answer["outcome"] == "not shown"
    assert "output device" in answer["not_told"]
    assert any(each.startswith('Not the uplink of "Priya"') for each in answer["checked"])


async def test_a_moment_in_which_all_was_well_leads_to_the_one_in_which_it_was_not(
    environment: dict[str, str],
) -> None:
    async with connected("stdio", environment) as client:
        answer, _ = await asked(
            client, "product review", about="Ana", symptom="cannot_be_heard", around="00:55:00"
        )
    assert answer["outcome"] == "at another time"
    assert "14:12" in answer["told"][0]


async def test_who_never_got_in_is_no_participant_and_that_is_the_answer(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        answer, _ = await asked(client, "product review", about="Nobody Such", symptom="could_not_join")
        assert answer["outcome"] == "cannot be told"
        assert 'Nobody called "Nobody Such"' in answer["told"][0]
        session_id = await id_of(client, "product review")
        refused = await client.call_tool(
            "diagnose_session", {"session_id": session_id, "about": "Nobody Such"}
        )
        assert refused.is_error
        assert "about" in text_of(refused)


@pytest.mark.parametrize("wrong", [{"symptom": "sad"}, {"around": "soon"}, {"about": ""}])
async def test_what_cannot_be_understood_is_named(environment: dict[str, str], wrong: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        session_id = await id_of(client, "product review")
        refused = await client.call_tool("diagnose_session", {"session_id": session_id} | wrong)
    assert refused.is_error
    assert next(iter(wrong)) in text_of(refused)


async def test_what_was_hard_to_hear_is_marked_in_the_transcript_and_counted_in_the_diagnosis() -> None:
    with SandboxServer() as sandbox:
        async with connected("stdio", sandbox.environment()) as client:
            session_id = await id_of(client, "product review")
            diagnosis = structured(await client.call_tool("diagnose_session", {"session_id": session_id}))
            assert "could hardly be heard by 5 others" in diagnosis["hard_to_hear"][0]
            before = len(sandbox.requests)
            marked = structured(
                await client.call_tool(
                    "get_transcript",
                    {"session_id": session_id, "speaker": "Ana", "quality": True, "detail": "full"},
                )
            )
            asked_again = [path for path in sandbox.requests[before:] if "peer-report" in str(path)]
    assert not asked_again
    hard = [each["offset"] for each in marked["utterances"] if each.get("hard_to_hear") == "5 of 5"]
    assert hard
    assert all("00:12:" <= offset < "00:43" for offset in hard)


async def test_a_file_cannot_be_marked(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        session_id = await id_of(client, "product review")
        refused = await client.call_tool(
            "get_transcript", {"session_id": session_id, "format": "SRT", "quality": True}
        )
    assert refused.is_error
    assert "format" in text_of(refused)
