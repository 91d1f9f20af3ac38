"""A report's diagnosis, worked out once for as long as its signals are kept."""

import weakref
from typing import Final

from rtk_mcp.report.diagnosis import Diagnosis, diagnose
from rtk_mcp.report.signals import PeerSignals

_known: Final[dict[int, tuple[weakref.ref[PeerSignals], Diagnosis]]] = {}


def diagnose_once(signals: PeerSignals) -> Diagnosis:
    """The same as `diagnose`; signals never change, so what was found of them stays so."""
    known = _known.get(id(signals))
    if known is not None and known[0]() is signals:
        return known[1]
    return keep(signals, diagnose(signals))


def keep(signals: PeerSignals, diagnosis: Diagnosis) -> Diagnosis:
    """What was worked out of them elsewhere, or just now."""
    key = id(signals)
    _known[key] = weakref.ref(signals, lambda gone: _forget(key, gone)), diagnosis
    return diagnosis


def _forget(key: int, gone: weakref.ref[PeerSignals]) -> None:
    if key in _known and _known[key][0] is gone:
        del _known[key]
