"""Finding the stack's processes without its supervisor, after a crash."""

from __future__ import annotations

from pathlib import Path

import psutil

# Every process of a stack carries this in its environment, its value the stack's state folder.
MARK = "HEADGATE_STACK"
TERM_SECONDS = 15
KILL_SECONDS = 5


def of_stack(state: Path) -> list[psutil.Process]:
    """The living processes that were started for the stack in this folder."""
    return [process for process in psutil.process_iter() if _belongs(process, str(state))]


def _belongs(process: psutil.Process, state: str) -> bool:
    try:
        zombie = process.status() == psutil.STATUS_ZOMBIE
        return not zombie and process.environ().get(MARK) == state
    except (psutil.NoSuchProcess, psutil.AccessDenied, OSError):
        return False


def wait_for_end(processes: list[psutil.Process], *, seconds: float) -> list[psutil.Process]:
    """Waits until they have ended; gives back those that still live."""
    return list(psutil.wait_procs(processes, timeout=seconds)[1])


def end(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Ends them, politely and then not; gives back those that still live."""
    for process in processes:
        _signal(process, polite=True)
    alive = wait_for_end(processes, seconds=TERM_SECONDS)
    for process in alive:
        _signal(process, polite=False)
    return wait_for_end(alive, seconds=KILL_SECONDS)


def _signal(process: psutil.Process, *, polite: bool) -> None:
    try:
        if polite:
            process.terminate()
        else:
            process.kill()
    except psutil.NoSuchProcess:
        return
