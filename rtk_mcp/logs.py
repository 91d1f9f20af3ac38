"""Logs: one line each, on stderr, so that stdout carries nothing but the protocol."""

import logging
import sys

OURS = "rtk_mcp"


def log_to_stderr(level: str) -> None:
    """Configure logging before any library does.

    The level is for this program's own records, which hold no meeting's content. Libraries' details do, and
    session ids that let their holder in, so of theirs nothing below a warning is written at any level.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_OneLine("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    own = logging.getLevelNamesMapping()[level]
    logging.basicConfig(level=max(logging.WARNING, own), handlers=[handler], force=True)
    logging.getLogger(OURS).setLevel(own)


class _OneLine(logging.Formatter):
    """A record on one line, a traceback shortened to where it came from: its text may hold somebody's data."""

    def format(self, record: logging.LogRecord) -> str:
        if record.exc_info and record.exc_info[1]:
            record = logging.makeLogRecord(
                record.__dict__
                | {
                    "msg": f"{record.getMessage()} ({type(record.exc_info[1]).__name__})",
                    "args": (),
                    "exc_info": None,
                }
            )
        return " ".join(super().format(record).split())
