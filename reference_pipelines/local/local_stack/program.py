"""A server as the supervisor sees it: a command, its environment and how long its end may take."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from local_stack.faults import NotBuiltError
from local_stack.settings import JVM


@dataclass(frozen=True, slots=True)
class Program:
    """One supervised process."""

    name: str
    command: tuple[str, ...]
    environment: tuple[tuple[str, str], ...] = ()
    # Started from low to high, stopped from high to low.
    priority: int = 500
    # Until SIGKILL, in seconds.
    stop_seconds: int = 20


def java() -> str:
    """The java executable: from `JAVA_HOME`, else from `PATH`; raises NotBuiltError."""
    if home := os.environ.get("JAVA_HOME"):
        own = Path(home) / "bin" / "java"
        if not own.exists():
            raise NotBuiltError(f"JAVA_HOME={home} has no bin/java: name a JDK 17 with it, or unset it")
        return str(own)
    found = shutil.which("java")
    if not found:
        raise NotBuiltError(
            "java is not there: install JDK 17 (Debian: apt-get install openjdk-17-jdk-headless)"
        )
    return found


def jars(name: str) -> Path:
    """The folder of one set of JVM parts; raises NotBuiltError."""
    folder = JVM / "runtime" / "target" / name
    if not folder.is_dir():
        raise NotBuiltError(f"{folder} is not there: run make setup")
    return folder
