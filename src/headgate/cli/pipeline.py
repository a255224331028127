"""`headgate pipeline`: the guard and landing jobs of a contract, started, watched and stopped."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import click

from headgate.cli._faults import told
from headgate.cli._sound import one_contract

if TYPE_CHECKING:
    from headgate.connect.settings import Settings
    from headgate.ops.pipeline import Job, JobHandle, JobStatus, RunOptions

Decorated = TypeVar("Decorated", bound=Callable[..., object])

ONE_JOB: Final = ("guard", "land")
JOBS: Final = ("all", *ONE_JOB)
UNITS: Final[Mapping[str, timedelta]] = {
    "ms": timedelta(milliseconds=1),
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
}


def _length(context: click.Context, option: click.Parameter, text: str | None) -> timedelta | None:
    """`500ms`, `5s`, `1m` as a time span; anything else is a usage error."""
    if text is None:
        return None
    unit = next((unit for unit in UNITS if text.endswith(unit)), "")
    number = text.removesuffix(unit)
    if not unit or not number.isdecimal() or int(number) == 0:
        raise click.BadParameter(f"`{text}` is no length of time such as 5s", context, option)
    return int(number) * UNITS[unit]


def _common(command: Decorated) -> Decorated:
    """The argument and options that every verb has."""
    for option in (
        click.option("--config", type=click.Path(path_type=Path), help="Settings file."),
        click.option("--engine", type=click.Choice(["flink"]), default="flink", show_default=True),
        click.argument("contract", type=click.Path(exists=True, dir_okay=False, path_type=Path)),
    ):
        command = option(command)
    return command


def _which(command: Decorated) -> Decorated:
    """The option of the verbs that are for both jobs unless one is named."""
    return click.option(
        "--job", type=click.Choice(JOBS), default="all", show_default=True, help="Which of the two."
    )(command)


def _tuning(command: Decorated) -> Decorated:
    """The options of the verbs that start jobs."""
    for option in (
        click.option("--replace", is_flag=True, help="Cancel a job of the same name that runs."),
        click.option(
            "--interval",
            callback=_length,
            help="Checkpoint interval; derived from the objectives unless given.",
        ),
        click.option(
            "--state", type=click.Choice(["rocksdb", "hashmap"]), help="State backend.  [default: rocksdb]"
        ),
        click.option("--parallelism", type=click.IntRange(min=1), help="Slots a job.  [default: 2]"),
    ):
        command = option(command)
    return command


@click.group(name="pipeline")
def command() -> None:
    """Run the guard (raw topic to clean, dead-letter, late and duplicate topics) and land (clean topic to Iceberg)."""


@command.command()
@_common
@_which
@_tuning
@click.option("--fresh", is_flag=True, help="Empty state, from the group's committed offsets.")
@click.option("--reread", is_flag=True, help="With --fresh: even where outputs get records twice.")
@click.option("--explain", is_flag=True, help="Print Flink's plans and start nothing.")
def run(contract: Path, job: str, config: Path | None, explain: bool, **asked: object) -> None:
    """Start the jobs of CONTRACT where they left off: at their newest savepoint or retained checkpoint."""
    if asked["reread"] and not asked["fresh"]:
        raise click.UsageError("--reread says what --fresh may do: give both")
    if explain:
        _print_plans(contract, job, config)
    else:
        _start(contract, job, config, asked)


@command.command()
@_common
@_tuning
@click.option("--job", type=click.Choice(ONE_JOB), required=True, help="Which of the two it belongs to.")
@click.option("--from", "restore_from", required=True, help="URI of a savepoint or checkpoint.")
def restore(contract: Path, job: str, config: Path | None, **asked: object) -> None:
    """Start one job of CONTRACT from a given savepoint or checkpoint."""
    _start(contract, job, config, asked)


@command.command()
@_common
@_which
def status(contract: Path, job: str, config: Path | None, engine: str) -> None:  # noqa: ARG001 - one engine
    """Show the jobs of CONTRACT; exit 1 unless all of them run."""
    from headgate.ops.pipeline import status as look

    with told():
        found = look(one_contract(str(contract)), _settings(config), _jobs(job))
    for entry in found:
        click.echo(_status_line(entry))
    sys.exit(0 if all(entry.runs for entry in found) else 1)


@command.command()
@_common
@_which
def stop(contract: Path, job: str, config: Path | None, engine: str) -> None:  # noqa: ARG001 - one engine
    """Stop the jobs of CONTRACT, each with a savepoint, and commit where they stand."""
    from headgate.ops.pipeline import stop as stop_jobs

    with told():
        _print_savepoints("stopped", stop_jobs(one_contract(str(contract)), _settings(config), _jobs(job)))


@command.command()
@_common
@_which
def savepoint(contract: Path, job: str, config: Path | None, engine: str) -> None:  # noqa: ARG001 - one engine
    """Write a savepoint of the jobs of CONTRACT, which go on."""
    from headgate.ops.pipeline import savepoint as write

    with told():
        _print_savepoints("savepoint of", write(one_contract(str(contract)), _settings(config), _jobs(job)))


def _start(contract: Path, job: str, config: Path | None, asked: Mapping[str, object]) -> None:
    from headgate.burn import explain
    from headgate.ops.pipeline import run as start

    try:
        with told():
            handles = start(one_contract(str(contract)), _settings(config), _jobs(job), _options(asked))
    except KeyboardInterrupt:
        click.echo(f"what was submitted goes on: headgate pipeline status {contract}", err=True)
        raise
    for handle in handles:
        click.echo("\n".join(_started(handle)))
    click.echo(explain(handles[0].derived))


def _print_plans(contract: Path, job: str, config: Path | None) -> None:
    from headgate.ops.pipeline import explain

    with told():
        plans = explain(one_contract(str(contract)), _settings(config), _jobs(job))
    for name, plan in plans:
        click.echo(f"{name}\n{plan}\n")


def _options(asked: Mapping[str, object]) -> RunOptions:
    from headgate.ops.pipeline import RunOptions

    parallelism, state, interval = asked["parallelism"], asked["state"], asked["interval"]
    restore_from = asked.get("restore_from")
    assert isinstance(parallelism, int | None)
    assert isinstance(state, str | None)
    assert isinstance(interval, timedelta | None)
    assert isinstance(restore_from, str | None)
    return RunOptions(
        parallelism=parallelism,
        state=state,
        interval=interval,
        restore_from=restore_from,
        fresh=bool(asked.get("fresh")),
        reread=bool(asked.get("reread")),
        replace=bool(asked["replace"]),
    )


def _settings(config: Path | None) -> Settings:
    from headgate.connect.settings import load_settings

    return load_settings(config)


def _jobs(chosen: str) -> tuple[Job, ...]:
    from headgate.ops.pipeline import BOTH, Job

    return BOTH if chosen == "all" else (Job(chosen),)


def _started(handle: JobHandle) -> Iterator[str]:
    yield f"{handle.name}: job {handle.id} runs, first checkpoint completed"
    yield f"  from: {handle.restored_from or 'committed offsets, else the beginning; empty state'}"
    yield f"  to: {', '.join(handle.outputs)}"
    if handle.added:
        yield f"  added to the table: {', '.join(handle.added)}"


def _status_line(entry: JobStatus) -> str:
    if entry.flink is None or entry.checkpoints is None:
        return f"{entry.name}: not known to the cluster"
    checkpoints = entry.checkpoints
    last = (
        f", last {checkpoints.last_duration_ms} ms and {checkpoints.last_bytes:,} bytes"
        if checkpoints.last_path
        else ""
    )
    starting = ", its tasks are starting" if entry.flink.state == "RUNNING" and not entry.runs else ""
    cause = f"\n  cause: {entry.cause}" if entry.cause else ""
    return (
        f"{entry.name}: {entry.flink.state}{starting}, job {entry.flink.id},"
        f" checkpoints {checkpoints.completed} completed, {checkpoints.failed} failed{last}{cause}"
    )


def _print_savepoints(deed: str, done: tuple[tuple[str, str], ...]) -> None:
    for name, path in done:
        click.echo(f"{deed} {name}: {path}")
    if not done:
        click.echo("no job of this contract runs")
