"""A start without garbage collection: nearly all that is imported and built then stays to the end."""

import gc


def without_collection() -> None:
    """Collect no garbage until `collect_from_now_on`."""
    gc.disable()


def collect_from_now_on() -> None:
    """Collect again, without ever looking at what the start has made."""
    gc.freeze()
    gc.enable()
