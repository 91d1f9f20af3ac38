"""`rtk-mcp report` over several files and folders: one meeting, diagnosed offline."""

import gzip
import os
import sys
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest

from rtk_mcp.sandbox import SandboxServer
from tests.program import clean_environment, connected, run_program, structured, text_of


class Saved:
    """One session's reports as the service answers them, by peer id."""

    def __init__(self, sandbox: SandboxServer, title: str) -> None:
        root = f"{sandbox.base_url}/accounts/{sandbox.account_id}/realtime/kit/{sandbox.app_id}/sessions"
        headers = {"Authorization": f"Bearer {sandbox.api_token}"}
        with httpx.Client(headers=headers, timeout=60) as service:
            found = service.get(root, params={"search": title}).json()["data"]["sessions"]
            self.session_id: str = found[0]["id"]
            people = service.get(f"{root}/{self.session_id}/participants").json()["data"]["participants"]
            self.reports = {
                each["id"]: service.get(f"{root}/peer-report/{each['id']}").content for each in people
            }


@pytest.fixture(scope="module")
def meeting(sandbox: SandboxServer) -> Saved:
    saved = Saved(sandbox, "Release notes")
    assert len(saved.reports) == 2
    return saved


@pytest.fixture
def folder(meeting: Saved, tmp_path: Path) -> Path:
    """The meeting's reports, one of them compressed, beside what is none of them."""
    folder = tmp_path / "saved"
    (folder / "deeper.json").mkdir(parents=True)
    (folder / "deeper.json" / "notes.json").write_text("{}")
    (folder / "readme.txt").write_text("no report")
    (folder / "._ana.json").write_text("what an archive left behind")
    first, second = meeting.reports.values()
    (folder / "1.json").write_bytes(first)
    (folder / "2.JSON.gz").write_bytes(gzip.compress(second, 1))
    return folder


def as_json(*names: str | Path, notes: str = "") -> dict[str, Any]:
    """The structured content, and no more said on stderr than the notes."""
    done = run_program("report", *map(str, names), "--format", "json", env=clean_environment())
    assert done.returncode == 0, done.stderr
    assert done.stderr.decode() == notes
    answer: dict[str, Any] = orjson.loads(done.stdout)
    return answer


def assert_refused(*names: str | Path, because: str) -> None:
    done = run_program("report", *map(str, names), env=clean_environment())
    assert done.stderr.decode() == f"rtk-mcp: {because}\n"
    assert (done.returncode, done.stdout) == (1, b"")


async def test_a_folder_gives_what_the_tool_gives(
    meeting: Saved, folder: Path, environment: dict[str, str]
) -> None:
    async with connected("stdio", environment) as client:
        arguments = {"session_id": meeting.session_id, "detail": "full"}
        asked = await client.call_tool("diagnose_session", arguments)
    done = run_program("report", str(folder), "--detail", "full", env=clean_environment())
    title = structured(asked).pop("title")
    assert done.stdout.decode().strip() == text_of(asked).replace(f'"{title}", ', "").strip()
    done = run_program("report", str(folder), "--detail", "full", "--format", "json", env=clean_environment())
    assert orjson.loads(done.stdout) | {"title": title} == structured(asked) | {"title": title}


def test_files_give_the_same_in_any_order_and_however_often_they_are_named(folder: Path) -> None:
    one, other = folder / "1.json", folder / "2.JSON.gz"
    whole = as_json(folder)
    assert whole["coverage"] == {"people": 2, "stays": 2, "reports": 2}
    assert as_json(other, one, other) == as_json(folder, one) == whole


def test_a_folder_of_one_report_is_a_meeting_and_a_file_is_a_report(folder: Path) -> None:
    (folder / "2.JSON.gz").unlink()
    assert as_json(folder)["coverage"]["stays"] == 1
    assert "streams" in as_json(folder / "1.json")


@pytest.mark.skipif(sys.platform != "linux", reason="file names of any bytes")
def test_what_is_no_report_is_told_by_its_name(folder: Path) -> None:
    (folder / "notes.json").write_text('{"hello": 1}')
    (folder / "cut\n\u202eoff.gz").write_bytes((folder / "2.JSON.gz").read_bytes()[:1_000])
    (folder / os.fsdecode(b"\xff.json")).write_bytes(b"")
    answer = as_json(folder)
    missing = {each["name"]: each["reason"] for each in answer["coverage"]["missing"]}
    assert answer["coverage"]["reports"] == 2
    assert sorted(missing) == [".json", "cut off.gz", "notes.json"]
    assert missing["cut off.gz"] == "This gzip file is cut off: copy or download it again."
    assert missing["notes.json"].startswith("This JSON holds no peer report")


def test_nothing_but_other_files_is_one_line(folder: Path) -> None:
    for name in ("1.json", "2.JSON.gz"):
        (folder / name).write_bytes(b"")
    empty = "The report is empty: there are no bytes to read."
    assert_refused(folder, because=f'No peer report in 2 files. "1.json": {empty}')


def test_a_folder_without_files_is_one_line(tmp_path: Path) -> None:
    sentence = f'The folder "{tmp_path}" holds no .json and no .gz file: name one that holds saved reports.'
    assert_refused(tmp_path, because=sentence)


@pytest.mark.parametrize("name", ["/nowhere/report.json", ""])
def test_a_missing_file_among_several_is_named(name: str, folder: Path) -> None:
    assert_refused(folder / "1.json", name, because=f'There is no file "{name}".')


def test_reports_of_several_sessions_are_no_meeting(
    meeting: Saved, folder: Path, sandbox: SandboxServer
) -> None:
    other = Saved(sandbox, "Test")
    (folder / "0.json").write_bytes(next(iter(other.reports.values())))
    sentence = (
        "These are reports of 2 sessions, not of one meeting: "
        f'"0.json" of {other.session_id}, "1.json" of {meeting.session_id}.'
    )
    assert_refused(folder, because=sentence)


def test_bare_reports_are_known_by_their_files(meeting: Saved, tmp_path: Path) -> None:
    for person, report in zip(("ana", "ben"), meeting.reports.values(), strict=True):
        bare = orjson.loads(report)["data"]["participant"]["peer_report"]
        (tmp_path / person).mkdir()
        (tmp_path / person / "report.json").write_bytes(orjson.dumps(bare))
    files = [tmp_path / "ana" / "report.json", tmp_path / "ben" / "report.json"]
    notes = "rtk-mcp: 2 of 2 reports tell no session; all are taken to be of one.\n"
    answer = as_json(*files, notes=notes)
    people = {each["name"]: each["peer_ids"] for each in answer["people"]}
    assert people == {name: [name] for name in ("ana/report.json", "ben/report.json")}
    assert answer["session_id"] == "unknown"


def test_of_two_reports_of_a_stay_the_larger_counts(meeting: Saved, folder: Path) -> None:
    whole = as_json(folder)
    early = orjson.loads(meeting.reports[next(iter(meeting.reports))])
    early["data"]["participant"]["peer_report"]["quality"] = {}
    (folder / "0.json").write_bytes(orjson.dumps(early))
    notes = 'rtk-mcp: Left out for another report of the same stay, no smaller: "0.json".\n'
    assert as_json(folder, notes=notes) == whole


def test_standard_input_is_one_of_several(meeting: Saved, folder: Path) -> None:
    done = run_program(
        "report",
        "-",
        str(folder / "2.JSON.gz"),
        "--format",
        "json",
        env=clean_environment(),
        stdin=next(iter(meeting.reports.values())),
    )
    assert orjson.loads(done.stdout) == as_json(folder)


def save_empty(path: Path, **participant: str | float) -> None:
    """A report of somebody whose client sent no statistics."""
    empty: dict[str, Any] = {"metadata": {}, "quality": {}}
    path.write_bytes(orjson.dumps({"participant": {**participant, "peer_report": empty}}))


@pytest.mark.parametrize("same", ["user_id", "custom_participant_id"])
def test_who_rejoined_is_one_person_called_as_at_first(same: str, tmp_path: Path) -> None:
    later, before = "2026-03-02T10:30:00Z", "2026-03-02T10:00:00Z"
    told: dict[str, str | float] = {"session_id": "s", "duration": 12, same: "one"}
    save_empty(tmp_path / "1.json", id="p1", display_name="Ana (phone)", joined_at=later, **told)
    save_empty(tmp_path / "2.json", id="p2", display_name="Ana", joined_at=before, **told)
    person = {"name": "Ana", "peer_ids": ["p2", "p1"], "minutes": 24, "verdict": "unknown"}
    assert as_json(tmp_path)["people"] == [person]


def test_a_placeholder_is_no_id(tmp_path: Path) -> None:
    for name, session_id in (("Ana", "s"), ("Priya", "undefined")):
        save_empty(tmp_path / f"{name}.json", id="null", display_name=name, session_id=session_id)
    notes = "rtk-mcp: 1 of 2 reports tell no session; all are taken to be of one.\n"
    answer = as_json(tmp_path, notes=notes)
    people = {each["name"]: each["peer_ids"] for each in answer["people"]}
    assert people == {"Ana": ["Ana.json"], "Priya": ["Priya.json"]}
    assert answer["session_id"] == "s"
