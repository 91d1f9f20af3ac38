"""What every tool works with: the API client, the download client, what was read, and the configuration."""

from dataclasses import dataclass, field
from functools import partial

from rtk_mcp.api.client import RealtimeKit
from rtk_mcp.api.downloads import Downloads
from rtk_mcp.meeting.contents import Contents
from rtk_mcp.settings import Settings
from rtk_mcp.tools.everyone import all_participants
from rtk_mcp.tools.reports import Reports


@dataclass(frozen=True, slots=True)
class Services:
    """One process's clients; building it does no I/O, `aclose` ends both connection pools."""

    settings: Settings
    kit: RealtimeKit = field(repr=False)
    downloads: Downloads = field(repr=False)
    reports: Reports = field(repr=False)
    contents: Contents = field(repr=False)

    @classmethod
    def from_settings(cls, settings: Settings) -> "Services":
        kit = RealtimeKit(settings)
        downloads = Downloads(settings)
        return cls(
            settings, kit, downloads, Reports(kit), Contents(kit, downloads, partial(all_participants, kit))
        )

    async def aclose(self) -> None:
        await self.kit.aclose()
        await self.downloads.aclose()
