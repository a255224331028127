"""The commands of the demonstration, run as a user would type them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from headgate.connect.faults import ServiceError

ENTRY: Final = "from headgate.cli import main; main()"
COMMAND_TIMEOUT_S: Final = 600
STOP_TIMEOUT_S: Final = 20
STACK: Final = Path("reference_pipelines/local/stack.py")


class FailedError(Exception):
    """A command did not succeed; it has said why itself. `status` is its exit status."""

    def __init__(self, status: int) -> None:
        super().__init__(f"exit status {status}")
        self.status = status


@dataclass(frozen=True, slots=True)
class Commands:
    """Runs `headgate` commands with one settings file (None: the one found by itself)."""

    config: Path | None = None

    def run(self, *arguments: str) -> None:
        """Shows the command, runs it, lets it print; raises `FailedError` when it fails."""
        _say(arguments)
        done = subprocess.run(self._line(arguments), timeout=COMMAND_TIMEOUT_S, check=False)  # noqa: S603
        if done.returncode != 0:
            raise FailedError(done.returncode)

    @contextmanager
    def beside(self, *arguments: str) -> Iterator[subprocess.Popen[str]]:
        """Runs the command beside the caller; it is stopped on leaving when it still runs."""
        _say(arguments)
        line = self._line(arguments)
        with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603
            try:
                yield process
            finally:
                _stop(process)

    def _line(self, arguments: Sequence[str]) -> list[str]:
        given = ["--config", str(self.config)] if self.config and arguments[0] != "lint" else []
        return [sys.executable, "-c", ENTRY, *arguments, *given]


def start_stack() -> None:
    """Starts the local stack; raises `ServiceError` outside a clone of the repository."""
    if not STACK.is_file():
        raise ServiceError(
            "no broker answers", "give --config, or run the demonstration in a clone, after `make up`"
        )
    click.echo(f"$ {STACK} up")
    done = subprocess.run([sys.executable, str(STACK), "up"], timeout=COMMAND_TIMEOUT_S, check=False)  # noqa: S603
    if done.returncode != 0:
        raise ServiceError("the local stack did not start", "see what it said, and .headgate/logs")


def _say(arguments: Sequence[str]) -> None:
    click.echo(f"$ headgate {' '.join(arguments)}")


def _stop(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        process.terminate()
    try:
        process.communicate(timeout=STOP_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        process.kill()
