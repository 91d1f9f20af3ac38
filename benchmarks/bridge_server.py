"""A generic bridge from OpenAPI to MCP, as its own documentation starts one; runs where fastmcp is installed."""

import json
import sys
from pathlib import Path

from fastmcp import FastMCP  # type: ignore[import-not-found] # has an environment of its own, see bridge_venv


def main(base_url: str) -> None:
    """Serve the endpoint of the document beside this file from `base_url`, over stdio."""
    document = json.loads(Path(__file__).with_name("bridge_openapi.json").read_text(encoding="utf-8"))
    document["servers"] = [{"url": base_url}]
    FastMCP.from_openapi(document).run(show_banner=False)


if __name__ == "__main__":
    main(sys.argv[1])
