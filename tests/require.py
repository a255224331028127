"""An outside tool that is absent: skip with the reason on a person's machine, fail where all is required."""

import os
import shutil
import sys
from pathlib import Path

import pytest


def require_tool(name: str) -> str:
    """The tool's path, also beside the interpreter; skips the test without it, or fails when `HEADGATE_REQUIRE=all`."""
    found = shutil.which(name) or shutil.which(name, path=str(Path(sys.executable).parent))
    if found is None:
        absent(f"{name} is not installed")
    return str(found)


def absent(reason: str) -> None:
    """Skips the test for that reason, or fails it when `HEADGATE_REQUIRE=all`."""
    if os.environ.get("HEADGATE_REQUIRE") == "all":
        pytest.fail(reason)
    pytest.skip(reason)
