"""Jobs started, looked at and stopped: one job's fault is told, and is not the other's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.edge.reference import CONTRACTS
from tests.ops.pipeline.cluster import FakeCluster, FakeJob, served
from tests.ops.pipeline.test_surroundings import settings as made

from headgate.connect.faults import ConnectError, ServiceError, SettingsError
from headgate.connect.settings import Settings
from headgate.emit.flink import Job
from headgate.model import Contract
from headgate.odcs import read_file
from headgate.ops.pipeline import RunOptions, explain, lifecycle, run, savepoint, status, stop, stopping
from headgate.ops.pipeline.submit import Answer, Order

GUARD, LAND = "headgate guard orders Order", "headgate land orders Order"
TRACE = "java.io.IOException: disk full\n\tat a.B.c(D.java:1)"
UNFIT = (
    "Failed to rollback to checkpoint/savepoint file:/s. Cannot map checkpoint/savepoint state for operator x"
)


@pytest.fixture
def contract() -> Contract:
    found = read_file(CONTRACTS / "orders.odcs.yaml").contract
    assert found is not None
    return found


@pytest.fixture
def jobs() -> tuple[FakeJob, FakeJob]:
    return FakeJob(GUARD), FakeJob(LAND)


@pytest.fixture
def committed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The groups whose positions were committed; Kafka is not asked, and nothing is waited for."""
    groups: list[str] = []
    for module in (lifecycle, stopping):
        monkeypatch.setattr(module, "reach_kafka", lambda _: 1)
    monkeypatch.setattr(lifecycle, "_check_topics", lambda *_: None)
    monkeypatch.setattr(stopping, "commit_positions", lambda _, saved: groups.extend(saved))
    monkeypatch.setattr(stopping, "TASKS_S", 0)
    return groups


@pytest.fixture
def cluster(jobs: tuple[FakeJob, FakeJob]) -> FakeCluster:
    return FakeCluster(jobs)


@pytest.fixture
def settings(cluster: FakeCluster, tmp_path: Path, committed: list[str]) -> Iterator[Settings]:
    (tmp_path / "lib").mkdir()
    with served(cluster) as address:
        given = made(tmp_path)
        state = tmp_path.as_uri()
        yield replace(given, flink=replace(given.flink, rest=address, checkpoints=state, savepoints=state))


def test_a_job_that_cannot_be_stopped_does_not_keep_the_other(
    contract: Contract, settings: Settings, jobs: tuple[FakeJob, FakeJob], committed: list[str]
) -> None:
    jobs[0].tasks, jobs[0].trace = "SCHEDULED", TRACE
    with pytest.raises(ServiceError) as told:
        stop(contract, settings)
    assert "disk full" in told.value.message
    assert f"(stopped {LAND}: file:/{jobs[1].id})" in told.value.message
    assert committed == ["headgate-land-orders-Order"]
    assert (jobs[0].state, jobs[1].state) == ("RUNNING", "FINISHED")


def test_savepoints_that_were_written_are_told_beside_one_that_was_not(
    contract: Contract, settings: Settings, jobs: tuple[FakeJob, FakeJob]
) -> None:
    jobs[1].tasks = "SCHEDULED"
    with pytest.raises(ServiceError, match=rf"all tasks of `{LAND}` .*savepoint of {GUARD}: file:/"):
        savepoint(contract, settings)


def test_the_status_tells_why_a_job_does_not_run(
    contract: Contract, settings: Settings, jobs: tuple[FakeJob, FakeJob]
) -> None:
    jobs[0].state, jobs[0].trace = "RESTARTING", TRACE
    jobs[1].tasks = "DEPLOYING"
    guard, land = status(contract, settings)
    assert (guard.runs, guard.cause) == (False, "disk full (IOException)")
    assert (land.runs, land.cause) == (False, "")


def answered(monkeypatch: pytest.MonkeyPatch, *answers: Answer) -> None:
    def submit(_: Settings, order: Order) -> tuple[Answer, ...]:
        assert len(order.works) == len(answers)
        return answers

    monkeypatch.setattr(lifecycle, "submit", submit)


@pytest.mark.parametrize(
    "refusal",
    [
        ("no such table", ServiceError, rf"`{GUARD}` was not accepted: no such table"),
        (UNFIT, SettingsError, r"cannot go on from file:/s: that state was written by another job"),
        (
            "Unknown target column 'a'",
            SettingsError,
            r"lacks columns of this version of the contract: Unknown",
        ),
        (
            "Column types of query result and sink differ",
            SettingsError,
            r"has columns of other types than this version of the contract: Column types",
        ),
        ("Cannot find checkpoint or savepoint x", SettingsError, r"no savepoint or checkpoint at file:/s"),
    ],
)
def test_one_job_that_is_refused_does_not_hide_the_other(
    contract: Contract,
    settings: Settings,
    jobs: tuple[FakeJob, FakeJob],
    monkeypatch: pytest.MonkeyPatch,
    refusal: tuple[str, type[ConnectError], str],
) -> None:
    error, fault, told = refusal
    answered(monkeypatch, Answer(error=error), Answer(job_id=jobs[1].id))
    jobs[0].state = jobs[1].state = "FAILED"
    with pytest.raises(fault, match=rf"{told}.*; `{LAND}` runs; .* \(with --job guard\)$"):
        run(contract, settings, options=RunOptions(restore_from="file:/s"))


def test_a_job_that_does_not_come_up_is_cancelled_and_the_other_is_waited_for(
    contract: Contract,
    settings: Settings,
    jobs: tuple[FakeJob, FakeJob],
    cluster: FakeCluster,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answered(monkeypatch, *(Answer(job_id=job.id) for job in jobs))
    monkeypatch.setattr(lifecycle, "START_TIMEOUT_S", -20)
    monkeypatch.setattr(lifecycle, "_refuse_running", lambda *_: None)
    jobs[0].completed, jobs[0].trace = 0, TRACE
    with pytest.raises(ServiceError, match=rf"disk full \(IOException\); `{LAND}` runs; put that right"):
        run(contract, settings)
    assert cluster.changes == [f"PATCH /jobs/{jobs[0].id}"]


def test_what_refuses_a_new_job_leaves_the_old_one(
    contract: Contract, settings: Settings, cluster: FakeCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object) -> None:
        raise SettingsError("topic `x` does not exist")

    monkeypatch.setattr(lifecycle, "_check_topics", missing)
    with pytest.raises(SettingsError):
        run(contract, settings, options=RunOptions(replace=True))
    assert cluster.changes == []


def test_a_plan_that_cannot_be_made_is_a_fault(
    contract: Contract, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(monkeypatch, Answer(error="no such function"))
    with pytest.raises(ServiceError, match="no such function"):
        explain(contract, settings, (Job.GUARD,))
