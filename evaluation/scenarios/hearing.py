"""Sound that is broken although the network is not, and a score that nothing else explains."""

from random import Random

from evaluation.drawing import DrawnCall
from evaluation.label import Case, cause
from rtk_mcp.sandbox.simulation.plan import Dropouts


def stuttering_microphone(rng: Random) -> Case:
    """Another's microphone drops out once a second or more: no packets are lost, for none are made."""
    call = DrawnCall(rng)
    guilty = rng.choice(call.others)
    whole = (0.0, call.duration_s)
    call.change(
        guilty, microphone_on=(whole,), dropouts=(Dropouts(whole, per_minute=rng.uniform(70.0, 150.0)),)
    )
    found = cause("audio-concealment", directions=("receive",), media=("audio",), peers=(call.peer(guilty),))
    return call.case(found, consequences=("low-quality-score",), verdicts=("poor",))


def low_score(rng: Random) -> Case:
    """The collector lets a long round trip into its score, and the report has no round trip of sent media to say so."""
    call = DrawnCall(rng, measured=False)
    call.change_network(call.subject, rtt_ms=rng.uniform(330.0, 420.0))
    call.change_device(call.subject, score_counts_delay=True)
    found = cause("low-quality-score", within=("high-round-trip-time",), directions=("receive",))
    return call.case(found, consequences=("high-round-trip-time",), verdicts=("fair",))


def very_low_score(rng: Random) -> Case:
    """The same with a round trip of more than half a second."""
    call = DrawnCall(rng, measured=False)
    call.change_network(call.subject, rtt_ms=rng.uniform(540.0, 700.0))
    call.change_device(call.subject, score_counts_delay=True)
    found = cause("low-quality-score", within=("high-round-trip-time",), directions=("receive",))
    return call.case(found, consequences=("high-round-trip-time",), verdicts=("poor",))


HEARING = (stuttering_microphone, low_score, very_low_score)
