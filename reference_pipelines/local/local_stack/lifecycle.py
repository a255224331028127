"""Bringing the whole stack up and down."""

from __future__ import annotations

import fcntl
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from local_stack import client_file, flink, kafka, processes, registry, security, supervision
from local_stack.faults import MisunderstoodError, UnhealthyError
from local_stack.health import Check, wait
from local_stack.ports import require_free
from local_stack.program import Program
from local_stack.settings import Settings, recalled, remember

# Seconds; six cold JVMs may share two busy cores.
HEALTHY_SECONDS = 180.0
LOCK_SECONDS = 300.0
SHUTDOWN_SECONDS = 90.0
# All that a stack, or a command that was given its settings, writes into the state folder.
OWN = (
    *("checkpoints", "savepoints", "iceberg", "kafka", "registry", "flink", "flink-tmp", "secrets", "logs"),
    *("flink-registry.properties", "flink-registry.p12", "keyring.json", "local.toml", "run", "lock"),
)
Say = Callable[[str], None]


@contextmanager
def only_one(settings: Settings, say: Say) -> Iterator[None]:
    """Lets one command at a time change the stack; raises UnhealthyError after five minutes of waiting."""
    settings.run.mkdir(parents=True, exist_ok=True)
    with (settings.state / "lock").open("w") as file:
        deadline, told = time.monotonic() + LOCK_SECONDS, False
        while not _locked(file.fileno()):
            if not told:
                say("another command is changing the stack: waiting for it")
                told = True
            if time.monotonic() > deadline:
                raise UnhealthyError(f"another command has held {file.name} for {LOCK_SECONDS:.0f} s")
            time.sleep(0.2)
        yield


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def current(asked: Settings) -> Settings:
    """The settings of the stack in this folder: those it was started with, else those asked for."""
    return recalled(asked) or asked


def up(asked: Settings, say: Say) -> Settings:
    """Starts what does not run and waits until all is well; whatever stops it leaves nothing behind."""
    known = current(asked)
    if supervision.running(known):
        if known.brokers != asked.brokers:
            raise MisunderstoodError(f"a stack of {known.brokers} brokers runs here: make down first")
        if known.secure != asked.secure:
            raise MisunderstoodError(
                f"a {'secured' if known.secure else 'plain'} stack runs here: make down first"
            )
        say("the stack already runs")
        for program in supervision.running(known):
            if not program.pid:
                say(f"starting {program.name} again")
                supervision.start_program(known, program.name)
        _wait_all(known, say)
        return known
    _clear_leftovers(asked, say)
    require_free(asked.ports)
    try:
        _start(asked, say)
    except BaseException:
        say("stopping what was started")
        down(asked, say)
        raise
    return asked


def _start(settings: Settings, say: Say) -> None:
    for folder in (settings.run, settings.logs):
        folder.mkdir(parents=True, exist_ok=True)
    security.prepare(settings)
    client_file.write(settings)
    say("preparing Kafka's storage and Flink's home")
    kafka.prepare(settings)
    flink.prepare(settings)
    remember(settings)
    supervision.start(settings, _programs(settings))
    _wait_all(settings, say)


def _programs(settings: Settings) -> tuple[Program, ...]:
    return (*kafka.programs(settings), registry.program(settings), *flink.programs(settings))


def checks(settings: Settings) -> tuple[Check, ...]:
    """What must be well before the stack is of use, in the order in which it is waited for."""
    brokers = tuple(program.name for program in kafka.programs(settings))
    return (
        Check("Kafka", brokers, HEALTHY_SECONDS, partial(kafka.ailment, settings)),
        Check("registry", ("registry",), HEALTHY_SECONDS, partial(registry.ailment, settings)),
        Check("Flink", ("taskmanager", "jobmanager"), HEALTHY_SECONDS, partial(flink.ailment, settings)),
    )


def _wait_all(settings: Settings, say: Say) -> None:
    for check in checks(settings):
        wait_for(settings, check)
        say(f"{check.what} is well")


def wait_for(settings: Settings, check: Check) -> float:
    """Waits for one check; raises UnhealthyError."""

    def gave_up(name: str) -> bool:
        return any(p.name == name and p.state == "fatal" for p in supervision.running(settings))

    return wait(check, gave_up=gave_up, logs=settings.logs)


def _clear_leftovers(settings: Settings, say: Say) -> None:
    left = processes.of_stack(settings.state)
    if left:
        say(f"ending {len(left)} processes of a stack that lost its supervisor")
        _end_leftovers(settings)
    shutil.rmtree(settings.run, ignore_errors=True)


def _end_leftovers(settings: Settings) -> None:
    stubborn = processes.end(processes.of_stack(settings.state))
    if stubborn:
        pids = ", ".join(str(process.pid) for process in stubborn)
        raise UnhealthyError(f"processes of the stack in {settings.state} do not end: {pids}")


def down(asked: Settings, say: Say) -> None:
    """Stops everything and verifies that no process is left; data and logs stay."""
    settings = current(asked)
    known = processes.of_stack(settings.state)
    if supervision.shut_down(settings):
        alive = processes.wait_for_end(known, seconds=SHUTDOWN_SECONDS)
        if alive:
            say(f"{len(alive)} processes did not end when asked")
    _end_leftovers(settings)
    supervision.socket_path(settings).unlink(missing_ok=True)
    shutil.rmtree(settings.run, ignore_errors=True)
    say(f"{len(known)} processes ended; none is left" if known else "nothing runs")


def wipe(settings: Settings, say: Say) -> None:
    """Removes the topics, schemas, checkpoints, tables, keys and logs of a stack that is down, and nothing else."""
    for path in (settings.state / name for name in OWN):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    try:
        settings.state.rmdir()
    except OSError:
        say(f"{settings.state} stays: it holds what is not the stack's")
    else:
        say(f"{settings.state} is removed")
