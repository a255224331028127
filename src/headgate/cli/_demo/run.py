"""The course of the demonstration: judge, register, enforce, produce with faults, watch, close the books."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import click
from rich.console import Console

from headgate.cli._demo.commands import Commands, FailedError, start_stack
from headgate.cli._demo.data import DataSet
from headgate.cli._demo.screen import Glance, Screen
from headgate.connect.faults import ServiceError
from headgate.connect.kafka import reach_kafka
from headgate.connect.settings import STATE_VARIABLE, Settings, load_settings, settings_file
from headgate.connect.truth import Truth
from headgate.model import Contract
from headgate.ops.audit.brokers import Brokers
from headgate.ops.audit.collect import Collection, mark
from headgate.ops.audit.landing import NOT_LANDED, audit_table
from headgate.ops.audit.latency import Histogram
from headgate.ops.audit.outcome import Outcome
from headgate.ops.audit.reading import Marks
from headgate.ops.audit.run import Scope, weigh
from headgate.ops.audit.stream import Audited
from headgate.ops.audit.table import NotRun, TableAudit
from headgate.ops.pipeline import Job, status

GLANCE_S: Final = 0.5
WARM_UP_S: Final = 20.0
"""The latency of a job's first seconds is that of a cold JVM: it is shown while it lasts, and not in the result."""
LANDING_S: Final = 2.0
CALM_S: Final = 20.0
"""How long the guard may take to commit the last records before it is stopped."""
DRAIN_S: Final = 120.0
"""How long after the last record its output may take: two checkpoints of a cold job on a full machine."""


@dataclass(frozen=True, slots=True)
class Demo:
    """What to show: a data set, its contract, at which rate, for how long."""

    data: DataSet
    path: Path
    contract: Contract
    rate: int
    length: str
    config: Path | None = None

    @property
    def audited(self) -> Audited:
        """The contract's one stream."""
        return Audited(self.contract, self.contract.streams[0])


@dataclass(frozen=True, slots=True)
class Shown:
    """The outcome, how long the traffic took, and how much of it the latency leaves out."""

    outcome: Outcome
    seconds: float
    warm_up_s: float

    @property
    def passed(self) -> bool:
        """Whether all is in its place; what is still on its way when the waiting ends is not proved."""
        landed = self.outcome.landed
        return (
            self.outcome.passed
            and self.outcome.table != NOT_LANDED
            and self.outcome.audit.balance.caught_up
            and (landed is None or landed.caught_up)
        )


def play(demo: Demo, console: Console) -> Shown:
    """Runs it all; the stack stays up, the jobs that were started here are stopped again.

    Raises `FailedError` when a command fails, `ServiceError` when a service does.
    """
    settings = _reached(demo.config)
    commands = Commands(demo.config)
    commands.run("lint", str(demo.path))
    commands.run("register", str(demo.path))
    with _jobs(demo, settings, commands), tempfile.TemporaryDirectory(prefix="headgate-demo-") as folder:
        since = mark(settings, (demo.audited,))
        truth = Path(folder) / "truth.json"
        with Collection(settings, demo.audited, since) as collection:
            seconds = _watched(demo, commands, collection, (truth, console))
            warm_up_s = WARM_UP_S if seconds > WARM_UP_S else 0.0
            return Shown(_closed(settings, collection, since, truth), seconds, warm_up_s)


def _reached(config: Path | None) -> Settings:
    """The settings of a Kafka that answers; the local stack is brought up unless they name another one."""
    if _is_local(config):
        start_stack()
    settings = load_settings(config)
    reach_kafka(settings)
    return settings


def _is_local(config: Path | None) -> bool:
    """Whether nothing names a Kafka, or only the file that the local stack writes."""
    file = settings_file(config, os.environ)
    written = Path(os.environ.get(STATE_VARIABLE) or ".headgate") / "local.toml"
    named = any(name.startswith("HEADGATE_KAFKA_") for name in os.environ)
    return not named and (file is None or file.absolute() == written.absolute())


@contextmanager
def _jobs(demo: Demo, settings: Settings, commands: Commands) -> Iterator[None]:
    """Guard and land run within; one that ran before is used as it is, and left running after."""
    entries = status(demo.contract, settings)
    missing = [entry.job for entry in entries if entry.flink is None or entry.flink.ended]
    if len(missing) < len(entries):
        running = ", ".join(entry.name for entry in entries if entry.job not in missing)
        click.echo(f"used as it is, and left running: {running}")
    if not missing:
        yield
        return
    try:
        _start(demo, settings, commands, missing)
        yield
    finally:
        _stop(demo, settings, commands, missing)


def _start(demo: Demo, settings: Settings, commands: Commands, jobs: list[Job]) -> None:
    """Starts `jobs`; only the guard of repeated data forgets, and only when nothing can be read twice by that."""
    path = str(demo.path)
    if not (demo.data.fresh and Job.GUARD in jobs):
        commands.run("pipeline", "run", path, *_which(jobs))
        return
    fresh = _stands_at_end(settings, demo.audited)
    if not fresh:
        click.echo("the guard was stopped amid traffic: it goes on where it was, and remembers those flights")
    commands.run("pipeline", "run", path, *_which([Job.GUARD]), *(["--fresh"] if fresh else []))
    if Job.LAND in jobs:
        commands.run("pipeline", "run", path, *_which([Job.LAND]))


def _stop(demo: Demo, settings: Settings, commands: Commands, jobs: list[Job]) -> None:
    """Stops `jobs` once the guard has committed all that was produced: a fresh start would else read it again.

    A job that will not stop must not hide what went wrong before.
    """
    until = time.monotonic() + CALM_S
    click.echo("stopping the jobs once the guard has committed what was produced")
    try:
        while time.monotonic() < until and not _stands_at_end(settings, demo.audited):
            time.sleep(GLANCE_S)
        commands.run("pipeline", "stop", str(demo.path), *_which(jobs))
    except (FailedError, ServiceError) as fault:
        click.echo(f"jobs may still run ({fault}): headgate pipeline status {demo.path}", err=True)


def _which(jobs: list[Job]) -> list[str]:
    return ["--job", jobs[0].value if len(jobs) == 1 else "all"]


def _stands_at_end(settings: Settings, audited: Audited) -> bool:
    """Whether the guard has committed every offset of the source."""
    brokers = Brokers(settings)
    position = brokers.committed(audited.guard_group, audited.source)
    ends = brokers.ends(brokers.spots([audited.source]))
    return all(position.get(partition, 0) >= end for (_, partition), end in ends.items())


def _watched(demo: Demo, commands: Commands, collection: Collection, shown: tuple[Path, Console]) -> float:
    """Produces while the audit reads along, then waits until the guard has committed all of it."""
    truth, console = shown
    began = time.monotonic()
    with commands.beside(*_traffic(demo, truth)) as process, Screen(console) as screen:
        warm = False
        while process.poll() is None:
            _glance(screen, collection, "producing", began)
            if not warm and time.monotonic() - began > WARM_UP_S:
                collection.journal.latency, warm = Histogram(), True
        seconds = time.monotonic() - began
        _, said = process.communicate()
        if process.returncode != 0:
            click.echo(said, err=True)
            raise FailedError(process.returncode)
        while not _caught_up(collection) and time.monotonic() - began - seconds < DRAIN_S:
            _glance(screen, collection, "draining", began)
    return seconds


def _traffic(demo: Demo, truth: Path) -> list[str]:
    asked = {
        "--rate": str(demo.rate),
        "--for": demo.length,
        "--faults": demo.data.faults,
        "--data": demo.data.source,
        "--truth": str(truth),
    }
    given = [part for name, value in asked.items() if value for part in (name, value)]
    return ["traffic", str(demo.path), *given]


def _glance(screen: Screen, collection: Collection, phase: str, began: float) -> None:
    collection.watch(GLANCE_S)
    screen.show(Glance.at(collection.journal, phase, time.monotonic() - began))


def _caught_up(collection: Collection) -> bool:
    return collection.audit(collection.position()).balance.caught_up


def _closed(settings: Settings, collection: Collection, since: Marks, truth: Path) -> Outcome:
    click.echo("closing the books")
    collection.catch_up()
    audit = collection.settle(collection.position())
    topics = weigh(settings, audit, Scope(since=since, table=False, truth=Truth.load(truth)))
    return replace(topics, table=_landed(settings, collection.audited, since))


def _landed(settings: Settings, audited: Audited, since: Marks) -> TableAudit:
    """The table's audit, once it has all of the clean topic or `DRAIN_S` is over."""
    until = time.monotonic() + DRAIN_S
    while True:
        table = audit_table(settings, audited, since=since)
        done = table != NOT_LANDED if isinstance(table, NotRun) else table.caught_up
        if done or time.monotonic() > until:
            return table
        time.sleep(LANDING_S)
