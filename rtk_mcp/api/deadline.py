"""One deadline over everything that an answer needs: several requests, a download and the reading of it."""

from collections.abc import Iterator
from contextlib import contextmanager

import anyio

from rtk_mcp.api.connection import timed_out

_ADVICE = "Try again, ask for less (fewer per_page, a shorter time range), or raise RTK_MCP_TIMEOUT_S."


@contextmanager
def deadline(timeout_s: float) -> Iterator[None]:
    """Cancel what is inside after `timeout_s` seconds.

    Raises:
        TimedOut: it was not done by then.
    """
    try:
        with anyio.fail_after(timeout_s):
            yield
    except TimeoutError:
        raise timed_out(timeout_s, _ADVICE) from None
