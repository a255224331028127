"""The commands of the demonstration, run as a user would type them."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from headgate.connect.faults import ServiceError
from headgate.edge.traffic.stopping import stop_on_signal

ENTRY: Final = "from headgate.cli import main; main()"
COMMAND_TIMEOUT_S: Final = 600
HEARD_S: Final = 2
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
        with self._started(arguments, None) as process:
            try:
                status = process.wait(COMMAND_TIMEOUT_S)
            except subprocess.TimeoutExpired:
                reason = f"`headgate {arguments[0]}` did not end within {COMMAND_TIMEOUT_S} s"
                raise ServiceError(reason, "look whether the machine is overloaded") from None
        if status != 0:
            raise FailedError(status)

    @contextmanager
    def beside(self, *arguments: str) -> Iterator[subprocess.Popen[str]]:
        """Runs the command beside the caller, which reads what it prints."""
        with self._started(arguments, subprocess.PIPE) as process:
            yield process

    @contextmanager
    def _started(self, arguments: Sequence[str], output: int | None) -> Iterator[subprocess.Popen[str]]:
        """The command while it runs; on leaving it is ended, for it may be about to start a job."""
        _say(arguments)
        line = self._line(arguments)
        with ExitStack() as ending:
            # An interruption while the process is made would lose sight of it.
            with stop_on_signal() as interrupted:
                process = subprocess.Popen(line, stdout=output, stderr=output, text=True)  # noqa: S603
                ending.enter_context(process)
                ending.callback(_end, process)
            if interrupted():
                raise KeyboardInterrupt
            yield process

    def _line(self, arguments: Sequence[str]) -> list[str]:
        given = ["--config", str(self.config)] if self.config and arguments[0] != "lint" else []
        return [sys.executable, "-c", ENTRY, *arguments, *given]


def start_stack() -> None:
    """Starts what does not run of the local stack; raises `ServiceError` outside a clone of the repository."""
    if not STACK.is_file():
        raise ServiceError("no settings name a Kafka", "give --config, or run the demonstration in a clone")
    click.echo(f"$ {STACK} up")
    done = subprocess.run([sys.executable, str(STACK), "up"], timeout=COMMAND_TIMEOUT_S, check=False)  # noqa: S603
    if done.returncode != 0:
        raise ServiceError("the local stack did not start", "see what it said, and .headgate/logs")


def _say(arguments: Sequence[str]) -> None:
    click.echo(f"$ headgate {' '.join(arguments)}")


def _end(process: subprocess.Popen[str]) -> None:
    """Waits for a command that Ctrl-C in a terminal has reached too, then sends it there, then kills it."""
    for grace_s, number in ((HEARD_S, signal.SIGINT), (STOP_TIMEOUT_S, signal.SIGKILL)):
        try:
            process.wait(grace_s)
        except subprocess.TimeoutExpired:
            process.send_signal(number)
