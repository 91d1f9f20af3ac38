"""What every measure works with: reports, a service that serves them, and whether to be quick about it."""

import contextlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.file_server import serving
from benchmarks.reports import Reports, Size


@dataclass(frozen=True, slots=True)
class Stage:
    """`base_url` is what CLOUDFLARE_BASE_URL would be; `quick` leaves the largest reports out."""

    reports: Reports
    base_url: str
    quick: bool

    @property
    def largest(self) -> Size:
        return 10 if self.quick else 100

    @property
    def sizes(self) -> tuple[Size, ...]:
        return (1, 10) if self.quick else (1, 10, 100)


@contextlib.contextmanager
def set_up(*, quick: bool) -> Iterator[Stage]:
    """A stage that leaves nothing behind."""
    with tempfile.TemporaryDirectory(prefix="rtk-mcp-bench-") as name, serving(Path(name)) as base_url:
        yield Stage(Reports(Path(name)), base_url, quick)
