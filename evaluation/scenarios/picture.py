"""Pictures that stand still, jerk, are tiny or cannot be read, each for a reason of its own.

Dark cameras give 4 to 7 pictures a second where 8 is poor; small ones are 160 to 208 pixels wide where 240 is.
"""

from dataclasses import replace
from random import Random

from evaluation.consequences import RECEIVED_BADLY, SENT_BADLY
from evaluation.drawing import DrawnCall
from evaluation.label import Case, cause
from rtk_mcp.sandbox.simulation.plan import CameraChange, Link, NetworkChange

_POOR_PICTURE = ("low-quality-score", "low-frame-rate", "low-resolution")


def hung_decoder(rng: Random) -> Case:
    """The video decoder stops for half a minute to two: packets pile up before it."""
    call = DrawnCall(rng)
    length_s = rng.uniform(35.0, 120.0)
    start_s = rng.uniform(60.0, call.duration_s - length_s - 30.0)
    span = (start_s, start_s + length_s)
    call.change(call.subject, decoder_hangs=(span,))
    found = cause("video-freeze", directions=("receive",), media=("video",), span=span)
    return call.case(found, consequences=(*_POOR_PICTURE, "decoder-overload"), verdicts=("poor",))


def late_key_frames(rng: Random) -> Case:
    """Another's encoder answers a request for a key frame after 40 to 90 s: who comes later waits that long for it."""
    call = DrawnCall(rng, people=rng.randint(3, 6))
    guilty = rng.choice(call.others)
    call.change(guilty, joins_s=0.0)
    call.change_device(guilty, key_frame_delay_s=float(rng.randint(40, 90)))
    call.change(call.subject, joins_s=rng.uniform(20.0, 90.0))
    found = cause("video-freeze", directions=("receive",), media=("video",), peers=(call.peer(guilty),))
    symptoms = (*_POOR_PICTURE, "keyframe-storm", "remote-sender-loss")
    return call.case(found, consequences=symptoms, verdicts=("poor",))


def anothers_dark_room(rng: Random) -> Case:
    """Another's camera exposes each picture for so long that only a few come per second."""
    call = DrawnCall(rng, people=rng.randint(2, 4))
    guilty = rng.choice(call.others)
    call.change_device(guilty, camera_fps=rng.uniform(4.0, 6.5))
    found = cause("low-frame-rate", directions=("receive",), media=("video",), peers=(call.peer(guilty),))
    return call.case(found, consequences=("low-quality-score",), verdicts=("poor",))


def own_dark_room(rng: Random) -> Case:
    """The looked-at person's camera gives only a few pictures per second."""
    call = DrawnCall(rng)
    call.change_device(call.subject, camera_fps=rng.uniform(4.0, 6.5))
    found = cause("low-frame-rate", directions=("send",), media=("video",))
    return call.case(found, consequences=("low-quality-score",), verdicts=("poor",))


def lights_out(rng: Random) -> Case:
    """The looked-at person's light goes for a stretch, and the camera falls from 30 pictures per second to 5."""
    call = DrawnCall(rng, minutes=(8.0, 20.0))
    span = call.some_span()
    changes = (CameraChange(span[0], rng.uniform(4.0, 6.5)), CameraChange(span[1], 30.0))
    call.change(call.subject, camera_changes=changes)
    found = cause("low-frame-rate", directions=("send",), media=("video",), span=span)
    return call.case(found, consequences=("low-quality-score",), verdicts=("poor",))


def own_tiny_camera(rng: Random) -> Case:
    """The looked-at person's camera is a very small one."""
    call = DrawnCall(rng)
    call.change_device(call.subject, camera_width=rng.randrange(160, 210, 16))
    found = cause("low-resolution", directions=("send",), media=("video",))
    return call.case(found, consequences=("low-quality-score",), verdicts=("poor",))


def anothers_tiny_camera(rng: Random) -> Case:
    """Another's camera is a very small one; the receiver cannot tell it from a tile that asked for no more."""
    call = DrawnCall(rng)
    guilty = rng.choice(call.others)
    call.change_device(guilty, camera_width=rng.randrange(160, 210, 16))
    found = cause("low-resolution", directions=("receive",), media=("video",), peers=(call.peer(guilty),))
    return call.case(found, consequences=("low-quality-score",), verdicts=("fair",))


def starved_share(rng: Random) -> Case:
    """The looked-at person shares a screen over an uplink that can carry a third of its width."""
    call = DrawnCall(rng, measured=True, minutes=(8.0, 20.0))
    call.change(
        call.subject, camera_on=(), shares_screen=(call.some_span((0.4, 0.7)),), shared_content="mixed"
    )
    call.change_network(call.subject, up=Link(bandwidth_kbps=rng.uniform(95.0, 135.0)), relay=None)
    held_back = cause("bandwidth-limited-uplink", directions=("send",), media=("screenshare_video",))
    unreadable = cause(
        "screenshare-unreadable",
        within=("bandwidth-limited-uplink", "network-congestion"),
        directions=("send",),
    )
    symptoms = (*SENT_BADLY, "high-round-trip-time", "network-congestion", "uplink-packet-loss")
    return call.case(held_back, unreadable, consequences=symptoms, verdicts=("poor",))


def anothers_starved_share(rng: Random) -> Case:
    """Another's uplink breaks down while they share a screen: the text on it is gone from then on."""
    call = DrawnCall(rng, people=rng.randint(3, 6), minutes=(8.0, 20.0))
    guilty = rng.choice(call.others)
    start_s, end_s = call.some_span((0.6, 0.8))
    at_s = start_s + (end_s - start_s) * rng.uniform(0.3, 0.5)
    good = call.people[guilty].network
    bad = replace(good, up=Link(bandwidth_kbps=rng.uniform(105.0, 145.0)), relay=None)
    call.change_network(guilty, relay=None)
    call.change(
        guilty,
        camera_on=(),
        shares_screen=((start_s, end_s),),
        network_changes=(NetworkChange(at_s, bad),),
    )
    found = cause(
        "screenshare-unreadable",
        within=("remote-sender-loss",),
        directions=("receive",),
        media=("screenshare_video",),
        peers=(call.peer(guilty),),
        span=(at_s, end_s),
    )
    symptoms = (*RECEIVED_BADLY, "remote-sender-loss")
    return call.case(found, consequences=symptoms, verdicts=("poor",))


def tiny_window(rng: Random) -> Case:
    """A small window is shared: too small to read on the other side, and perhaps meant to be."""
    call = DrawnCall(rng)
    guilty = rng.choice(call.others)
    call.change(guilty, shares_screen=(call.some_span(),), shared_width=rng.randrange(480, 680, 8))
    found = cause(
        "screenshare-unreadable",
        directions=("receive",),
        media=("screenshare_video",),
        peers=(call.peer(guilty),),
    )
    return call.case(found, verdicts=("fair",))


PICTURE = (
    hung_decoder,
    late_key_frames,
    anothers_dark_room,
    own_dark_room,
    lights_out,
    own_tiny_camera,
    anothers_tiny_camera,
    starved_share,
    anothers_starved_share,
    tiny_window,
)
