"""A directory of one's own: whole files or none, within bytes and days, whatever else is in it."""

import os
import socket
import time
from collections.abc import Callable
from pathlib import Path
from stat import S_IMODE

import pytest

from rtk_mcp.meeting.cache_directory import MAX_AGE_S, CacheDirectory, Used

posix_only = pytest.mark.skipif(os.name != "posix", reason="modes")
NAMES = [f"{number:064x}" for number in range(10)]
ANOTHER = "notes.txt"


@pytest.fixture
def cache(tmp_path: Path) -> CacheDirectory:
    return CacheDirectory(tmp_path / "cache" / "reports", max_bytes=800)


def file(cache: CacheDirectory, name: str) -> Path:
    return cache.path / f"{name}.kept"


def leave_unread(cache: CacheDirectory, name: str, for_s: float) -> None:
    facts = file(cache, name).stat()
    os.utime(file(cache, name), (time.time() - for_s, facts.st_mtime))


def make_older(path: Path, by_s: float) -> None:
    os.utime(path, (time.time(), time.time() - by_s))


def test_what_is_written_is_read_by_another_process_too(cache: CacheDirectory) -> None:
    assert cache.read(NAMES[0]) is None
    cache.write(NAMES[0], b"first")
    cache.write(NAMES[0], b"second")
    assert cache.read(NAMES[0]) == CacheDirectory(cache.path).read(NAMES[0]) == b"second"
    assert cache.used() == Used(1, 6)


@posix_only
def test_it_is_for_its_owner_alone_even_if_it_was_not(cache: CacheDirectory) -> None:
    cache.path.mkdir(parents=True)
    cache.path.chmod(0o755)
    cache.path.parent.chmod(0o755)
    cache.write(NAMES[0], b"x")
    assert S_IMODE(cache.path.stat().st_mode) == 0o700
    assert S_IMODE(file(cache, NAMES[0]).stat().st_mode) == 0o600
    assert S_IMODE(cache.path.parent.stat().st_mode) == 0o755, "what was there before is the user's"


@posix_only
def test_what_is_made_on_the_way_is_for_its_owner_alone(cache: CacheDirectory) -> None:
    cache.write(NAMES[0], b"x")
    assert S_IMODE(cache.path.parent.stat().st_mode) == 0o700


def test_what_was_not_read_the_longest_goes_first(cache: CacheDirectory) -> None:
    for place, name in enumerate(NAMES[:8]):
        cache.write(name, b"x" * 100)
        leave_unread(cache, name, 1_000 - place)
    assert cache.read(NAMES[0]) == b"x" * 100
    cache.write(NAMES[8], b"x" * 100)
    kept = [name for name in NAMES if file(cache, name).exists()]
    assert kept == [NAMES[0], *NAMES[3:9]], "an eighth of the room is made free"


def test_the_bound_holds_over_many_writings_and_processes(cache: CacheDirectory) -> None:
    other = CacheDirectory(cache.path, max_bytes=800)
    most = 0
    for number in range(60):
        (cache, other)[number % 2].write(f"{number:064x}", b"x" * 90)
        most = max(most, cache.used().size_bytes)
    assert 500 < most <= 800 + 100 + 90


def test_a_file_that_would_push_out_many_is_not_kept(cache: CacheDirectory) -> None:
    cache.write(NAMES[0], b"x" * 101)
    assert cache.read(NAMES[0]) is None


def test_reading_does_not_make_a_file_younger_and_old_ones_go_when_asked_for(cache: CacheDirectory) -> None:
    cache.write(NAMES[0], b"x")
    make_older(file(cache, NAMES[0]), MAX_AGE_S - 60)
    assert cache.read(NAMES[0]) == b"x"
    assert time.time() - file(cache, NAMES[0]).stat().st_mtime > MAX_AGE_S - 61
    make_older(file(cache, NAMES[0]), MAX_AGE_S + 60)
    assert cache.read(NAMES[0]) is None
    assert not file(cache, NAMES[0]).exists()


@pytest.mark.parametrize("by_s", [MAX_AGE_S + 60, -MAX_AGE_S - 60], ids=["too old", "of a time to come"])
def test_old_files_that_nobody_asks_for_go_with_the_first_question_of_a_process(
    cache: CacheDirectory, by_s: float
) -> None:
    for name in NAMES[:2]:
        cache.write(name, b"x")
    make_older(file(cache, NAMES[0]), by_s)
    assert CacheDirectory(cache.path).read(NAMES[1]) == b"x"
    assert cache.used().files == 1


def test_what_a_killed_process_left_half_written_goes_and_what_is_being_written_stays(
    cache: CacheDirectory,
) -> None:
    cache.write(NAMES[0], b"x")
    left, under_way = (cache.path / f"{NAMES[1]}.{digit * 16}.part" for digit in "ab")
    for part in (left, under_way):
        part.write_bytes(b"half")
    make_older(left, 7_200)
    CacheDirectory(cache.path).read(NAMES[0])
    assert (left.exists(), under_way.exists()) == (False, True)
    cache.clear()
    assert not under_way.exists()


def test_a_writing_that_fails_leaves_nothing_behind(cache: CacheDirectory) -> None:
    cache.path.mkdir(parents=True)
    file(cache, NAMES[0]).mkdir()
    with pytest.raises(OSError, match=NAMES[0]):
        cache.write(NAMES[0], b"x")
    assert [each.name for each in cache.path.iterdir()] == [f"{NAMES[0]}.kept"]


def test_clearing_deletes_this_programs_files_and_no_other(cache: CacheDirectory) -> None:
    assert cache.clear() == Used(0, 0)
    for name in NAMES[:3]:
        cache.write(name, b"xy")
    (cache.path / ANOTHER).write_text("mine")
    assert cache.clear() == Used(3, 6)
    assert [each.name for each in cache.path.iterdir()] == [ANOTHER]
    cache.write(NAMES[0], b"again")
    assert cache.read(NAMES[0]) == b"again"


def test_what_is_no_directory_is_an_error_each_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no directory")
    cache = CacheDirectory(tmp_path / "file" / "reports")
    for _ in range(2):
        with pytest.raises(OSError, match="file"):
            cache.read(NAMES[0])
        with pytest.raises(OSError, match="file"):
            cache.write(NAMES[0], b"x")
        with pytest.raises(OSError, match="file"):
            cache.check()


def test_a_check_makes_and_changes_nothing(cache: CacheDirectory) -> None:
    cache.check()
    assert not cache.path.parent.exists()
    cache.path.mkdir(parents=True)
    cache.path.chmod(0o755)
    before = cache.path.stat()
    cache.check()
    assert cache.path.stat() == before


@posix_only
def test_where_nothing_can_be_made_a_check_says_so(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    with pytest.raises(OSError, match="link"):
        CacheDirectory(tmp_path / "link" / "reports").check()


def directory(path: Path) -> None:
    path.mkdir()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def listening(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the address of a socket is at most 100 characters long
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(path.name)
    finally:
        os.chdir(here)


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


def link_to_a_file(path: Path) -> None:
    target = path.parent / ANOTHER
    target.write_text("mine")
    path.symlink_to(target.name)


@posix_only
@pytest.mark.parametrize("make", [directory, pipe, listening, endless, link_to_itself, link_to_a_file])
def test_what_is_no_file_is_taken_for_none_and_makes_room_for_one(
    cache: CacheDirectory, make: Callable[[Path], None]
) -> None:
    cache.path.mkdir(parents=True)
    make(file(cache, NAMES[0]))
    assert cache.read(NAMES[0]) is None
    assert not os.path.lexists(file(cache, NAMES[0]))
    cache.write(NAMES[0], b"x")
    assert cache.read(NAMES[0]) == b"x"
    assert all(each.read_text() == "mine" for each in cache.path.glob(ANOTHER))


def test_a_directory_with_something_in_it_stays_and_is_taken_for_none(cache: CacheDirectory) -> None:
    inside = file(cache, NAMES[0]) / ANOTHER
    inside.parent.mkdir(parents=True)
    inside.write_text("mine")
    assert cache.read(NAMES[0]) is None
    assert inside.read_text() == "mine"


@posix_only
def test_another_users_file_is_taken_for_none(cache: CacheDirectory, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.write(NAMES[0], b"x")
    other = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: other)
    assert cache.read(NAMES[0]) is None
    assert not file(cache, NAMES[0]).exists()


@posix_only
def test_clearing_goes_on_past_what_is_no_file(cache: CacheDirectory) -> None:
    for name in NAMES[:4]:
        cache.write(name, b"xy")
    for name, make in zip(NAMES[1:4], (directory, pipe, endless), strict=True):
        file(cache, name).unlink()
        make(file(cache, name))
    assert cache.clear() == Used(2, 2 + len("/dev/zero"))
    assert sorted(each.stem for each in cache.path.iterdir()) == NAMES[1:3]


def test_clearing_goes_on_past_what_cannot_be_deleted_and_names_it(
    cache: CacheDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in NAMES[:6]:
        cache.write(name, b"x")
    unlink = Path.unlink

    def refusing(path: Path, *, missing_ok: bool = False) -> None:
        if path.stem == NAMES[3]:
            raise PermissionError(1, "Operation not permitted", str(path))
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refusing)
    with pytest.raises(PermissionError, match=NAMES[3]):
        cache.clear()
    assert [each.stem for each in cache.path.iterdir()] == [NAMES[3]]


@posix_only
def test_a_link_in_its_place_is_refused_and_what_it_leads_to_stays_as_it_is(
    cache: CacheDirectory, tmp_path: Path
) -> None:
    target = tmp_path / "target"
    target.mkdir()
    target.chmod(0o755)
    (target / f"{NAMES[0]}.kept").write_text("mine")
    cache.path.parent.mkdir()
    cache.read(NAMES[0])
    cache.path.symlink_to(target)
    for use in (
        lambda: cache.read(NAMES[0]),
        lambda: cache.write(NAMES[1], b"x"),
        cache.used,
        cache.clear,
        cache.check,
    ):
        with pytest.raises(OSError, match="symbolic link"):
            use()
    assert S_IMODE(target.stat().st_mode) == 0o755
    assert [each.read_text() for each in target.iterdir()] == ["mine"]
