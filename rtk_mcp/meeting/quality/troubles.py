"""What each report shows, as somebody's trouble: whose uplink, downlink or device it was, by what all reports say.

A report sees one end. What it shows of its own participant's uplink, downlink and device is theirs; what it shows of
one sender among several is that sender's, unless others heard that sender well at the same time.
"""

from collections.abc import Sequence

from rtk_mcp.meeting.quality.cut_off import cut_off_troubles
from rtk_mcp.meeting.quality.matrix import Matrix
from rtk_mcp.meeting.quality.model import Stay
from rtk_mcp.meeting.quality.own import own_troubles
from rtk_mcp.meeting.quality.received import Received
from rtk_mcp.meeting.quality.trouble import Trouble


def troubles_of(stays: Sequence[Stay], matrix: Matrix) -> list[Trouble]:
    """Every felt finding of every report as somebody's trouble, and who reached nobody by all reports together."""
    own = [trouble for stay in stays for trouble in own_troubles(stay)] + cut_off_troubles(stays, matrix)
    received = [Received(stay, matrix) for stay in stays if stay.signals]
    complaints = [each for one in received for each in one.complaints()]
    return own + [trouble for one in received for trouble in one.troubles(own, complaints)]
