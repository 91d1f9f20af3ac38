"""Bytes to the two objects that matter: the participant and the peer report."""

import zlib
from dataclasses import dataclass
from typing import Any

from rtk_mcp.api.documents import NotJson, load_json
from rtk_mcp.api.envelope import unwrap
from rtk_mcp.errors import NotAReport

MAX_REPORT_BYTES = 300_000_000
"""Three times the largest report known of; a compressed file that grows beyond it is no report."""
_GZIP_MAGIC = b"\x1f\x8b"
_GZIP_WINDOW_BITS = 31
_ENVELOPE_KEYS = {"success", "error", "errors", "data"}
_REPORT_KEYS = {"metadata", "quality"}


@dataclass(frozen=True, slots=True)
class Document:
    """The participant without the report, and the report; either is empty when the answer lacks it."""

    participant: dict[str, Any]
    report: dict[str, Any]


def open_document(raw: bytes) -> Document:
    """Find the report in an API answer, its `data`, a bare participant or a bare peer report.

    Raises:
        NotAReport: the bytes are no JSON, or hold no participant and no report.
        UpstreamError: the bytes are the service's error answer.
    """
    document = _parse(_decompress(raw))
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


def _parse(raw: bytes) -> Any:
    if not raw.strip():
        raise NotAReport("The report is empty: there are no bytes to read.")
    try:
        return load_json(raw)
    except NotJson:
        raise NotAReport(
            "This is not readable as JSON: the file is cut off, damaged, or no peer report."
        ) from None


def _decompress(raw: bytes) -> bytes:
    if not raw.startswith(_GZIP_MAGIC):
        return raw
    content = bytearray()
    while raw.startswith(_GZIP_MAGIC):
        member, raw = _inflate(raw, MAX_REPORT_BYTES - len(content))
        content += member
    return bytes(content)


def _inflate(raw: bytes, room: int) -> tuple[bytes, bytes]:
    """The first gzip member's content, and what follows it: a file may have several."""
    inflater = zlib.decompressobj(_GZIP_WINDOW_BITS)
    try:
        content = inflater.decompress(raw, max(room, 1))
    except zlib.error:
        raise NotAReport("This looks like gzip but does not decompress: the file is damaged.") from None
    if inflater.unconsumed_tail or len(content) > room:
        raise NotAReport(f"The decompressed file is over {MAX_REPORT_BYTES:,} bytes: no peer report is.")
    if not inflater.eof:
        raise NotAReport("This gzip file is cut off: copy or download it again.")
    return content, inflater.unused_data
