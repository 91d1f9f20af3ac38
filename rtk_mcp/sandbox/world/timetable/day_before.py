"""The day before the two weeks that most questions are about: meetings that are asked about as a whole."""

from rtk_mcp.sandbox.world.meeting import Day
from rtk_mcp.sandbox.world.model import ChatKept, Kept, SummaryKept

_WORKDAYS_AGO = 11

TALK_ALONE = Kept(chat=ChatKept.HEADER_ONLY, summary=SummaryKept.NOT_FOUND)
"""Nobody wrote anything, and no summary was asked for."""


def at(hour: int, minute: int = 0) -> Day:
    """That time of the day."""
    return Day(workdays_ago=_WORKDAYS_AGO, hour=hour, minute=minute)
