"""What was measured is there for the next process of the same token, and for nobody else."""

import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import anyio
import pytest

from rtk_mcp.api.client import RealtimeKit
from rtk_mcp.api.models.session import SessionFacts
from rtk_mcp.report.packing import pack
from rtk_mcp.settings import Settings
from rtk_mcp.tools.report_files import ReportFiles, directory_of
from rtk_mcp.tools.reports import Reports
from tests.api.conftest import APP, TOKEN, settings, storage, upstream
from tests.api.upstream import Upstream
from tests.tools.test_reports import PEERS, report

__all__ = ["settings", "storage", "upstream"]

pytestmark = pytest.mark.anyio
OTHER_APP = "33333333-e530-4bf4-aa36-1587f8a489b3"


@asynccontextmanager
async def process(settings: Settings, cache: Path, **other: Any) -> AsyncIterator[Reports]:
    """The reports of a process of its own."""
    kit = RealtimeKit(replace(settings, **other))
    yield Reports(kit, files=ReportFiles(directory_of(str(cache))))
    await kit.aclose()


def files(cache: Path) -> list[Path]:
    return sorted((cache / "reports").glob("*")) if cache.exists() else []


async def test_the_next_process_asks_for_nothing_and_sees_the_same(
    settings: Settings, upstream: Upstream, tmp_path: Path
) -> None:
    upstream.answer(report())
    async with process(settings, tmp_path) as reports:
        first = await reports.read(PEERS[0])
    async with process(settings, tmp_path) as reports:
        second = await reports.read(PEERS[0], app_id=APP)
        assert await reports.read(PEERS[0]) is second
    assert len(upstream.requests) == 1
    assert pack(first) == pack(second)


@pytest.mark.parametrize(
    "other",
    [
        {"api_token": "another"},
        {"account_id": "f" * 32},
        {"app_id": OTHER_APP},
        {"base_url": "http://localhost"},
    ],
    ids=lambda other: next(iter(other)),
)
async def test_another_token_account_app_or_service_asks_for_its_own(
    settings: Settings, upstream: Upstream, tmp_path: Path, other: dict[str, str]
) -> None:
    if "base_url" in other:
        other = {"base_url": f"http://localhost:{upstream.port}"}
    upstream.answer(report())
    async with process(settings, tmp_path) as reports:
        await reports.read(PEERS[0])
    async with process(settings, tmp_path, **other) as reports:
        await reports.read(PEERS[0])
    assert len(upstream.requests) == 2
    assert len(files(tmp_path)) == 2


async def test_a_file_put_in_the_place_of_another_is_not_believed(
    settings: Settings, upstream: Upstream, tmp_path: Path
) -> None:
    upstream.answer(report())
    async with process(settings, tmp_path) as reports:
        await reports.read(PEERS[0])
        (own,) = files(tmp_path)
        content = own.read_bytes()
        own.unlink()
        await reports.read(PEERS[1])
    (other,) = files(tmp_path)
    other.write_bytes(content)
    async with process(settings, tmp_path) as reports:
        await reports.read(PEERS[1])
    assert len(upstream.requests) == 3
    assert other.read_bytes() != content


async def test_names_tell_nothing_and_neither_names_nor_content_hold_the_token(
    settings: Settings, upstream: Upstream, tmp_path: Path
) -> None:
    upstream.answer(report())
    async with process(settings, tmp_path) as reports:
        await reports.read(PEERS[0])
    (file,) = files(tmp_path)
    assert not any(known in file.name for known in (PEERS[0], APP, settings.account_id, TOKEN))
    assert TOKEN.encode() not in file.read_bytes()


@pytest.mark.parametrize(
    "person",
    [{"left_at": None}, {"left_at": datetime.now(UTC).isoformat()}, {"left_at": "2999-01-01T00:00:00Z"}],
    ids=["still there", "left just now", "leaves later"],
)
async def test_what_may_still_change_is_not_written(
    settings: Settings, upstream: Upstream, tmp_path: Path, person: dict[str, Any]
) -> None:
    upstream.answer(report(**person))
    async with process(settings, tmp_path) as reports:
        await reports.read(PEERS[0])
    assert files(tmp_path) == []


async def test_of_a_session_that_goes_on_nothing_is_written_or_read(
    settings: Settings, upstream: Upstream, tmp_path: Path
) -> None:
    upstream.answer(report())
    live = SessionFacts(status="LIVE")
    async with process(settings, tmp_path) as reports:
        await reports.read(PEERS[0], session=live)
        assert files(tmp_path) == []
        await reports.read(PEERS[0])
    async with process(settings, tmp_path) as reports:
        await reports.read(PEERS[0], session=live)
    assert len(upstream.requests) == 3


async def test_a_part_of_a_report_is_not_written(
    settings: Settings, upstream: Upstream, tmp_path: Path
) -> None:
    upstream.answer(report())
    async with process(settings, tmp_path) as reports:
        await reports.read(PEERS[0], filters=("events",))
    assert files(tmp_path) == []


async def test_what_was_read_with_events_answers_without_them_and_not_the_other_way_round(
    settings: Settings, upstream: Upstream, tmp_path: Path
) -> None:
    upstream.answer(report())
    for events in (False, True):
        async with process(settings, tmp_path) as reports:
            await reports.read(PEERS[events], include_peer_events=events or None)
    for events in (True, False):
        async with process(settings, tmp_path) as reports:
            await reports.read(PEERS[not events], include_peer_events=events or None)
    asked = [(request.path[-36:], bool(request.query)) for request in upstream.requests]
    assert asked == [(PEERS[0], False), (PEERS[1], True), (PEERS[0], True)]


def cut(content: bytes) -> bytes:
    return content[:-20]


def flipped(content: bytes) -> bytes:
    return content[:-30] + bytes([content[-30] ^ 1]) + content[-29:]


def of_another_version(content: bytes) -> bytes:
    return content.replace(b"rtk-mcp ", b"rtk-mcp 9", 1)


@pytest.mark.parametrize(
    "damage", [cut, flipped, of_another_version, lambda _: b"", lambda _: b"\x00" * 5_000]
)
async def test_a_file_that_is_damaged_or_of_another_version_is_asked_for_anew(
    settings: Settings, upstream: Upstream, tmp_path: Path, damage: Any, caplog: pytest.LogCaptureFixture
) -> None:
    upstream.answer(report())
    async with process(settings, tmp_path) as reports:
        await reports.read(PEERS[0])
    (file,) = files(tmp_path)
    good = file.read_bytes()
    file.write_bytes(damage(good))
    async with process(settings, tmp_path) as reports:
        await reports.read(PEERS[0])
    assert len(upstream.requests) == 2
    assert file.read_bytes() == good
    assert not caplog.records


@pytest.mark.skipif(os.name != "posix", reason="pipes")
async def test_a_pipe_in_a_files_place_holds_nobody_up(
    settings: Settings, upstream: Upstream, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    upstream.answer(report())
    async with process(settings, tmp_path) as reports:
        await reports.read(PEERS[0])
    (file,) = files(tmp_path)
    good = file.read_bytes()
    file.unlink()
    os.mkfifo(file)
    with anyio.fail_after(10):
        async with process(settings, tmp_path) as reports:
            await reports.read(PEERS[0])
    assert file.is_file()
    assert file.read_bytes() == good
    assert not caplog.records


async def test_a_damaged_file_is_deleted_even_if_there_is_nothing_to_replace_it(
    settings: Settings, upstream: Upstream, tmp_path: Path
) -> None:
    upstream.answer(report(), report(left_at=None))
    async with process(settings, tmp_path) as reports:
        await reports.read(PEERS[0])
    (file,) = files(tmp_path)
    file.write_bytes(b"damaged")
    async with process(settings, tmp_path) as reports:
        await reports.read(PEERS[0])
    assert files(tmp_path) == []


async def test_a_directory_that_cannot_be_used_is_said_once_and_hinders_nothing(
    settings: Settings, upstream: Upstream, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("no directory")
    upstream.answer(report())
    async with process(settings, tmp_path / "file") as reports:
        for peer in PEERS[:3]:
            await reports.read(peer)
            await reports.read(peer)
    assert len(upstream.requests) == 3
    (said,) = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert "RTK_MCP_CACHE_DIR cannot be used" in said.getMessage()
    assert "memory alone" in said.getMessage()
