"""What each finding of a whole meeting means, in the form of the rules' own docstrings."""

from typing import Final

from rtk_mcp.meeting.quality.joining import BRIEF_MIN, MANY_SHORT, SHORT_MIN, SOME_SHORT, SOON_S
from rtk_mcp.meeting.quality.matrix import LOSSY_RATIO
from rtk_mcp.meeting.quality.times import SLOT_S
from rtk_mcp.meeting.quality.together import (
    FOLDED_RATIO,
    MIN_NETWORKS,
    MIN_SERVICE_WIDE,
    MIN_SHARING,
    MOST_RATIO,
)

_COUNTED: Final = (
    f"Thresholds: those of the reports' own findings; compared in slots of {SLOT_S:.0f} s, of which a receiver's are "
    f"lossy when {LOSSY_RATIO:.0%} of those in which it heard the sender are beyond the fair limit. As severe as the "
    "worst of what it is made of. Of high confidence when both ends show it, or two and more witnesses."
)

MEANINGS: Final = (
    f"""`participant-uplink-problem`: what one person sent came badly to others, and what others sent did not.

    Told from the sender's own report where that measured it, and by those who received it: a loss that most of a
    sender's receivers have is the sender's; one that the sender's own report says arrived is not. What others felt of
    it is part of it, and they are `affected`, never blamed. Also where the sender's report shows speech that was sent,
    and none of those who had received the sender got any of it for a while.

    {_COUNTED}

    What to do: a cable or a place closer to the access point, no uploads and backups, the camera off if need be.
    """,
    f"""`participant-downlink-problem`: what one person received came badly from those who were received well by others.

    Also where media go through a TURN relay over tcp or tls to that person's harm. With one sender alone to look at,
    whose line it was cannot be told: both are named, with low confidence.

    {_COUNTED}

    What to do: a cable or a place closer to the access point, no downloads and streaming on the same line, UDP allowed.
    """,
    f"""`participant-device-problem`: one person's computer, microphone, camera or permissions, by their own report; or
    pictures that came poorly from one sender while packets came evenly and whole.

    {_COUNTED}

    What to do: what the finding advises: close programs, choose or plug in another device, allow it in the browser.
    """,
    f"""`shared-network-problem`: people of one provider in one town, of one provider, or of one town had network
    trouble at the same time, while most of the others who were there had none.

    It takes the place of their own findings of which {FOLDED_RATIO:.0%} of the time is common.

    Thresholds: at least {MIN_SHARING} people and {MOST_RATIO:.0%} of those who share it, at once, in 2 slots of
    {SLOT_S:.0f} s; fewer than half of the others.

    What to do: ask whether they were in one place, and have that line or provider checked for that time.
    """,
    f"""`service-wide-problem`: many people on different networks had network trouble at the same time.

    It takes the place of their own findings of which {FOLDED_RATIO:.0%} of the time is common.

    Thresholds: at least {MIN_SERVICE_WIDE} people, {MOST_RATIO:.0%} of those who were there, on at least {MIN_NETWORKS}
    networks, at once, in 2 slots of {SLOT_S:.0f} s.

    What to do: check the service's status for that time, and tell its support the session id and the times.
    """,
    f"""`single-participant-join-trouble`: one person could not stay: short stays one after the other, or a connection
    that broke and was made again.

    Silent for two devices at once, and for who leaves and comes back once.

    Thresholds: {SOME_SHORT} stays of at most {SHORT_MIN:g} min, or {MANY_SHORT} of at most {BRIEF_MIN:g} min, each
    followed by another within {SOON_S / 60:g} min; or the report's own `reconnects`.

    What to do: ask what was on the screen each time, and read the reports of the short stays: events and devices.
    """,
    """`no-quality-data`: no report of the meeting has enough in it to judge anybody.

    Reports are missing, failed, or hold too few samples. It says nothing of how the meeting was.

    Thresholds: the verdict of every report is unknown, see `quality-data-missing`.

    What to do: check that the SDK's version sends call statistics, and ask again some minutes after the meeting.
    """,
)
