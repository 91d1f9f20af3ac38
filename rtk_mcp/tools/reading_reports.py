"""Many peer reports read side by side, as far as time and the service allow."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from rtk_mcp.errors import RateLimited, RtkError
from rtk_mcp.tools.at_once import HOPELESS, Progress, at_once, out_of_time
from rtk_mcp.tools.reports import Reports

if TYPE_CHECKING:
    from rtk_mcp.report.signals import PeerSignals

NOT_IN_TIME: Final = "Not read in the time there was: ask again, what was read is kept."


async def read_reports(
    kept: Reports, peer_ids: Sequence[str], app_id: str | None, progress: Progress, *, for_s: float
) -> "dict[str, PeerSignals | str]":
    """Every report, or why there is none; a failing one does not fail the others.

    Raises:
        NotPermitted, WrongAccountOrApp, NotConfigured: nothing can be read at all.
    """
    reports: dict[str, PeerSignals | str] = dict.fromkeys(peer_ids, NOT_IN_TIME)
    done: list[str] = []

    async def read(peer_id: str) -> bool:
        try:
            reports[peer_id] = await kept.read(peer_id, app_id=app_id)
        except HOPELESS:
            raise
        except RtkError as error:
            if out_of_time(error):
                return False
            reports[peer_id] = str(error)
            if isinstance(error, RateLimited):
                return False
        done.append(peer_id)
        await progress(len(done), len(reports))
        return True

    await at_once([*reports], read, for_s=for_s)
    return reports
