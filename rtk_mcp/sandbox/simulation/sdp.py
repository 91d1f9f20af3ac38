"""A session description as a peer connection would offer it: long, and of no use to anyone reading the report."""

from rtk_mcp.sandbox.simulation.addresses import home_address
from rtk_mcp.sandbox.simulation.physics import Physics
from rtk_mcp.sandbox.simulation.plan import Person
from rtk_mcp.sandbox.simulation.randomness import chance
from rtk_mcp.sandbox.simulation.streams import Producer

_AUDIO_CODECS = (
    (111, "opus/48000/2"),
    (63, "red/48000/2"),
    (9, "G722/8000"),
    (0, "PCMU/8000"),
    (8, "PCMA/8000"),
)
_VIDEO_CODECS = ((96, "VP8"), (98, "VP9"), (102, "H264"), (104, "H264"), (106, "H264"), (45, "AV1"))
_EXTENSIONS = (
    "urn:ietf:params:rtp-hdrext:ssrc-audio-level",
    "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time",
    "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
    "urn:ietf:params:rtp-hdrext:sdes:mid",
)


def session_description(physics: Physics, number: int) -> str:
    """The description of everything that one person sends."""
    person = physics.plan.people[number]
    producers = physics.producers[number]
    head = [
        "v=0",
        f"o=- {chance(physics.plan.seed, person.peer_id, 'sdp').getrandbits(62)} 2 IN IP4 127.0.0.1",
        "s=-",
        "t=0 0",
        f"a=group:BUNDLE {' '.join(producer.mid for producer in producers)}",
        "a=extmap-allow-mixed",
        "a=msid-semantic: WMS *",
    ]
    for producer in producers:
        head += _section(person, producer)
    return "\r\n".join(head) + "\r\n"


def _section(person: Person, producer: Producer) -> list[str]:
    kind, codecs = ("video", _VIDEO_CODECS) if producer.is_video else ("audio", _AUDIO_CODECS)
    rng = chance(producer.producer_id, "sdp")
    fingerprint = ":".join(f"{rng.getrandbits(8):02X}" for _ in range(32))
    address = home_address(person.user_id, person.network)
    lines = [
        f"m={kind} 9 UDP/TLS/RTP/SAVPF {' '.join(str(number) for number, _ in codecs)}",
        f"c=IN IP4 {address}",
        "a=rtcp:9 IN IP4 0.0.0.0",
        f"a=ice-ufrag:{rng.getrandbits(24):06x}",
        f"a=ice-pwd:{rng.getrandbits(96):024x}",
        f"a=fingerprint:sha-256 {fingerprint}",
        "a=setup:actpass",
        f"a=mid:{producer.mid}",
        *(f"a=extmap:{place} {extension}" for place, extension in enumerate(_EXTENSIONS, 1)),
        "a=sendonly",
        "a=rtcp-mux",
        "a=rtcp-rsize",
    ]
    for number, name in codecs:
        lines += _codec(number, name, video=producer.is_video)
    for ssrc in producer.ssrcs:
        lines += [
            f"a=ssrc:{ssrc} cname:{rng.getrandbits(64):016x}",
            f"a=ssrc:{ssrc} msid:- {producer.producer_id}",
        ]
    return lines


def _codec(number: int, name: str, *, video: bool) -> list[str]:
    lines = [f"a=rtpmap:{number} {name}{'/90000' if video else ''}", f"a=rtcp-fb:{number} transport-cc"]
    if not video:
        return [*lines, f"a=fmtp:{number} minptime=10;useinbandfec=1"]
    lines += [f"a=rtcp-fb:{number} {feedback}" for feedback in ("goog-remb", "ccm fir", "nack", "nack pli")]
    if name == "H264":
        lines.append(
            f"a=fmtp:{number} level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f"
        )
    return [*lines, f"a=rtpmap:{number + 1} rtx/90000", f"a=fmtp:{number + 1} apt={number}"]
