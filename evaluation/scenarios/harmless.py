"""Healthy calls in which something happens to a device that takes nothing from anyone."""

from random import Random

from evaluation.drawing import DrawnCall
from evaluation.label import Case
from rtk_mcp.sandbox.simulation.plan import DeviceChange, Refusal


def modest_camera(rng: Random) -> Case:
    """A camera that gives fewer and smaller pictures than others, all the time: modest, and no fault."""
    call = DrawnCall(rng)
    place = rng.choice((call.subject, *call.others))
    call.change_device(
        place, camera_fps=rng.choice((12.0, 15.0, 24.0, 25.0)), camera_width=rng.choice((640, 960))
    )
    return call.case()


def microphone_unplugged_while_muted(rng: Random) -> Case:
    """The looked-at person mutes for good and then unplugs the microphone: nobody misses anything."""
    call = DrawnCall(rng)
    muted_s = call.duration_s * rng.uniform(0.3, 0.6)
    unplugged_s = muted_s + rng.uniform(20.0, 60.0)
    call.change(
        call.subject,
        microphone_on=((0.0, muted_s),),
        device_changes=(DeviceChange(unplugged_s, "microphone"),),
    )
    return call.case(consequences=("device-change",))


def permission_given_later(rng: Random) -> Case:
    """The camera is refused at first, and allowed after some seconds."""
    call = DrawnCall(rng)
    joins_s = call.people[call.subject].joins_s
    refusal = Refusal("camera", until_s=joins_s + rng.uniform(8.0, 60.0))
    call.change(call.subject, refusals=(refusal,))
    return call.case()


def share_called_off(rng: Random) -> Case:
    """The looked-at person opens the screen picker and closes it again."""
    call = DrawnCall(rng)
    call.change(call.subject, shares_screen=(call.some_span(),), refusals=(Refusal("screen", "CANCELED"),))
    return call.case()


HARMLESS = (
    modest_camera,
    microphone_unplugged_while_muted,
    permission_given_later,
    share_called_off,
)
