"""What saved files are called, and which there are."""

from pathlib import Path

import pytest

from rtk_mcp.saved_files import MAX_LABEL_CHARS, find_files, is_folder, labels_of_files


@pytest.mark.parametrize(
    ("files", "labels"),
    [
        (["/a/ana.json", "b/ben.gz"], ["ana.json", "ben.gz"]),
        (["/a/report.json", "/b/report.json", "x.json"], ["a/report.json", "b/report.json", "x.json"]),
        (["/1/a/r.json", "/2/a/r.json"], ["a/r.json (1)", "a/r.json (2)"]),
        (["-", "x.json"], ["standard input", "x.json"]),
        (["\u202e", "x.json"], ["(1)", "x.json"]),
    ],
)
def test_each_file_has_a_short_name_of_its_own(files: list[str], labels: list[str]) -> None:
    assert labels_of_files(files) == labels


def test_long_names_that_begin_alike_are_told_apart() -> None:
    labels = labels_of_files([f"{'x' * 200}{number}.json" for number in range(3)])
    assert len(set(labels)) == 3
    assert max(map(len, labels)) <= MAX_LABEL_CHARS + len(" (3)")


def test_files_of_a_folder_come_by_name_in_its_place(tmp_path: Path) -> None:
    for name in ("b.json", "a.json.gz", "c.gz", "d.txt", ".e.json"):
        (tmp_path / name).touch()
    last = tmp_path / "d.txt"
    found = find_files([str(last), str(tmp_path), str(last), str(tmp_path / "c.gz")])
    assert [Path(each).name for each in found] == ["d.txt", "a.json.gz", "b.json", "c.gz"]


@pytest.mark.parametrize("name", ["", "-", "x" * 5_000, "\0", "/nowhere"])
def test_what_cannot_be_looked_at_is_no_folder(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "-").mkdir()
    monkeypatch.chdir(tmp_path)
    assert not is_folder(name)
