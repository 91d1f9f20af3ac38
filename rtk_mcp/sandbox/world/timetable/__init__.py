"""The weeks, meeting by meeting; `__init__` of the world has the table of what is special in each."""

from rtk_mcp.sandbox.world.meeting import Meeting
from rtk_mcp.sandbox.world.timetable.crowds import CROWDS
from rtk_mcp.sandbox.world.timetable.everyday import EVERYDAY
from rtk_mcp.sandbox.world.timetable.odd_files import ODD_FILES
from rtk_mcp.sandbox.world.timetable.oddities import ODDITIES
from rtk_mcp.sandbox.world.timetable.together import TOGETHER
from rtk_mcp.sandbox.world.timetable.troubled import TROUBLED

MEETINGS: tuple[Meeting, ...] = (*TROUBLED, *EVERYDAY, *ODDITIES, *ODD_FILES)
PUT_OFF: tuple[Meeting, ...] = (*CROWDS, *TOGETHER)
"""Put together when first looked into: large, or asked about seldom."""
