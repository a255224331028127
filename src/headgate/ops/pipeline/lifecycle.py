"""Starting and watching the jobs of a contract."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from headgate.burn import Derived, checkpoint_interval
from headgate.connect.faults import ConnectError, ServiceError, SettingsError
from headgate.connect.flink import ENDED, Checkpoints, FlinkCluster, FlinkJob, wait_until
from headgate.connect.kafka import admin, failed, reach_kafka
from headgate.connect.settings import Settings
from headgate.emit.flink import (
    CATALOG,
    DATABASE,
    EMITTER,
    Job,
    group_id,
    job_name,
    qualified_table,
    sql_file,
    table_columns,
    table_name,
)
from headgate.emit.protocol import Options
from headgate.model import Contract, Stream
from headgate.model.wire import Route, output_topic
from headgate.ops.pipeline.causes import root_cause
from headgate.ops.pipeline.recovery import newest_state
from headgate.ops.pipeline.script import filled
from headgate.ops.pipeline.standing import check_fresh
from headgate.ops.pipeline.stopping import BOTH, STOP_TIMEOUT_S, cancel, pairs, stop
from headgate.ops.pipeline.submit import Answer, Order, Work, submit
from headgate.ops.pipeline.surroundings import placeholder_values

START_TIMEOUT_S: Final = 120.0
"""From submission to the first checkpoint, cold JVM and a full machine included."""
HOPELESS: Final = 3
"""So many failures in a row are no accident: what stops the job will stop it again."""
NO_SLOTS: Final = "NoResourceAvailableException"
"""A TaskManager that is being restarted comes back: waiting helps."""
SLOTS_S: Final = 10.0
SLOTS_POLL_S: Final = 0.5
FEW_SLOTS: Final = "stop a job, lower --parallelism, or give the cluster more slots"
UNFIT: Final = ("Failed to rollback to checkpoint/savepoint", "StateMigrationException")
"""What Flink says of state that another job wrote, or this one before its plan changed."""
NO_STATE: Final = "Cannot find checkpoint or savepoint"
NO_COLUMN: Final = "Unknown target column"
OTHER_COLUMNS: Final = "Column types of query result and sink"


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
    """A job that runs and has completed a checkpoint; `restored_from` is empty for a fresh one.

    `added` are the columns that the table had to get for it.
    """

    id: str
    name: str
    job: Job
    stream: str
    derived: Derived
    restored_from: str
    outputs: tuple[str, ...]
    added: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JobStatus:
    """One job of the contract; `flink` is None when the cluster does not know it.

    `runs` says that all of its tasks do. `cause` is why a job that should run does not; empty when that is not known.
    """

    name: str
    job: Job
    flink: FlinkJob | None = None
    checkpoints: Checkpoints | None = None
    runs: bool = False
    cause: str = ""


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
    `ServiceError` with the cause for a job that does not come up; that job is cancelled, and the others go on.
    """
    cluster = FlinkCluster(settings)
    reach_kafka(settings)
    # What refuses the new job must not have ended the old one.
    _check_topics(settings, tuple(_planned(contract, settings, jobs, options)))
    _clear_the_way(contract, settings, jobs, options)
    planned = tuple(_planned(contract, settings, jobs, options))
    if options.fresh and not options.reread:
        check_fresh(settings, {plan.group: plan.name for plan in planned})
    _check_slots(cluster, len(planned) * (options.parallelism or 2))
    derived = checkpoint_interval(contract, options.interval)
    order = Order(tuple(_work(plan) for plan in planned), _overrides(options))
    risen: list[JobHandle] = []
    fallen: list[tuple[_Planned, ConnectError]] = []
    for plan, answer in zip(planned, submit(settings, order), strict=True):
        try:
            risen.append(_risen(cluster, plan, answer, derived))
        except ConnectError as fault:
            fallen.append((plan, fault))
    if fallen:
        raise _as_one(fallen, risen)
    return tuple(risen)


def explain(
    contract: Contract, settings: Settings, jobs: tuple[Job, ...] = BOTH
) -> tuple[tuple[str, str], ...]:
    """The name and the plan of each job, from the real planner; nothing is started."""
    planned = tuple(_planned(contract, settings, jobs, RunOptions(fresh=True)))
    answers = submit(settings, Order(tuple(Work(plan.sql) for plan in planned), explain=True))
    for plan, answer in zip(planned, answers, strict=True):
        if answer.error:
            raise _refused(plan, answer.error)
    return tuple((plan.name, answer.plan) for plan, answer in zip(planned, answers, strict=True))


def status(contract: Contract, settings: Settings, jobs: tuple[Job, ...] = BOTH) -> tuple[JobStatus, ...]:
    """How each job of the contract is; the latest of that name when none runs."""
    cluster = FlinkCluster(settings)
    known = cluster.jobs()
    found = []
    for stream, job in pairs(contract, jobs):
        name = job_name(contract, stream, job)
        flink = next((entry for entry in known if entry.name == name), None)
        found.append(_status(cluster, job, flink) if flink else JobStatus(name, job))
    return tuple(found)


def _status(cluster: FlinkCluster, job: Job, flink: FlinkJob) -> JobStatus:
    runs = flink.state == "RUNNING" and cluster.tasks_running(flink.id)
    wanted = flink.state == "FAILED" or not flink.ended
    trace = cluster.failure(flink.id) if wanted and not runs else ""
    cause = root_cause(trace) if trace else ""
    return JobStatus(flink.name, job, flink, cluster.checkpoints(flink.id), runs, cause)


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
    for stream, job in pairs(contract, jobs):
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
    for stream, job in pairs(contract, jobs):
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


def _work(plan: _Planned) -> Work:
    if plan.job is Job.LAND:
        return Work(_recovering(plan), qualified_table(plan.stream), table_columns(plan.stream))
    return Work(_recovering(plan))


def _recovering(plan: _Planned) -> str:
    if not plan.restore_from:
        return plan.sql
    path = plan.restore_from.replace("'", "''")
    return f"SET 'execution.state-recovery.path' = '{path}';\n{plan.sql}"


def _risen(cluster: FlinkCluster, plan: _Planned, answer: Answer, derived: Derived) -> JobHandle:
    """Waits for the first checkpoint: a job whose checkpoints do not complete commits nothing."""
    if answer.error:
        raise _refused(plan, answer.error)
    job_id, timeout_s = answer.job_id, START_TIMEOUT_S + 2 * derived.interval.total_seconds()
    what = f"the first checkpoint of `{plan.name}`"
    try:
        wait_until(what, timeout_s, lambda: _first_checkpoint(cluster, plan, job_id))
    except ServiceError as fault:
        trace = cluster.failure(job_id)
        if cluster.state(job_id) not in ENDED:
            cluster.cancel(job_id, STOP_TIMEOUT_S)
        if _is_unfit(plan, trace):
            raise _refused(plan, trace) from None
        cause = f": {root_cause(trace)}" if trace else ""
        raise ServiceError(f"{fault.message}{cause}", "put that right and run it again") from None
    return JobHandle(
        job_id,
        plan.name,
        plan.job,
        plan.stream.name,
        derived,
        plan.restore_from,
        _outputs(plan),
        answer.added,
    )


def _refused(plan: _Planned, error: str) -> ConnectError:
    """What to say of a job that Flink did not take."""
    if _is_unfit(plan, error):
        return SettingsError(
            f"`{plan.name}` cannot go on from {plan.restore_from}: that state was written by another job, or by"
            " this one before its contract changed",
            "run it with the contract that wrote it, or start anew with `pipeline run --fresh`",
        )
    if NO_STATE in error:
        return SettingsError(
            f"there is no savepoint or checkpoint at {plan.restore_from}", "give the URI that `stop` printed"
        )
    if NO_COLUMN in error:
        return SettingsError(
            f"the table {_outputs(plan)[0]} lacks columns of this version of the contract: {error}",
            "start the job: that adds them",
        )
    if OTHER_COLUMNS in error:
        return SettingsError(
            f"the table {_outputs(plan)[0]} has columns of other types than this version of the contract: {error}",
            "change their types in the table, or give the topic another name; new fields get their columns here",
        )
    return ServiceError(f"`{plan.name}` was not accepted: {error}", "put that right and run it again")


def _is_unfit(plan: _Planned, text: str) -> bool:
    return bool(plan.restore_from) and any(sign in text for sign in UNFIT)


def _as_one(fallen: list[tuple[_Planned, ConnectError]], risen: list[JobHandle]) -> ConnectError:
    """One fault for all jobs that did not come up, which also tells of those that did."""
    plan, first = fallen[0]
    others = "".join(f"; {fault.message}" for _, fault in fallen[1:])
    alive = "".join(f"; `{handle.name}` runs" for handle in risen)
    again = f" (with --job {plan.job.value})" if risen else ""
    return type(first)(f"{first.message}{others}{alive}", f"{first.remedy}{again}")


def _first_checkpoint(cluster: FlinkCluster, plan: _Planned, job_id: str) -> bool | None:
    """None while it is still to come; raises `ServiceError` for a job that fails again and again."""
    if cluster.checkpoints(job_id).completed:
        return True
    failures = [trace for trace in cluster.failures(job_id) if NO_SLOTS not in trace]
    if cluster.state(job_id) in ENDED or len(failures) >= HOPELESS:
        raise ServiceError(f"`{plan.name}` does not start")
    return None


def _outputs(plan: _Planned) -> tuple[str, ...]:
    if plan.job is Job.LAND:
        return (f"{CATALOG}.{DATABASE}.{table_name(plan.stream)}",)
    return tuple(topic for topic in _topics(plan) if topic != plan.stream.topic.name)
