"""The quality score, 0 to 1, that the SDK's collector puts on each sample.

Loss counts from 0 to 10 %, jitter from 20 to 30 ms, concealment from 0 to 3 events; each falls linearly.
Round-trip time does not enter that of the web SDK, and 10 % loss alone still leaves a video at 0.8.
"""

_WORST_LOSS_PCT = 10.0
_JITTER_FROM_S, _JITTER_TO_S = 0.020, 0.030
_WORST_CONCEALMENT = 3.0
_DELAY_FROM_MS, _DELAY_TO_MS = 150.0, 600.0
_DELAY_COSTS = 0.7
CAMERA_LEAST_WIDTH, SHARE_LEAST_WIDTH = 240, 720
CAMERA_LEAST_FPS, SHARE_LEAST_FPS = 8, 3


def audio_received(loss_pct: float, jitter_s: float, concealed: int) -> float:
    """Score of a sample of received audio."""
    unbroken = 1.0 - min(_WORST_CONCEALMENT, concealed) / _WORST_CONCEALMENT
    return 0.2 * unbroken + 0.5 * _intact(loss_pct) + 0.3 * _steady(jitter_s)


def audio_sent(loss_pct: float, jitter_s: float) -> float:
    """Score of a sample of sent audio."""
    return 0.7 * _intact(loss_pct) + 0.3 * _steady(jitter_s)


def video(loss_pct: float, jitter_s: float, width: int, fps: int, frames: int, *, share: bool) -> float:
    """Score of a sample of video, sent or received; `frames` is what was encoded or decoded in it."""
    picture = 0.85 if width < (SHARE_LEAST_WIDTH if share else CAMERA_LEAST_WIDTH) else 1.0
    motion = 0.7 if fps < (SHARE_LEAST_FPS if share else CAMERA_LEAST_FPS) else 1.0
    alive = 1.0 if frames else 0.5
    return round(0.8 * picture * motion * alive + 0.2 * _intact(loss_pct) * _steady(jitter_s), 2)


def with_delay(score: float, round_trip_ms: float) -> float:
    """The score of a collector that counts the round trip too: talking gets harder from 150 ms to 600."""
    late = (min(_DELAY_TO_MS, round_trip_ms) - _DELAY_FROM_MS) / (_DELAY_TO_MS - _DELAY_FROM_MS)
    return score * (1.0 - _DELAY_COSTS * max(0.0, late))


def _intact(loss_pct: float) -> float:
    return 1.0 - min(_WORST_LOSS_PCT, abs(loss_pct)) / _WORST_LOSS_PCT


def _steady(jitter_s: float) -> float:
    return 1.0 - max(0.0, min(_JITTER_TO_S, jitter_s) - _JITTER_FROM_S) / (_JITTER_TO_S - _JITTER_FROM_S)
