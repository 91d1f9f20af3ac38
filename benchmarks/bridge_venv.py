"""The generic bridge's own virtual environment: what it depends on must not decide what we can."""

import subprocess
import sys
import venv
from pathlib import Path

from benchmarks.table import NotMeasurable

_DIRECTORY = Path(__file__).parent.parent / "build" / "bridge-venv"
_INSTALL = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "fastmcp")
_VERSION = ("-c", "import importlib.metadata, fastmcp; print(importlib.metadata.version('fastmcp'))")


def bridge_python() -> tuple[str, str]:
    """The interpreter that has fastmcp, and fastmcp's version; installs it on first use.

    Raises:
        NotMeasurable: it could not be installed.
    """
    python = str(_DIRECTORY / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))
    try:
        if not Path(python).exists():
            venv.create(_DIRECTORY, with_pip=True)
        if not (version := _output(python, *_VERSION)):
            _output(python, *_INSTALL)
            version = _output(python, *_VERSION)
    except (OSError, subprocess.SubprocessError) as error:
        raise NotMeasurable(
            f"no virtual environment for fastmcp could be made ({type(error).__name__})"
        ) from None
    if not version:
        raise NotMeasurable("fastmcp could not be installed; that needs a package index")
    return python, version


def _output(*command: str) -> str:
    """What a command prints; empty when it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    return "" if done.returncode else done.stdout.strip()
