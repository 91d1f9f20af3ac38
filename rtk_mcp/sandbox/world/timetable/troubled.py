"""Calls in which something is wrong with somebody's network or device."""

from dataclasses import replace

from rtk_mcp.sandbox.simulation.plan import CpuChange, NetworkChange
from rtk_mcp.sandbox.world import cast
from rtk_mcp.sandbox.world import networks as net
from rtk_mcp.sandbox.world.dialogues import (
    incident_review,
    onboarding,
    pricing,
    product_review,
    smaller_calls,
)
from rtk_mcp.sandbox.world.meeting import Attendance, Day, Meeting
from rtk_mcp.sandbox.world.model import ChatKept, Kept, SummaryKept

_TUESDAY = 1
_WANDA, _STEFAN = cast.GUESTS[0], replace(cast.GUESTS[1], device=net.OLD_LAPTOP)

PRODUCT_REVIEW = Meeting(
    key="tuesday-product-review",
    title="Tuesday product review",
    day=Day(weekday=_TUESDAY, hour=14),
    minutes=60,
    attendances=(
        Attendance(cast.PRIYA, microphone="open"),
        Attendance(
            cast.ANA,
            microphone="open",
            network_changes=(
                NetworkChange(12.5 * 60, net.FLAKY_UPLINK),
                NetworkChange(41.5 * 60, cast.ANA.network),
            ),
        ),
        Attendance(cast.SAM, shares_screen=((9.8 * 60, 56 * 60),)),
        Attendance(cast.INGRID),
        Attendance(cast.MEI),
        Attendance(cast.OTTO, camera="off"),
    ),
    script=product_review.SCRIPT,
    topics=product_review.TOPICS,
    chat=product_review.CHAT,
    summary=product_review.SUMMARY,
)

TROUBLED = (
    PRODUCT_REVIEW,
    Meeting(
        key="incident-review",
        title="Incident review: checkout errors",
        day=Day(workdays_ago=3, hour=10, minute=30),
        minutes=45,
        attendances=(
            Attendance(cast.INGRID),
            Attendance(cast.LUKAS, microphone="open", shares_screen=((60.0, 20 * 60),)),
            Attendance(
                cast.TOMAS,
                network_changes=(
                    NetworkChange(6.5 * 60, net.FLAKY_DOWNLINK),
                    NetworkChange(39 * 60, cast.TOMAS.network),
                ),
            ),
            Attendance(cast.FREYA),
            Attendance(cast.KOFI, network=net.CABLE, device=net.LINUX_FIREFOX),
        ),
        script=incident_review.SCRIPT,
        topics=incident_review.TOPICS,
        chat=incident_review.CHAT,
        summary=incident_review.SUMMARY,
    ),
    Meeting(
        key="onboarding",
        title="Customer onboarding: first call",
        day=Day(workdays_ago=4, hour=13),
        minutes=40,
        attendances=(
            Attendance(cast.LEILA, microphone="open"),
            Attendance(_WANDA),
            Attendance(
                _STEFAN,
                microphone="open",
                cpu_changes=(CpuChange(11 * 60, 0.35), CpuChange(29 * 60, 0.6)),
            ),
        ),
        script=onboarding.SCRIPT,
        topics=onboarding.TOPICS,
        chat=onboarding.CHAT,
        summary=onboarding.SUMMARY,
        counters="cumulative",
    ),
    Meeting(
        key="pricing",
        title="Pricing: the small plan",
        day=Day(workdays_ago=6, hour=12, minute=15),
        minutes=50,
        attendances=(
            Attendance(cast.ROSA),
            Attendance(cast.OTHER_SAM, shares_screen=((8 * 60, 30 * 60),)),
            Attendance(cast.YAEL, microphone="open"),
            Attendance(cast.LEILA, network=net.BEHIND_FIREWALL),
        ),
        script=pricing.SCRIPT,
        topics=pricing.TOPICS,
        chat=pricing.CHAT,
        summary=pricing.SUMMARY,
    ),
    Meeting(
        key="field-visit",
        title="Field visit: sensors",
        day=Day(workdays_ago=2, hour=8, minute=30),
        minutes=40,
        attendances=(
            Attendance(cast.FREYA, microphone="open"),
            Attendance(cast.DIEGO),
            Attendance(
                cast.KOFI,
                leaves_s=13.6 * 60,
                network=net.CELLULAR,
                network_changes=(NetworkChange(11 * 60, net.CELL_EDGE),),
            ),
            Attendance(
                cast.KOFI,
                joins_s=17.4 * 60,
                leaves_s=24.8 * 60,
                network_changes=(NetworkChange(23 * 60, net.CELL_EDGE),),
            ),
            Attendance(cast.KOFI, joins_s=25.7 * 60, network=net.CELLULAR, camera="off"),
        ),
        script=smaller_calls.FIELD_VISIT,
        topics=smaller_calls.FIELD_TOPICS,
        chat=smaller_calls.FIELD_CHAT,
        kept=Kept(summary=SummaryKept.NOT_FOUND),
    ),
    Meeting(
        key="security-sync",
        title="Security sync",
        day=Day(workdays_ago=7, hour=9),
        minutes=30,
        attendances=(
            Attendance(cast.JONAS),
            Attendance(cast.AMARA),
            Attendance(cast.GUESTS[3], network=net.THROUGH_VPN, device=net.WINDOWS_CHROME),
        ),
        script=smaller_calls.SECURITY_SYNC,
        topics=smaller_calls.SECURITY_TOPICS,
        chat=smaller_calls.SECURITY_CHAT,
        kept=Kept(summary=SummaryKept.EMPTY_FILE),
        counters="cumulative",
    ),
    Meeting(
        key="retrospective",
        title="Retrospective",
        day=Day(workdays_ago=8, hour=15),
        minutes=40,
        attendances=(
            *(
                Attendance(
                    who,
                    network=net.OFFICE,
                    network_changes=(
                        NetworkChange(15 * 60, net.BUSY_OFFICE),
                        NetworkChange(25 * 60, net.OFFICE),
                    ),
                )
                for who in (cast.CHIDI, cast.AMARA, cast.SAM)
            ),
            Attendance(cast.LUKAS),
            Attendance(cast.YAEL),
        ),
        script=smaller_calls.RETRO,
        topics=smaller_calls.RETRO_TOPICS,
        kept=Kept(chat=ChatKept.NOT_FOUND, summary=SummaryKept.NO_LINK),
    ),
)
