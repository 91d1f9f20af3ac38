"""Logs: one line each, on stderr, so that stdout carries nothing but the protocol."""

import logging
import sys

_LIBRARIES = ("httpx", "httpcore", "mcp", "uvicorn", "asyncio")


def log_to_stderr(level: str) -> None:
    """Configure logging before any library does."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_OneLine("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _LIBRARIES:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelNamesMapping()[level]))


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
