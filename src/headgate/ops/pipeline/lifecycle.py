"""Starting, watching and stopping the jobs of a contract."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from headgate.burn import Derived, checkpoint_interval
from headgate.connect.faults import ServiceError, SettingsError
from headgate.connect.flink import ENDED, Checkpoints, FlinkCluster, FlinkJob, StopKind, wait_until
from headgate.connect.kafka import admin, failed, reach_kafka
from headgate.connect.settings import Settings
from headgate.emit.flink import CATALOG, DATABASE, EMITTER, Job, group_id, job_name, sql_file, table_name
from headgate.emit.protocol import Options
from headgate.model import Contract, Stream
from headgate.model.wire import Route, output_topic
from headgate.ops.pipeline.causes import root_cause
from headgate.ops.pipeline.recovery import newest_state
from headgate.ops.pipeline.script import filled
from headgate.ops.pipeline.standing import check_fresh, commit_positions
from headgate.ops.pipeline.submit import Order, submit
from headgate.ops.pipeline.surroundings import placeholder_values, state_homes

BOTH: Final = (Job.GUARD, Job.LAND)
START_TIMEOUT_S: Final = 120.0
"""From submission to the first checkpoint, cold JVM and a full machine included."""
STOP_TIMEOUT_S: Final = 120.0
HOPELESS: Final = 3
"""So many failures in a row are no accident: what stops the job will stop it again."""
NO_SLOTS: Final = "NoResourceAvailableException"
"""A TaskManager that is being restarted comes back: waiting helps."""
SLOTS_S: Final = 10.0
SLOTS_POLL_S: Final = 0.5
FEW_SLOTS: Final = "stop a job, lower --parallelism, or give the cluster more slots"


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How to run: None leaves what the SQL says. `restore_from` is a URI; `fresh` ignores what is there.

    A fresh job starts at the group's committed offsets with empty state; where that would read again what the outputs
    hold, it does so only with `reread`.
    """

    parallelism: int | None = None
    state: str | None = None
    interval: timedelta | None = None
    restore_from: str | None = None
    fresh: bool = False
    reread: bool = False
    replace: bool = False


DEFAULTS: Final = RunOptions()


@dataclass(frozen=True, slots=True)
class JobHandle:
    """A job that runs and has completed a checkpoint; `restored_from` is empty for a fresh one."""

    id: str
    name: str
    job: Job
    stream: str
    derived: Derived
    restored_from: str
    outputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JobStatus:
    """One job of the contract; `flink` is None when the cluster does not know it."""

    name: str
    job: Job
    flink: FlinkJob | None
    checkpoints: Checkpoints | None


@dataclass(frozen=True, slots=True)
class _Planned:
    stream: Stream
    job: Job
    name: str
    group: str
    sql: str
    restore_from: str


def run(
    contract: Contract,
    settings: Settings,
    jobs: tuple[Job, ...] = BOTH,
    options: RunOptions = DEFAULTS,
) -> tuple[JobHandle, ...]:
    """Starts the jobs where they left off, and returns when each has completed a checkpoint.

    Raises `SettingsError` for what the user can put right (a job that runs already, a missing topic), and
    `ServiceError` with the cause for a job that does not come up; that job is cancelled.
    """
    cluster = FlinkCluster(settings)
    reach_kafka(settings)
    _clear_the_way(contract, settings, jobs, options)
    planned = tuple(_planned(contract, settings, jobs, options))
    if options.fresh and not options.reread:
        check_fresh(settings, {plan.group: plan.name for plan in planned})
    _check_topics(settings, planned)
    _check_slots(cluster, len(planned) * (options.parallelism or 2))
    started = _start(settings, planned, options)
    derived = checkpoint_interval(contract, options.interval)
    return tuple(_risen(cluster, plan, job_id, derived) for plan, job_id in started)


def explain(
    contract: Contract, settings: Settings, jobs: tuple[Job, ...] = BOTH
) -> tuple[tuple[str, str], ...]:
    """The name and the plan of each job, from the real planner; nothing is started."""
    planned = tuple(_planned(contract, settings, jobs, RunOptions(fresh=True)))
    answers = submit(settings, Order(tuple(plan.sql for plan in planned), explain=True))
    return tuple(
        (plan.name, answer.plan or answer.error) for plan, answer in zip(planned, answers, strict=True)
    )


def status(contract: Contract, settings: Settings, jobs: tuple[Job, ...] = BOTH) -> tuple[JobStatus, ...]:
    """How each job of the contract is; the latest of that name when none runs."""
    cluster = FlinkCluster(settings)
    known = cluster.jobs()
    found = []
    for stream, job in _pairs(contract, jobs):
        name = job_name(contract, stream, job)
        flink = next((entry for entry in known if entry.name == name), None)
        checkpoints = cluster.checkpoints(flink.id) if flink else None
        found.append(JobStatus(name, job, flink, checkpoints))
    return tuple(found)


def stop(contract: Contract, settings: Settings, jobs: tuple[Job, ...] = BOTH) -> tuple[tuple[str, str], ...]:
    """Stops the jobs that run, each with a savepoint; returns their names and the savepoints' paths.

    The groups then stand where the savepoints do. Raises `ServiceError` when that cannot be reached.
    """
    # Before anything ends: what comes after needs both.
    reach_kafka(settings)
    settings.require("flink.home")
    stopped = _for_running(contract, settings, jobs, _stopped)
    groups = {job_name(contract, *pair): group_id(contract, *pair) for pair in _pairs(contract, jobs)}
    commit_positions(settings, {groups[name]: path for name, path in stopped})
    return stopped


def savepoint(
    contract: Contract, settings: Settings, jobs: tuple[Job, ...] = BOTH
) -> tuple[tuple[str, str], ...]:
    """Writes a savepoint of each job that runs; returns their names and the savepoints' paths."""
    return _for_running(
        contract,
        settings,
        jobs,
        lambda cluster, job, home: cluster.savepoint(job.id, home, StopKind.SAVEPOINT, STOP_TIMEOUT_S),
    )


def cancel(contract: Contract, settings: Settings, jobs: tuple[Job, ...] = BOTH) -> tuple[str, ...]:
    """Ends the jobs that run without a savepoint; their last checkpoints stay. Returns their names."""
    cluster = FlinkCluster(settings)
    names = [job_name(contract, stream, job) for stream, job in _pairs(contract, jobs)]
    running = [job for job in map(cluster.running, names) if job is not None]
    for job in running:
        cluster.cancel(job.id, STOP_TIMEOUT_S)
    return tuple(job.name for job in running)


def _pairs(contract: Contract, jobs: tuple[Job, ...]) -> Iterator[tuple[Stream, Job]]:
    return ((stream, job) for stream in contract.streams for job in jobs)


def _stopped(cluster: FlinkCluster, job: FlinkJob, home: str) -> str:
    path = cluster.savepoint(job.id, home, StopKind.STOP, STOP_TIMEOUT_S)
    cluster.wait_ended(job.id, STOP_TIMEOUT_S)
    return path


def _for_running(
    contract: Contract,
    settings: Settings,
    jobs: tuple[Job, ...],
    deed: Callable[[FlinkCluster, FlinkJob, str], str],
) -> tuple[tuple[str, str], ...]:
    cluster = FlinkCluster(settings)
    done = []
    for stream, job in _pairs(contract, jobs):
        running = cluster.running(job_name(contract, stream, job))
        if running is not None:
            _, home = state_homes(settings, group_id(contract, stream, job))
            done.append((running.name, deed(cluster, running, home)))
    return tuple(done)


def _clear_the_way(
    contract: Contract, settings: Settings, jobs: tuple[Job, ...], options: RunOptions
) -> None:
    """One job a stream and kind: a second one would write every record twice."""
    if not options.replace:
        _refuse_running(FlinkCluster(settings), contract, jobs)
    elif options.fresh and not options.reread:
        # Without the state, only a savepoint tells where the outputs end.
        stop(contract, settings, jobs)
    else:
        cancel(contract, settings, jobs)


def _refuse_running(cluster: FlinkCluster, contract: Contract, jobs: tuple[Job, ...]) -> None:
    for stream, job in _pairs(contract, jobs):
        running = cluster.running(job_name(contract, stream, job))
        if running is not None:
            raise SettingsError(
                f"`{running.name}` runs already as {running.id}", "stop it first, or give --replace"
            )


def _planned(
    contract: Contract, settings: Settings, jobs: tuple[Job, ...], options: RunOptions
) -> Iterator[_Planned]:
    emission = EMITTER.emit(contract, Options())
    refused = [loss for loss in emission.losses if loss.refused]
    if refused:
        raise SettingsError(f"{contract.id}: Flink cannot run it: {refused[0].reason}", "change the contract")
    for stream, job in _pairs(contract, jobs):
        group = group_id(contract, stream, job)
        values = placeholder_values(settings, job, group)
        sql = filled(emission.files[sql_file(contract, stream, job)], values)
        homes = (values["CHECKPOINTS"], values["SAVEPOINTS"])
        left_off = options.restore_from or (None if options.fresh else newest_state(*homes))
        yield _Planned(stream, job, job_name(contract, stream, job), group, sql, left_off or "")


def _check_slots(cluster: FlinkCluster, wanted: int) -> None:
    # A job that has just ended gives its slots back a moment later.
    deadline = time.monotonic() + SLOTS_S
    while (free := cluster.free_slots()) < wanted and time.monotonic() < deadline:
        time.sleep(SLOTS_POLL_S)
    if free < wanted:
        raise SettingsError(f"flink at {cluster.url} has {free} free slots of the {wanted} wanted", FEW_SLOTS)


def _check_topics(settings: Settings, planned: tuple[_Planned, ...]) -> None:
    """A job whose topic is missing restarts for ever: told before it starts."""
    from confluent_kafka import KafkaException  # noqa: PLC0415 - heavy, and only here

    try:
        known = admin(settings).list_topics(timeout=10).topics
    except KafkaException as fault:
        raise failed("list its topics", fault) from None
    for plan in planned:
        for topic in _topics(plan):
            if topic not in known:
                raise SettingsError(f"topic `{topic}` does not exist", "create it with `headgate register`")


def _topics(plan: _Planned) -> tuple[str, ...]:
    name = plan.stream.topic.name
    if plan.job is Job.LAND:
        return (output_topic(name, Route.CLEAN),)
    return (name, *(output_topic(name, route) for route in Route if route is not Route.STAGING))


def _overrides(options: RunOptions) -> dict[str, str]:
    chosen = {
        "parallelism.default": str(options.parallelism) if options.parallelism else "",
        "state.backend.type": options.state or "",
    }
    if options.interval:
        millis = options.interval // timedelta(milliseconds=1)
        chosen["execution.checkpointing.interval"] = f"{millis} ms"
        chosen["execution.checkpointing.min-pause"] = f"{millis // 10} ms"
    return {key: value for key, value in chosen.items() if value}


def _start(
    settings: Settings, planned: tuple[_Planned, ...], options: RunOptions
) -> Iterator[tuple[_Planned, str]]:
    """Submits all scripts through one driver."""
    order = Order(tuple(_recovering(plan) for plan in planned), _overrides(options))
    for plan, answer in zip(planned, submit(settings, order), strict=True):
        if answer.error:
            raise ServiceError(f"`{plan.name}` was not accepted: {answer.error}", "see --explain")
        yield plan, answer.job_id


def _recovering(plan: _Planned) -> str:
    if not plan.restore_from:
        return plan.sql
    path = plan.restore_from.replace("'", "''")
    return f"SET 'execution.state-recovery.path' = '{path}';\n{plan.sql}"


def _risen(cluster: FlinkCluster, plan: _Planned, job_id: str, derived: Derived) -> JobHandle:
    """Waits for the first checkpoint: a job whose checkpoints do not complete commits nothing."""
    timeout_s = START_TIMEOUT_S + 2 * derived.interval.total_seconds()
    try:
        wait_until(
            f"the first checkpoint of `{plan.name}`", timeout_s, lambda: _first_checkpoint(cluster, job_id)
        )
    except ServiceError as fault:
        trace = cluster.failure(job_id)
        if cluster.state(job_id) not in ENDED:
            cluster.cancel(job_id, STOP_TIMEOUT_S)
        cause = f": {root_cause(trace)}" if trace else ""
        raise ServiceError(f"{fault.message}{cause}", "put that right and run it again") from None
    return JobHandle(
        job_id, plan.name, plan.job, plan.stream.name, derived, plan.restore_from, _outputs(plan)
    )


def _first_checkpoint(cluster: FlinkCluster, job_id: str) -> bool | None:
    """None while it is still to come; raises `ServiceError` for a job that fails again and again."""
    if cluster.checkpoints(job_id).completed:
        return True
    failures = [trace for trace in cluster.failures(job_id) if NO_SLOTS not in trace]
    if cluster.state(job_id) == "FAILED" or len(failures) >= HOPELESS:
        raise ServiceError(f"job {job_id} does not start")
    return None


def _outputs(plan: _Planned) -> tuple[str, ...]:
    if plan.job is Job.LAND:
        return (f"{CATALOG}.{DATABASE}.{table_name(plan.stream)}",)
    return tuple(topic for topic in _topics(plan) if topic != plan.stream.topic.name)
