"""Requests for key frames that do not end."""

from random import Random

from evaluation.drawing import DrawnCall
from evaluation.label import Case, cause
from rtk_mcp.sandbox.simulation.plan import Link


def failing_decoder(rng: Random) -> Case:
    """Another's video decoder fails once a second and asks the looked-at person for a key frame each time."""
    call = DrawnCall(rng, minutes=(8.0, 20.0))
    span = call.some_span()
    call.change(rng.choice(call.others), decoder_errors=(span,), joins_s=0.0)
    found = cause("keyframe-storm", directions=("send",), media=("video",), span=span)
    return call.case(found, consequences=("low-quality-score",), verdicts=("good", "fair"))


def many_lossy_viewers(rng: Random) -> Case:
    """Several others lose packets on ways so long that none can be sent again in time: all ask for key frames."""
    call = DrawnCall(rng, people=rng.randint(5, 7))
    for other in call.others:
        lossy = Link(loss_ratio=rng.uniform(0.08, 0.11), spells_ratio=0.0)
        call.change_network(other, down=lossy, rtt_ms=rng.uniform(420.0, 500.0))
    found = cause("keyframe-storm", directions=("send",), media=("video",))
    return call.case(found, consequences=("low-quality-score",), verdicts=("good", "fair"))


REQUESTS = (failing_decoder, many_lossy_viewers)
