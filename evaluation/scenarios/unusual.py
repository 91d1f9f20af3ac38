"""Healthy calls of people who use microphone, camera, screen and tab in ways that look like trouble in the figures."""

from random import Random

from evaluation.drawing import DrawnCall
from evaluation.label import Case
from rtk_mcp.sandbox.simulation.plan import Span


def mostly_muted(rng: Random) -> Case:
    """The looked-at person unmutes a few times for some seconds, and listens."""
    call = DrawnCall(rng)
    starts = sorted(rng.uniform(20.0, call.duration_s - 40.0) for _ in range(rng.randint(1, 4)))
    spans = tuple((start, start + rng.uniform(5.0, 30.0)) for start in starts)
    call.change(call.subject, microphone_on=spans, talks=spans)
    return call.case()


def camera_off(rng: Random) -> Case:
    """The looked-at person never turned the camera on."""
    call = DrawnCall(rng)
    call.change(call.subject, camera_on=())
    return call.case()


def voices_only(rng: Random) -> Case:
    """Nobody turned a camera on."""
    call = DrawnCall(rng)
    for place in range(len(call.people)):
        call.change(place, camera_on=())
    return call.case()


def toggles(rng: Random) -> Case:
    """Microphone and camera go on and off all the time."""
    call = DrawnCall(rng)
    for place in range(len(call.people)):
        call.change(place, microphone_on=_on_and_off(call), camera_on=_on_and_off(call))
    return call.case()


def _on_and_off(call: DrawnCall) -> tuple[Span, ...]:
    spans, now_s = [], 0.0
    while now_s < call.duration_s:
        end_s = min(call.duration_s, now_s + call.rng.uniform(15.0, 120.0))
        spans.append((now_s, end_s))
        now_s = end_s + call.rng.uniform(5.0, 60.0)
    return tuple(spans)


def sparse_audio(rng: Random) -> Case:
    """Everyone's encoder sends next to nothing while they listen."""
    call = DrawnCall(rng)
    for place in range(len(call.people)):
        call.change_device(place, sparse_audio=True)
    return call.case()


def quiet_listener(rng: Random) -> Case:
    """The looked-at person listens, unmuted, in a room that is hardly to be heard."""
    call = DrawnCall(rng)
    call.change(call.subject, talks=())
    return call.case()


def tab_hidden(rng: Random) -> Case:
    """The tab is in the background for good parts of the call: frames are dropped that nobody would see."""
    call = DrawnCall(rng)
    call.change_device(
        call.subject,
        hidden_tab_drops=rng.uniform(0.0, 0.9),
        hidden_timer_s=rng.choice((7.0, 7.0, 30.0, 60.0)),
    )
    spans = [call.some_span((0.1, 0.3)) for _ in range(rng.randint(1, 3))]
    call.change(call.subject, tab_hidden=tuple(sorted(spans)[:1]) if len(spans) == 1 else _apart(spans))
    return call.case()


def _apart(spans: list[Span]) -> tuple[Span, ...]:
    """Those that do not touch an earlier one."""
    found: list[Span] = []
    for span in sorted(spans):
        if not found or span[0] > found[-1][1] + 5.0:
            found.append(span)
    return tuple(found)


def slides_shown(rng: Random) -> Case:
    """Another person shares slides that stand still: few frames, by nature."""
    return _shared(rng, "slides", by_subject=False)


def slides_sent(rng: Random) -> Case:
    """The looked-at person shares slides that stand still."""
    return _shared(rng, "slides", by_subject=True)


def film_shown(rng: Random) -> Case:
    """Another person shares a film."""
    return _shared(rng, "moving", by_subject=False)


def _shared(rng: Random, content: str, *, by_subject: bool) -> Case:
    call = DrawnCall(rng)
    sharer = call.subject if by_subject else rng.choice(call.others)
    call.change(sharer, shares_screen=(call.some_span(),), shared_content=content)
    return call.case()


def gallery(rng: Random) -> Case:
    """Ten to fourteen cameras in small tiles: small pictures are what the tiles ask for."""
    return DrawnCall(rng, people=rng.randint(10, 14), minutes=(5.0, 10.0)).case()


def waits_alone(rng: Random) -> Case:
    """The looked-at person waits in the call for nobody who comes; what is sent is measured and fine."""
    return DrawnCall(rng, people=1, measured=True).case()


UNUSUAL = (
    mostly_muted,
    camera_off,
    voices_only,
    toggles,
    sparse_audio,
    quiet_listener,
    tab_hidden,
    slides_shown,
    slides_sent,
    film_shown,
    gallery,
    waits_alone,
)
