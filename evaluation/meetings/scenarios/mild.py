"""One person has a trouble that is hardly felt, or on the border: it may be told or not, and of nobody else."""

from dataclasses import replace
from random import Random

from evaluation.links import leaky
from evaluation.meetings.drawing import SOME, DrawnMeeting
from evaluation.meetings.faults import spoil
from evaluation.meetings.label import DEVICE, DOWNLINK, JOINING, UPLINK, MeetingCase, neutral
from rtk_mcp.sandbox.simulation.plan import DeviceChange, NetworkChange


def swapped_headset(rng: Random) -> MeetingCase:
    """One person's headset is unplugged and another takes its place at once."""
    call = DrawnMeeting(rng)
    place = call.some(1)[0]
    change = DeviceChange(
        call.duration_s * rng.uniform(0.2, 0.8), "microphone", replaced_by="Other microphone"
    )
    call.change(place, device_changes=(change,))
    return call.meeting(neutral=(neutral((DEVICE,), call.users((place,))),))


def handover(rng: Random) -> MeetingCase:
    """One person's phone moves from Wi-Fi to the mobile network: some seconds, once."""
    call = DrawnMeeting(rng, people=SOME)
    place = call.some(1)[0]
    there = replace(call.people[place].network, kind="wifi", relay=None)
    mobile = replace(there, kind="cellular", asn="AS65500", rtt_ms=there.rtt_ms + 20.0)
    at_s = call.duration_s * rng.uniform(0.2, 0.8)
    call.change(place, network=there, network_changes=(NetworkChange(at_s, mobile),))
    beside = neutral((JOINING, UPLINK, DOWNLINK), call.users((place,)))
    return call.meeting(neutral=(beside,), verdicts=("good", "fair"))


def leaky_uplink(rng: Random) -> MeetingCase:
    """One person's uplink loses a little: on the border of what is heard, and nobody else's."""
    call = DrawnMeeting(rng, least=3)
    place = call.some(1)[0]
    spoil(call, place, up=leaky(rng))
    beside = neutral((UPLINK,), call.users((place,)))
    return call.meeting(neutral=(beside,), verdicts=("good", "fair", "poor"))


def leaky_downlink(rng: Random) -> MeetingCase:
    """One person's downlink loses a little: on the border of what is heard, and nobody else's."""
    call = DrawnMeeting(rng, least=3)
    place = call.some(1)[0]
    spoil(call, place, down=leaky(rng))
    beside = neutral((DOWNLINK,), call.users((place,)))
    return call.meeting(neutral=(beside,), verdicts=("good", "fair", "poor"))


MILD = (swapped_headset, handover, leaky_uplink, leaky_downlink)
