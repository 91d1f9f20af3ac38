"""Likely cause and advice for a poor picture, chosen by what else was measured while it was poor."""

from collections.abc import Sequence

from rtk_mcp.api.models.media import Direction
from rtk_mcp.report.hits import Hit
from rtk_mcp.report.phrases import significant
from rtk_mcp.report.rules.measured import clean_line, limitation, mean_of
from rtk_mcp.report.rules.senders import Group

CauseAndAdvice = tuple[str, str]

_HELD_BACK: dict[str, CauseAndAdvice] = {
    "bandwidth": (
        "The uplink carried too little: the encoder was held back by bandwidth.",
        "Stop uploads and backups, move to a better network, or send a smaller picture.",
    ),
    "cpu": (
        "The device was too busy: the encoder was held back by CPU.",
        "Close other programs and tabs, and turn off background effects.",
    ),
}


def jerky_sent(hits: Sequence[Hit]) -> CauseAndAdvice:
    """Why few frames were sent."""
    found = limitation(hits)
    if found == "none":
        return (
            (
                "The camera gave few frames: in dim light it exposes longer, or it is set so. Neither bandwidth "
                "nor CPU held the encoder back."
            ),
            "Turn on more light, check the camera's settings, or try another camera.",
        )
    return _HELD_BACK.get(
        found or "",
        (
            (
                "A busy device, a link that carries too little, or a camera in dim light: what held the encoder back "
                "was not measured."
            ),
            "Turn on more light, close other programs, and look at loss on the same stream.",
        ),
    )


def small_sent(hits: Sequence[Hit]) -> CauseAndAdvice:
    """Why a small picture was sent."""
    found = limitation(hits)
    if found == "none":
        return (
            "The camera or the app chose so small a picture: neither bandwidth nor CPU held the encoder back.",
            "Check the camera's and the app's resolution, and whether a virtual camera is in use.",
        )
    return _HELD_BACK.get(
        found or "",
        (
            "The uplink, the device, or the camera's own setting: what held the encoder back was not measured.",
            "Look at loss on the same stream, and check the camera's resolution.",
        ),
    )


def jerky_received(group: Group) -> CauseAndAdvice:
    """Why few frames came."""
    if group.is_theirs:
        return (
            (
                f"{group.whose} camera (dim light), device or uplink: this participant's downlink and device brought "
                "the others' pictures well."
            ),
            group.read_theirs,
        )
    if clean_line(group.hits):
        return (
            f"Not this participant's downlink: {_clean(group.hits)}. {_slow_decoder_or_sender(group)}",
            "Look for frames dropped here and at the sender's report; close other programs.",
        )
    return (
        "The sender's device or uplink, this participant's downlink, or a device too busy to decode.",
        "Look at loss on the same stream and at the sender's report; close other programs.",
    )


def small_received(group: Group) -> CauseAndAdvice:
    """Why a small picture came."""
    tile = "A small tile in the layout"
    asked = "Ask how large the video was shown"
    if group.is_theirs:
        sender = group.whose[:1].lower() + group.whose[1:]
        return f"{tile}, or {sender} camera or uplink.", f"{asked}; {_lower(group.read_theirs)}"
    if clean_line(group.hits):
        return (
            f"{tile}, or what the sender could send; the line was clean ({_clean(group.hits)}).",
            f"{asked}; read the sender's report.",
        )
    return (
        f"{tile}, this participant's downlink, or what the sender could send.",
        f"{asked}; look at loss on the same stream and at the sender's report.",
    )


def small_share(hits: Sequence[Hit], direction: Direction) -> CauseAndAdvice:
    """Why a shared screen was too small."""
    found = limitation(hits) if direction == "send" else None
    if found == "none":
        return (
            "A small window was shared: neither bandwidth nor CPU held the encoder back.",
            "Share a full screen or a larger window.",
        )
    return _HELD_BACK.get(
        found or "",
        (
            "Too little bandwidth for a full-size picture, or a small window was shared.",
            "Check the sender's uplink; share a full screen or a larger window.",
        ),
    )


def _slow_decoder_or_sender(group: Group) -> str:
    if group.shared:
        return "Several senders' pictures were jerky at the same time: a device too busy to decode."
    return "The sender's camera, device or uplink, or a device too busy to decode."


def _clean(hits: Sequence[Hit]) -> str:
    loss, jitter = mean_of(hits, "loss_pct") or 0.0, mean_of(hits, "jitter_ms") or 0.0
    return f"loss {significant(loss)} %, jitter {significant(jitter)} ms"


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
