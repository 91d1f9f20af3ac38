"""A directory of one's own: whole files or none, within bytes and days, whatever else is in it."""

import os
import time
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


def test_a_check_leaves_no_file(cache: CacheDirectory) -> None:
    cache.check()
    assert [*cache.path.iterdir()] == []
