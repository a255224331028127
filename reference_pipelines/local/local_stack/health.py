"""Waiting for a server: until it is healthy, or until a bound, never for a guessed time."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from local_stack.faults import UnhealthyError

PAUSE_SECONDS = 0.25
LOG_LINES = 15


@dataclass(frozen=True, slots=True)
class Check:
    """What is waited for: `ailment` gives the reason why not yet, or None when it is well."""

    what: str
    programs: tuple[str, ...]
    bound_seconds: float
    ailment: Callable[[], str | None]


def wait(check: Check, *, gave_up: Callable[[str], bool], logs: Path) -> float:
    """Waits until it is well and gives back the seconds it took; raises UnhealthyError with the end of the log."""
    begin = time.monotonic()
    while reason := check.ailment():
        dead = [name for name in check.programs if gave_up(name)]
        if dead or time.monotonic() - begin > check.bound_seconds:
            verdict = (
                f"{dead[0]} ended again and again" if dead else f"not well within {check.bound_seconds:.0f} s"
            )
            raise UnhealthyError(
                f"{check.what}: {verdict}: {reason}\n{_evidence(logs / f'{check.programs[0]}.log')}"
            )
        time.sleep(PAUSE_SECONDS)
    return time.monotonic() - begin


def _evidence(log: Path) -> str:
    if not log.exists():
        return f"it has no log yet: {log}"
    lines = tail(log, LOG_LINES)
    return "\n".join([f"the end of {log}:", *(f"  {line}" for line in lines)])


def tail(log: Path, count: int) -> list[str]:
    """The last lines of a log file."""
    return log.read_text(encoding="utf-8", errors="replace").splitlines()[-count:]
