"""Bytes to the two objects that matter: the participant and the peer report."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rtk_mcp.api.documents import load_json
from rtk_mcp.api.envelope import unwrap
from rtk_mcp.errors import NotAReport

MAX_REPORT_BYTES = 300_000_000
"""Three times the largest report known of; a compressed file that grows beyond it is no report."""
_GZIP_MAGIC = b"\x1f\x8b"
_GZIP_WINDOW_BITS = 31
_PIECE_BYTES = 1 << 18
_ENVELOPE_KEYS = {"success", "error", "errors", "data"}
_REPORT_KEYS = {"metadata", "quality"}


@dataclass(frozen=True, slots=True)
class Document:
    """The participant without the report, and the report; either is empty when the answer lacks it."""

    participant: dict[str, Any]
    report: dict[str, Any]


def locate_report(raw: bytes) -> Document:
    """Find the report in an API answer, its `data`, a bare participant or a bare peer report.

    Raises:
        NotJson: the bytes are no JSON.
        NotAReport: they hold no participant and no report.
        UpstreamError: they are the service's error answer.
    """
    if not raw.strip():
        raise NotAReport("The report is empty: there are no bytes to read.")
    document = load_json(raw)
    if not isinstance(document, dict):
        raise NotAReport("This is JSON, but no object: a peer report is one with `metadata` and `quality`.")
    if _ENVELOPE_KEYS & document.keys() and not _holds_report(document):
        document = unwrap(document)
    return _locate(document)


def _holds_report(document: dict[str, Any]) -> bool:
    return isinstance(document.get("participant"), dict) or "peer_report" in document or "quality" in document


def _locate(document: dict[str, Any]) -> Document:
    if isinstance(document.get("participant"), dict):
        return _of_participant(document["participant"])
    if "peer_report" in document:
        return _of_participant(document)
    if isinstance(document.get("quality"), dict) and _REPORT_KEYS & document.keys():
        return Document({}, document)
    raise NotAReport(
        "This JSON holds no peer report: expected the API's answer for one peer, its `data`, a `participant` "
        "object, or a `peer_report` with `metadata` and `quality`."
    )


def _of_participant(participant: dict[str, Any]) -> Document:
    report = participant.get("peer_report")
    rest = {key: value for key, value in participant.items() if key != "peer_report"}
    return Document(rest, report if isinstance(report, dict) else {})


def decompressed(raw: bytes) -> Iterator[bytes]:
    """The content of gzip files in pieces; anything else as it is. Several gzip members follow each other.

    Raises:
        NotAReport: the file is damaged or cut off, or grows beyond `MAX_REPORT_BYTES`.
    """
    if not raw.startswith(_GZIP_MAGIC):
        yield raw
        return
    size = place = 0
    inflater = zlib.decompressobj(_GZIP_WINDOW_BITS)
    while place < len(raw) or inflater.unconsumed_tail:
        wire = inflater.unconsumed_tail or raw[place : place + _PIECE_BYTES]
        place += 0 if inflater.unconsumed_tail else len(wire)
        piece = _inflated(inflater, wire)
        size += len(piece)
        if size > MAX_REPORT_BYTES:
            raise NotAReport(f"The decompressed file is over {MAX_REPORT_BYTES:,} bytes: no peer report is.")
        yield piece
        if inflater.eof:
            place -= len(inflater.unused_data)
            if not raw.startswith(_GZIP_MAGIC, place):
                return  # padding after the end, which gzip itself ignores
            inflater = zlib.decompressobj(_GZIP_WINDOW_BITS)
    raise NotAReport("This gzip file is cut off: copy or download it again.")


def _inflated(inflater: "zlib._Decompress", raw: bytes) -> bytes:
    try:
        return inflater.decompress(raw, _PIECE_BYTES)
    except zlib.error:
        raise NotAReport("This looks like gzip but does not decompress: the file is damaged.") from None
