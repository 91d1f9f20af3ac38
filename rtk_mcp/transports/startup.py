"""What is set in Python itself: a start without garbage collection, and threads that share the time fairly."""

import gc
import sys
from typing import Final

_TURN_S: Final = 0.001
"""Python's own is five times as long, and the event loop may wait for several turns of threads that calculate."""


def without_collection() -> None:
    """Collect no garbage until `begin_to_serve`: nearly all that is imported and built until then stays to the end."""
    gc.disable()


def begin_to_serve() -> None:
    """Collect again, without ever looking at what the start has made; and let no thread keep the others waiting."""
    gc.freeze()
    gc.enable()
    sys.setswitchinterval(_TURN_S)
