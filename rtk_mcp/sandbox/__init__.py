"""An embedded RealtimeKit to try things on; imports nothing else of this package.

`access` is its made-up account, `world` its meetings, `simulation` what their calls were like, `artifacts` the files
kept of them, `service` the API over all that, `hosting` and `server` the ports it is served on.
"""

from rtk_mcp.sandbox.server import SandboxServer, run_forever

__all__ = ["SandboxServer", "run_forever"]
