"""One person's device cannot keep up, or gives no sound or picture."""

from collections.abc import Iterable
from random import Random

from evaluation.meetings.drawing import SOME, DrawnMeeting
from evaluation.meetings.label import DEVICE, MeetingCase
from rtk_mcp.report.finding import Verdict
from rtk_mcp.sandbox.simulation.changes import Permission
from rtk_mcp.sandbox.simulation.plan import CpuChange, DeviceChange, Dropouts, Refusal, Seizure, Span

_REFUSALS: tuple[Permission, ...] = ("DENIED", "SYSTEM_DENIED", "COULD_NOT_START", "NO_DEVICES_AVAILABLE")


def slow_computer(rng: Random) -> MeetingCase:
    """One person's computer can neither encode its own picture in time nor show the others'."""
    call = DrawnMeeting(rng)
    guilty = call.some(1)[0]
    call.change_device(guilty, cpu_headroom=rng.uniform(0.25, 0.45), cpus=2)
    return _labelled(call, guilty)


def slow_for_a_while(rng: Random) -> MeetingCase:
    """Another program takes one person's processor for a stretch."""
    call = DrawnMeeting(rng, people=SOME)
    guilty, span = call.some(1)[0], call.some_span((0.4, 0.6))
    call.change(guilty, cpu_changes=(CpuChange(span[0], rng.uniform(0.25, 0.4)), CpuChange(span[1], 1.0)))
    return _labelled(call, guilty, span)


def slow_to_show(rng: Random) -> MeetingCase:
    """One person's computer cannot show the others' pictures in time; its own camera is off."""
    call = DrawnMeeting(rng)
    guilty = call.some(1)[0]
    call.change_device(guilty, cpu_headroom=rng.uniform(0.2, 0.4), cpus=2)
    call.change(guilty, camera_on=())
    return _labelled(call, guilty, affected=(call.user(guilty),))


def hung_decoder(rng: Random) -> MeetingCase:
    """One person's video decoder stops for one to two minutes."""
    call = DrawnMeeting(rng, least=3, minutes=(5.0, 8.0))
    guilty, start_s = call.some(1)[0], rng.uniform(60.0, 120.0)
    span = (start_s, start_s + rng.uniform(60.0, 120.0))
    call.change(guilty, decoder_hangs=(span,))
    return _labelled(call, guilty, span, affected=(call.user(guilty),))


def refused_microphone(rng: Random) -> MeetingCase:
    """The browser or the system gives one person no microphone: nobody hears them."""
    call = DrawnMeeting(rng)
    guilty = call.some(1)[0]
    call.audible(guilty)
    call.change(guilty, refusals=(Refusal("microphone", rng.choice(_REFUSALS)),))
    return _labelled(call, guilty)


def refused_camera(rng: Random) -> MeetingCase:
    """The browser or the system gives one person no camera."""
    call = DrawnMeeting(rng)
    guilty = call.some(1)[0]
    call.change(guilty, refusals=(Refusal("camera", rng.choice(_REFUSALS)),))
    return _labelled(call, guilty, verdicts=("fair",))


def lost_microphone(rng: Random) -> MeetingCase:
    """One person's microphone is unplugged, or taken by a phone call, while they stay unmuted."""
    call = DrawnMeeting(rng)
    guilty, span = call.some(1)[0], call.some_span((0.4, 0.6))
    call.audible(guilty)
    if rng.random() < 0.5:  # noqa: PLR2004 - either
        call.change(guilty, seizures=(Seizure("microphone", span),))
    else:
        span = (span[0], call.duration_s)
        call.change(guilty, device_changes=(DeviceChange(span[0], "microphone"),))
    return _labelled(call, guilty, span)


def lost_camera(rng: Random) -> MeetingCase:
    """One person's camera is unplugged, or taken by another program, while it is on in the meeting."""
    call = DrawnMeeting(rng)
    guilty, span = call.some(1)[0], call.some_span((0.4, 0.6))
    if rng.random() < 0.5:  # noqa: PLR2004 - either
        call.change(guilty, seizures=(Seizure("camera", span, noted=False),))
    else:
        span = (span[0], call.duration_s)
        call.change(guilty, device_changes=(DeviceChange(span[0], "camera"),))
    return _labelled(call, guilty, span, verdicts=("fair", "poor"))


def stuttering_microphone(rng: Random) -> MeetingCase:
    """One person's microphone drops out once a second and more: no packets are lost, for none are made."""
    call = DrawnMeeting(rng, least=3)
    guilty, whole = call.some(1)[0], (0.0, call.duration_s)
    call.audible(guilty)
    call.change(guilty, dropouts=(Dropouts(whole, per_minute=rng.uniform(70.0, 150.0)),))
    return _labelled(call, guilty, affected=call.others_there((guilty,), None))


def dark_room(rng: Random) -> MeetingCase:
    """One person's camera gives only a few pictures per second."""
    call = DrawnMeeting(rng, people=SOME)
    guilty = call.some(1)[0]
    call.change_device(guilty, camera_fps=rng.uniform(4.0, 6.5))
    return _labelled(call, guilty)


def _labelled(
    call: DrawnMeeting,
    guilty: int,
    span: Span | None = None,
    *,
    affected: Iterable[str] = (),
    verdicts: Iterable[Verdict] = ("poor",),
) -> MeetingCase:
    return call.meeting(call.cause(DEVICE, (guilty,), affected=affected, span=span), verdicts=verdicts)


DEVICES = (
    slow_computer,
    slow_for_a_while,
    slow_to_show,
    hung_decoder,
    refused_microphone,
    refused_camera,
    lost_microphone,
    lost_camera,
    stuttering_microphone,
    dark_room,
)
