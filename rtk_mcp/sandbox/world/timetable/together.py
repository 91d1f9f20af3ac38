"""Calls whose trouble only the reports of all of them together tell, or of which reports are missing."""

from dataclasses import replace

from rtk_mcp.sandbox.simulation.plan import Network, NetworkChange
from rtk_mcp.sandbox.world import cast
from rtk_mcp.sandbox.world import networks as net
from rtk_mcp.sandbox.world.dialogues import together
from rtk_mcp.sandbox.world.meeting import Attendance, Meeting, Member
from rtk_mcp.sandbox.world.model import ReportKept
from rtk_mcp.sandbox.world.timetable.day_before import TALK_ALONE, at

_WANDA, _STEFAN, _UMA = cast.GUESTS[0], cast.GUESTS[1], cast.GUESTS[2]
_OVERLOADED_S = (4 * 60, 8 * 60)
_TRIES_S = ((14.0, 27.0), (36.0, 52.0), (63.0, 75.0), (90.0, 108.0), (121.0, 136.0))


def _behind_overloaded_server(network: Network) -> Network:
    """A line with which nothing is wrong, to a server that drops what passes through it."""
    return replace(
        network,
        up=replace(network.up, loss_ratio=0.12, jitter_ms=30),
        down=replace(network.down, loss_ratio=0.12, jitter_ms=30),
    )


def _partner(who: Member, network: Network) -> Attendance:
    start_s, end_s = _OVERLOADED_S
    return Attendance(
        who,
        network=network,
        microphone="open",
        network_changes=(
            NetworkChange(start_s, _behind_overloaded_server(network)),
            NetworkChange(end_s, network),
        ),
    )


TOGETHER = (
    Meeting(
        key="partner-day",
        title="Partner day: open questions",
        day=at(14),
        minutes=12,
        attendances=tuple(
            _partner(who, network)
            for who, network in (
                (cast.INGRID, net.FIBRE),
                (cast.LUKAS, net.CABLE),
                (cast.KENJI, net.FAR_AWAY),
                (cast.ROSA, net.SOUTH),
                (cast.LEILA, net.GULF),
                (cast.FREYA, net.NORTH),
                (cast.YAEL, net.COAST),
                (cast.AMARA, net.HILLS),
            )
        ),
        script=together.PARTNERS,
        topics=("the partner list", "the joint page", "the price of the stand", "the next date"),
        kept=TALK_ALONE,
    ),
    Meeting(
        key="product-tour",
        title="Product tour for guests",
        day=at(15),
        minutes=8,
        attendances=(
            Attendance(cast.PRIYA, microphone="open"),
            Attendance(cast.OTTO),
            Attendance(cast.MEI),
            Attendance(_UMA),
            *(
                Attendance(_WANDA, joins_s=start_s, leaves_s=end_s, talks_share=0)
                for start_s, end_s in _TRIES_S
            ),
            Attendance(_WANDA, joins_s=154.0),
        ),
        script=together.JOINING,
        topics=("the first page", "the search box", "the export"),
        kept=TALK_ALONE,
    ),
    Meeting(
        key="auditors",
        title="Call with the auditors",
        day=at(16),
        minutes=6,
        attendances=(
            Attendance(cast.LEILA, report=ReportKept.EMPTY),
            Attendance(_STEFAN, report=ReportKept.EMPTY),
            Attendance(cast.INGRID, report=ReportKept.NOT_FOUND),
        ),
        script=together.AUDITORS,
        topics=("the two lists", "the signatures"),
        kept=TALK_ALONE,
    ),
    Meeting(
        key="go-or-not",
        title="Go or no go",
        day=at(17),
        minutes=8,
        attendances=(
            Attendance(cast.FREYA),
            Attendance(
                cast.JONAS, microphone="open", network=replace(cast.JONAS.network, up=net.FLAKY_UPLINK.up)
            ),
            Attendance(cast.CHIDI),
            Attendance(cast.AMARA),
            Attendance(cast.MEI, report=ReportKept.NOT_FOUND),
            Attendance(cast.OTTO, report=ReportKept.CUT),
            Attendance(_UMA, report=ReportKept.FAILS),
        ),
        script=together.GO_OR_NOT,
        topics=("the open points", "the way back", "the mail to everybody"),
        kept=TALK_ALONE,
    ),
)
