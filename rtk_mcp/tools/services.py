"""What every tool works with: the API client, the download client, what was read, and the configuration."""

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from rtk_mcp.api.client import RealtimeKit
from rtk_mcp.api.downloads import Downloads
from rtk_mcp.meeting.contents import Contents
from rtk_mcp.settings import Settings
from rtk_mcp.tools.everyone import all_participants
from rtk_mcp.tools.reports import Reports

if TYPE_CHECKING:
    from rtk_mcp.tools.report_files import ReportFiles


@dataclass(frozen=True, slots=True)
class Services:
    """One process's clients; building it does no I/O, `aclose` ends processes and connection pools."""

    settings: Settings
    kit: RealtimeKit = field(repr=False)
    downloads: Downloads = field(repr=False)
    reports: Reports = field(repr=False)
    contents: Contents = field(repr=False)

    @classmethod
    def from_settings(cls, settings: Settings) -> "Services":
        kit = RealtimeKit(settings)
        downloads = Downloads(settings)
        files = _files(settings.cache_dir) if settings.cache_dir else None
        reports = Reports(kit, files=files, workers=settings.workers)
        contents = Contents(kit, downloads, partial(all_participants, kit))
        return cls(settings, kit, downloads, reports, contents)

    async def aclose(self) -> None:
        await self.kit.aclose()
        await self.downloads.aclose()
        await self.reports.aclose()


def _files(cache_dir: str) -> "ReportFiles":
    from rtk_mcp.tools.report_files import ReportFiles, directory_of  # noqa: PLC0415 - few have such a directory

    return ReportFiles(directory_of(cache_dir))
