"""Microphones, cameras and screens that are refused, unplugged, swapped, taken away or muted in hardware."""

from random import Random

from evaluation.drawing import DrawnCall
from evaluation.label import Case, Cause, cause
from rtk_mcp.sandbox.simulation.changes import Permission, Role
from rtk_mcp.sandbox.simulation.plan import DeviceChange, Refusal, Seizure

_REFUSALS: tuple[Permission, ...] = ("DENIED", "SYSTEM_DENIED", "COULD_NOT_START", "NO_DEVICES_AVAILABLE")


def refused_microphone(rng: Random) -> Case:
    """The browser or the system gives no microphone."""
    call = DrawnCall(rng)
    call.change(call.subject, refusals=(Refusal("microphone", rng.choice(_REFUSALS)),))
    return call.case(cause("permission-denied"), verdicts=("poor",))


def refused_camera(rng: Random) -> Case:
    """The browser or the system gives no camera."""
    call = DrawnCall(rng)
    call.change(call.subject, refusals=(Refusal("camera", rng.choice(_REFUSALS)),))
    return call.case(cause("permission-denied"), verdicts=("fair",))


def refused_screen(rng: Random) -> Case:
    """The system does not let the browser record the screen."""
    call = DrawnCall(rng)
    call.change(
        call.subject, shares_screen=(call.some_span(),), refusals=(Refusal("screen", "SYSTEM_DENIED"),)
    )
    return call.case(cause("permission-denied"), verdicts=("fair",))


def unplugged_microphone(rng: Random) -> Case:
    """The microphone in use is unplugged and nothing takes its place; the person stays unmuted."""
    call = DrawnCall(rng)
    at_s = call.duration_s * rng.uniform(0.2, 0.7)
    call.change(call.subject, device_changes=(DeviceChange(at_s, "microphone"),))
    return call.case(
        _nothing_sent("audio", at_s, call.duration_s), consequences=("device-change",), verdicts=("poor",)
    )


def seized_microphone(rng: Random) -> Case:
    """A phone call takes the microphone for a stretch; the person stays unmuted."""
    call = DrawnCall(rng)
    span = call.some_span()
    call.change(call.subject, seizures=(Seizure("microphone", span),))
    return call.case(_nothing_sent("audio", *span), consequences=("device-change",), verdicts=("poor",))


def replugged_microphone(rng: Random) -> Case:
    """The microphone falls out of its socket for one to three minutes; the person stays unmuted."""
    call = DrawnCall(rng, minutes=(8.0, 18.0))
    at_s = call.duration_s * rng.uniform(0.2, 0.5)
    back_s = at_s + rng.uniform(75.0, 180.0)
    changes = (
        DeviceChange(at_s, "microphone"),
        DeviceChange(back_s, "microphone", replaced_by="Other microphone"),
    )
    call.change(call.subject, device_changes=changes)
    found = _nothing_sent("audio", at_s, back_s)
    return call.case(found, consequences=("device-change",), verdicts=("fair", "poor"))


def unplugged_camera(rng: Random) -> Case:
    """The camera in use is unplugged and nothing takes its place; it stays on in the call."""
    call = DrawnCall(rng)
    at_s = call.duration_s * rng.uniform(0.2, 0.7)
    call.change(call.subject, device_changes=(DeviceChange(at_s, "camera"),))
    return call.case(
        _nothing_sent("video", at_s, call.duration_s),
        consequences=("device-change",),
        verdicts=("fair", "poor"),
    )


def seized_camera(rng: Random) -> Case:
    """Another program takes the camera for a stretch; nothing tells the page."""
    call = DrawnCall(rng)
    span = call.some_span()
    call.change(call.subject, seizures=(Seizure("camera", span, noted=rng.random() < 0.5),))  # noqa: PLR2004
    return call.case(
        _nothing_sent("video", *span), consequences=("device-change",), verdicts=("fair", "poor")
    )


def _nothing_sent(media: str, start_s: float, end_s: float) -> Cause:
    return cause(
        f"no-{media}-sent", directions=("send", "none"), media=(media, "device"), span=(start_s, end_s)
    )


def swapped_device(rng: Random) -> Case:
    """The device in use is unplugged and another takes its place at once."""
    call = DrawnCall(rng)
    at_s = call.duration_s * rng.uniform(0.2, 0.8)
    roles: tuple[Role, ...] = ("microphone", "camera", "speaker")
    role = rng.choice(roles)
    call.change(call.subject, device_changes=(DeviceChange(at_s, role, replaced_by=f"Other {role}"),))
    return call.case(cause("device-change"))


def muted_in_hardware(rng: Random) -> Case:
    """The switch on the headset is on mute for the whole call, and in the call the microphone is on."""
    call = DrawnCall(rng)
    call.change(call.subject, microphone_silent=((0.0, call.duration_s),))
    found = cause("silent-microphone", directions=("send", "none"), media=("audio", "device"))
    return call.case(found, verdicts=("good", "fair"))


DEVICES = (
    refused_microphone,
    refused_camera,
    refused_screen,
    unplugged_microphone,
    seized_microphone,
    replugged_microphone,
    unplugged_camera,
    seized_camera,
    swapped_device,
    muted_in_hardware,
)
