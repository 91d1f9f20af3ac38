"""A process beside the server's that reads and judges reports; `rtk_mcp.tools.workers` starts it.

Reports come over stdin as they are downloaded, several at a time, in frames: `FRAME` holds a report's number and how
many of its bytes follow, or `END` or `DROP`. Each `END` is answered over stdout, in turn: `ANSWER` holds the length of
a pickle of `(PeerSignals, Diagnosis)`, or of the `RtkError` why there is none; nothing follows where something else
went wrong, which the server then meets itself. It asks no service anything, reads no setting, and ends with its stdin,
so that it never outlives the server, and when it is told nothing for as long as its first argument says in seconds.
"""

import contextlib
import gc
import os
import pickle
import signal
import struct
import sys
from typing import Final

from rtk_mcp import __version__
from rtk_mcp.errors import RtkError
from rtk_mcp.report.diagnosis import Diagnosis, diagnose
from rtk_mcp.report.reader import ReportReader
from rtk_mcp.report.signals import PeerSignals

FRAME: Final = struct.Struct("=Ii")
END: Final = 0
DROP: Final = -1
ANSWER: Final = struct.Struct("=I")

_Read = ReportReader | Exception
"""What has been read of a report so far, or why it cannot be."""


def run() -> None:
    """Read for the server whose version is the second argument, and end.

    Another version has been installed over a server that was running, and what these two pickle may differ unnoticed.
    """
    _, idle_s, version, *_ = sys.argv
    if version != __version__:
        os._exit(1)
    with contextlib.suppress(BrokenPipeError):
        main(float(idle_s))
    os._exit(0)  # what could not be written nobody reads


def main(idle_s: float) -> None:
    """Read reports until there are no more to come; one that fails does not fail the others."""
    gc.freeze()
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    reports: dict[int, _Read] = {}
    while True:
        signal.setitimer(signal.ITIMER_REAL, idle_s)  # its signal ends the process
        head = asked.read(FRAME.size)
        signal.setitimer(signal.ITIMER_REAL, 0)
        if len(head) < FRAME.size:
            return
        number, said = FRAME.unpack(head)
        report = reports.pop(number, None) or ReportReader()
        if said == END:
            answer = _answer(report)
            answers.write(ANSWER.pack(len(answer)) + answer)
            answers.flush()
        elif said != DROP:
            reports[number] = _fed(report, asked.read(said))


def _fed(report: _Read, piece: bytes) -> _Read:
    if isinstance(report, Exception):
        return report
    try:
        report.feed(piece)
    except Exception as error:  # noqa: BLE001 - told at the end
        return error.with_traceback(None)  # which would keep what was read
    return report


def _answer(report: _Read) -> bytes:
    told = _told(report)
    if isinstance(told, Exception) and not isinstance(told, RtkError):
        return b""
    return pickle.dumps(told)


def _told(report: _Read) -> tuple[PeerSignals, Diagnosis] | Exception:
    if isinstance(report, Exception):
        return report
    try:
        signals = report.finish()
        return signals, diagnose(signals)
    except Exception as error:  # noqa: BLE001 - the server reads the report too, and meets the error there
        return error
