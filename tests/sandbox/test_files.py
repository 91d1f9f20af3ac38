"""Signed links: they open one file, unchanged, for their time, and for requests without credentials."""

import pytest

from tests.sandbox.conftest import Kit

pytestmark = pytest.mark.anyio


async def chat_url(kit: Kit) -> str:
    url: str = (await kit.of("pricing", "/chat"))["chat_download_url"]
    return url


async def test_a_link_is_good_for_its_time(kit: Kit) -> None:
    url = await chat_url(kit)
    kit.clock.forward(hours=24)
    assert (await kit.files.get(url)).status_code == 200
    kit.clock.forward(seconds=1)
    expired = await kit.files.get(url)
    assert expired.status_code == 403
    assert expired.headers["Content-Type"].startswith("application/xml")


@pytest.mark.parametrize(
    ("part", "other"),
    [
        ("chat.csv", "transcript.csv"),
        ("X-Amz-Expires=86400", "X-Amz-Expires=864000"),
        ("Signature=", "Signature=0"),
    ],
)
async def test_a_changed_link_opens_nothing(kit: Kit, part: str, other: str) -> None:
    response = await kit.files.get((await chat_url(kit)).replace(part, other))
    assert response.status_code == 403
    assert "<Code>SignatureDoesNotMatch</Code>" in response.text


async def test_a_link_without_its_signature_opens_nothing(kit: Kit) -> None:
    assert (await kit.files.get((await chat_url(kit)).partition("?")[0])).status_code == 403


async def test_credentials_are_refused(kit: Kit) -> None:
    response = await kit.files.get(await chat_url(kit), headers={"Authorization": "Bearer anything"})
    assert response.status_code == 400


async def test_a_link_is_for_reading_alone(kit: Kit) -> None:
    assert (await kit.files.put(await chat_url(kit))).status_code == 405


@pytest.mark.parametrize(
    ("layout", "kind"),
    [("CSV", "text/csv"), ("JSON", "application/json"), ("SRT", "application/x-subrip"), ("VTT", "text/vtt")],
)
async def test_files_have_their_content_type(kit: Kit, layout: str, kind: str) -> None:
    url = (await kit.of("pricing", "/transcript", format=layout))["transcript_download_url"]
    assert (await kit.files.get(url)).headers["Content-Type"] == kind
