"""The text of a file whose encoding nobody states."""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins as UTF-16's does, so it is asked first
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE_BYTES = 4_096
_LEAST_ASCII = 0.1
"""Of a file's characters. Digits, commas and quotes alone are more in every form of ours, in any script."""
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_CUT_OFF = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{0,2}\Z")


def decode(content: bytes) -> str:
    """The text, without a byte order mark; bytes that fit no reading become U+FFFD.

    A mark decides; else zero bytes in every other place are UTF-16; else it is UTF-8, unless that fits nowhere in the
    file: text with bytes beyond ASCII of which none is UTF-8 is Windows-1252, as spreadsheets write it.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    if encoding := _unmarked_utf16(content[:_SAMPLE_BYTES]):
        return content.decode(encoding, "replace")
    try:
        return content.decode()
    except UnicodeDecodeError:
        return _windows(content) or content.decode("utf-8", "replace")


def _unmarked_utf16(sample: bytes) -> str:
    high, low = sample[1::2].count(0), sample[::2].count(0)
    few = len(sample) // 2 * _LEAST_ASCII
    if high > few and low < high * _LEAST_ASCII:
        return "utf-16-le"
    if low > few and high < low * _LEAST_ASCII:
        return "utf-16-be"
    return ""


def _windows(content: bytes) -> str | None:
    whole = _CUT_OFF.sub(b"", content)
    if _CONTROL.search(whole) or whole.isascii() or not whole.decode("utf-8", "ignore").isascii():
        return None
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return None
