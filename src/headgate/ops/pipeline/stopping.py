"""Stopping the jobs of a contract, and writing down where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from headgate.connect.faults import ServiceError
from headgate.connect.flink import FlinkCluster, FlinkJob, NotYetError, StopKind, wait_until
from headgate.connect.kafka import reach_kafka
from headgate.connect.settings import Settings
from headgate.emit.flink import Job, group_id, job_name
from headgate.model import Contract, Stream
from headgate.ops.pipeline.causes import root_cause
from headgate.ops.pipeline.standing import commit_positions
from headgate.ops.pipeline.surroundings import flink_home, state_homes

BOTH: Final = (Job.GUARD, Job.LAND)
STOP_TIMEOUT_S: Final = 120.0
TASKS_S: Final = 30.0
"""A job that was just started or restarted deploys its tasks first."""


def stop(contract: Contract, settings: Settings, jobs: tuple[Job, ...] = BOTH) -> tuple[tuple[str, str], ...]:
    """Stops the jobs that run, each with a savepoint; returns their names and the savepoints' paths.

    The groups then stand where the savepoints do. Raises `ServiceError` when that cannot be reached, or when a job
    cannot be stopped; the others are.
    """
    # Before anything ends: what comes after needs both.
    reach_kafka(settings)
    flink_home(settings)
    stopped, faults = _for_running(contract, settings, jobs, _stopped)
    groups = {job_name(contract, *pair): group_id(contract, *pair) for pair in pairs(contract, jobs)}
    commit_positions(settings, {groups[name]: path for name, path in stopped})
    _raise_first(faults, stopped, "stopped")
    return stopped


def savepoint(
    contract: Contract, settings: Settings, jobs: tuple[Job, ...] = BOTH
) -> tuple[tuple[str, str], ...]:
    """Writes a savepoint of each job that runs; returns their names and the savepoints' paths."""
    saved, faults = _for_running(contract, settings, jobs, _saved)
    _raise_first(faults, saved, "savepoint of")
    return saved


def cancel(contract: Contract, settings: Settings, jobs: tuple[Job, ...] = BOTH) -> tuple[str, ...]:
    """Ends the jobs that run without a savepoint; their last checkpoints stay. Returns their names."""
    cluster = FlinkCluster(settings)
    names = [job_name(contract, stream, job) for stream, job in pairs(contract, jobs)]
    running = [job for job in map(cluster.running, names) if job is not None]
    for job in running:
        cluster.cancel(job.id, STOP_TIMEOUT_S)
    return tuple(job.name for job in running)


def pairs(contract: Contract, jobs: tuple[Job, ...]) -> Iterator[tuple[Stream, Job]]:
    """Each stream with each of `jobs`."""
    return ((stream, job) for stream in contract.streams for job in jobs)


def _saved(cluster: FlinkCluster, job: FlinkJob, home: str) -> str:
    return cluster.savepoint(job.id, home, StopKind.SAVEPOINT, STOP_TIMEOUT_S)


def _stopped(cluster: FlinkCluster, job: FlinkJob, home: str) -> str:
    path = cluster.savepoint(job.id, home, StopKind.STOP, STOP_TIMEOUT_S)
    cluster.wait_ended(job.id, STOP_TIMEOUT_S)
    return path


def _for_running(
    contract: Contract,
    settings: Settings,
    jobs: tuple[Job, ...],
    deed: Callable[[FlinkCluster, FlinkJob, str], str],
) -> tuple[tuple[tuple[str, str], ...], tuple[ServiceError, ...]]:
    """What `deed` gave for each job that runs, and what went wrong: one job's fault is not the other's."""
    cluster = FlinkCluster(settings)
    done, faults = [], []
    for stream, job in pairs(contract, jobs):
        running = cluster.running(job_name(contract, stream, job))
        if running is not None:
            _, home = state_homes(settings, group_id(contract, stream, job))
            try:
                _wait_tasks(cluster, running)
                done.append((running.name, deed(cluster, running, home)))
            except ServiceError as fault:
                faults.append(fault)
    return tuple(done), tuple(faults)


def _wait_tasks(cluster: FlinkCluster, job: FlinkJob) -> None:
    """A savepoint is of all tasks: a job that is failing cannot write one."""
    try:
        what = f"all tasks of `{job.name}`"
        wait_until(what, TASKS_S, lambda: cluster.tasks_running(job.id) or None)
    except NotYetError as fault:
        trace = cluster.failure(job.id)
        cause = f": {root_cause(trace)}" if trace else ""
        raise ServiceError(
            f"{fault.message}, and without them it writes no savepoint{cause}",
            "put that right, or cancel it in Flink's web page: `pipeline run` goes on from its last checkpoint",
        ) from None


def _raise_first(faults: tuple[ServiceError, ...], done: tuple[tuple[str, str], ...], deed: str) -> None:
    for fault in faults:
        others = "".join(f" ({deed} {name}: {path})" for name, path in done)
        raise ServiceError(f"{fault.message}{others}", fault.remedy)
