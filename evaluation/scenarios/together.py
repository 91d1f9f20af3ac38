"""Two things that are the matter at once, and have nothing to do with each other: both ought to be found."""

from random import Random

from evaluation.consequences import RECEIVED_BADLY, SENT_BADLY, SLOW_DEVICE
from evaluation.drawing import DrawnCall
from evaluation.label import Case, cause
from evaluation.links import lossy
from rtk_mcp.sandbox.simulation.plan import DeviceChange, Refusal

_MEDIA = ("audio", "video")


def slow_device_and_lossy_downlink(rng: Random) -> Case:
    """A slow computer behind a lossy downlink."""
    call = DrawnCall(rng, people=rng.randint(3, 6))
    call.change_network(call.subject, down=lossy(rng))
    call.change_device(call.subject, cpu_headroom=rng.uniform(0.25, 0.45), cpus=2)
    slow = cause("cpu-limited", directions=("send",), media=("video",))
    loss = cause("downlink-packet-loss", directions=("receive",), media=_MEDIA)
    return call.case(slow, loss, consequences=(*SLOW_DEVICE, *RECEIVED_BADLY), verdicts=("poor",))


def far_away_and_lossy_uplink(rng: Random) -> Case:
    """A long way to the service that loses what is sent; loss does not make a way long, nor the other way round."""
    call = DrawnCall(rng, measured=True)
    call.change_network(call.subject, rtt_ms=rng.uniform(345.0, 500.0), up=lossy(rng))
    loss = cause("uplink-packet-loss", directions=("send",), media=_MEDIA)
    return call.case(loss, cause("high-round-trip-time"), consequences=SENT_BADLY, verdicts=("poor",))


def refused_camera_and_lossy_sender(rng: Random) -> Case:
    """No camera for the looked-at person, and a lossy uplink for somebody else."""
    call = DrawnCall(rng, people=rng.randint(3, 6))
    guilty = rng.choice(call.others)
    call.change(call.subject, refusals=(Refusal("camera", "DENIED"),))
    call.change(guilty, microphone_on=((0.0, call.duration_s),))
    call.change_network(guilty, up=lossy(rng))
    loss = cause("remote-sender-loss", directions=("receive",), media=_MEDIA, peers=(call.peer(guilty),))
    return call.case(cause("permission-denied"), loss, consequences=RECEIVED_BADLY, verdicts=("poor",))


def swapped_microphone_and_dark_room(rng: Random) -> Case:
    """The looked-at person changes the headset, and sits in the dark."""
    call = DrawnCall(rng)
    at_s = call.duration_s * rng.uniform(0.2, 0.8)
    call.change(call.subject, device_changes=(DeviceChange(at_s, "microphone", replaced_by="Other headset"),))
    call.change_device(call.subject, camera_fps=rng.uniform(4.0, 6.5))
    dark = cause("low-frame-rate", directions=("send",), media=("video",))
    return call.case(cause("device-change"), dark, consequences=("low-quality-score",), verdicts=("poor",))


def own_downlink_and_lossy_sender(rng: Random) -> Case:
    """A lossy downlink, and one sender whose own uplink loses as much again."""
    call = DrawnCall(rng, people=rng.randint(4, 6))
    guilty = rng.choice(call.others)
    call.change(guilty, microphone_on=((0.0, call.duration_s),))
    call.change_network(guilty, up=lossy(rng))
    call.change_network(call.subject, down=lossy(rng))
    loss = cause("downlink-packet-loss", directions=("receive",), media=_MEDIA)
    symptoms = (*RECEIVED_BADLY, "remote-sender-loss", "inbound-loss-unattributed")
    return call.case(loss, consequences=symptoms, verdicts=("poor",))


TOGETHER = (
    slow_device_and_lossy_downlink,
    far_away_and_lossy_uplink,
    refused_camera_and_lossy_sender,
    swapped_microphone_and_dark_room,
    own_downlink_and_lossy_sender,
)
