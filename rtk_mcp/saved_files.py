"""Files that somebody saved: found, named for a reader, and read as far as is sensible."""

import os
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import IO, Final

from rtk_mcp.errors import NotAReport, RtkError
from rtk_mcp.render.untrusted import clean, quote

STANDARD_INPUT: Final = "-"
MAX_BYTES = 512_000_000
"""Well over the largest answer that is taken from the service; reading on would fill the memory."""
MAX_LABEL_CHARS: Final = 50
"""Less than of a person's name or a peer id is shown, so that two labels differ in what is seen."""
_PIECE_BYTES: Final = 1 << 20
_SUFFIXES: Final = (".json", ".gz")


def is_folder(name: str) -> bool:
    """Whether a folder's reports are meant; what cannot be looked at is none."""
    try:
        return name not in {"", STANDARD_INPUT} and Path(name).is_dir()
    except OSError:
        return False


def find_files(names: Iterable[str]) -> list[str]:
    """Every file once, in the order named; in place of a folder the reports in it, by name, without its subfolders.

    Raises:
        RtkError: a file is not there, or a folder cannot be listed or holds no JSON or gzip file.
    """
    found: list[str] = []
    for name in names:
        found += _files_in(Path(name)) if is_folder(name) else [_existing(name)]
    return list(dict.fromkeys(found))


def _files_in(folder: Path) -> list[str]:
    shown = quote(str(folder))
    try:
        files = sorted(each for each in folder.iterdir() if _may_be_report(each) and each.is_file())
    except OSError as error:
        raise RtkError(f"The folder {shown} cannot be read: {_reason(error)}.") from None
    if not files:
        raise RtkError(
            f"The folder {shown} holds no .json and no .gz file: name one that holds saved reports."
        )
    return [str(each) for each in files]


def _may_be_report(path: Path) -> bool:
    """Hidden files are what archives and editors leave behind."""
    return path.name.lower().endswith(_SUFFIXES) and not path.name.startswith(".")


def _existing(name: str) -> str:
    try:
        there = name == STANDARD_INPUT or (name != "" and Path(name).exists())
    except OSError as error:
        raise RtkError(f"The file {quote(name)} cannot be read: {_reason(error)}.") from None
    if not there:
        raise RtkError(f"There is no file {quote(name)}.")
    return name


def labels_of_files(files: Sequence[str]) -> list[str]:
    """A short name for each, cleaned: the file's; with its folder's, else numbered, where several are called alike."""
    paths = [Path("standard input" if each == STANDARD_INPUT else each) for each in files]
    labels = [clean(path.name, MAX_LABEL_CHARS) for path in paths]
    labels = _told_apart(labels, lambda place: clean("/".join(paths[place].parts[-2:]), MAX_LABEL_CHARS))
    return _told_apart(labels, lambda place: f"{labels[place]} ({place + 1})".lstrip())


def _told_apart(labels: Sequence[str], longer: Callable[[int], str]) -> list[str]:
    often = Counter(labels)
    return [longer(place) if often[label] > 1 or not label else label for place, label in enumerate(labels)]


def read_file(name: str) -> bytes:
    """All of a file, a pipe or standard input.

    Raises:
        NotAReport: it cannot be read, or is larger than `MAX_BYTES`.
    """
    try:
        if name == STANDARD_INPUT:
            return _read_standard_input()
        _require_file_or_pipe(Path(name).stat())  # before opening: to open a device may hang or act
        with Path(name).open("rb") as opened:
            return _read_all(opened)
    except (OSError, ValueError) as error:
        raise NotAReport(f"The file cannot be read: {_reason(error)}.") from None


def _reason(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or "the name is unusable"


def _read_standard_input() -> bytes:
    if sys.stdin is None:
        raise NotAReport("Standard input is closed: pipe a report in, or name its file.")
    return _read_all(sys.stdin.buffer)


def _read_all(opened: IO[bytes]) -> bytes:
    raw = bytearray()
    while piece := opened.read(_PIECE_BYTES):
        raw += piece
        if len(raw) > MAX_BYTES:
            raise NotAReport(f"This is larger than {MAX_BYTES:,} bytes, which no peer report is.")
    return bytes(raw)


def _require_file_or_pipe(status: os.stat_result) -> None:
    """A pipe is what a shell's process substitution names."""
    if not (stat.S_ISREG(status.st_mode) or stat.S_ISFIFO(status.st_mode)):
        raise NotAReport("This is neither a file nor a pipe: name the report's file.")
