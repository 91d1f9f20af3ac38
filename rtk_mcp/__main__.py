"""`python -m rtk_mcp` is `rtk-mcp`."""

import sys

from rtk_mcp.cli import main

sys.exit(main())
