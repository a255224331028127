"""A Flink session cluster through its REST interface: its jobs, their checkpoints, and how they are stopped."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from http.client import HTTPException
from typing import Final, TypeVar

from headgate.connect.answers import Json, json_of
from headgate.connect.faults import ServiceError
from headgate.connect.settings import Settings

Value = TypeVar("Value")

CALL_TIMEOUT_S: Final = 10.0
POLL_S: Final = 0.25
CHECK_CLUSTER: Final = (
    "check that the cluster runs and that `flink.rest` is right, or start one with `make up`"
)
ENDED: Final = frozenset({"FINISHED", "CANCELED", "FAILED", "SUSPENDED"})
NO_BODY: Final[Mapping[str, str | bool]] = {}


class NotYetError(ServiceError):
    """What was waited for did not come within its time."""


@dataclass(frozen=True, slots=True)
class FlinkJob:
    """A job as the cluster lists it; `started_ms` is epoch milliseconds."""

    id: str
    name: str
    state: str
    started_ms: int

    @property
    def ended(self) -> bool:
        """Whether it will never run again."""
        return self.state in ENDED


@dataclass(frozen=True, slots=True)
class Checkpoints:
    """Counts since the job started, and the last completed one (path empty, duration 0 when there is none)."""

    completed: int
    failed: int
    restored: int
    last_path: str
    last_duration_ms: int
    last_bytes: int
    last_trigger_ms: int


class StopKind(Enum):
    """The two ways to write a savepoint."""

    SAVEPOINT = "savepoints"
    STOP = "stop"


class FlinkCluster:
    """Calls to one cluster; each raises `ServiceError` when it is not answered within 10 s."""

    def __init__(self, settings: Settings) -> None:
        self.url = settings.require("flink.rest")

    def free_slots(self) -> int:
        """Task slots without a task."""
        return _whole(self._get("/overview"), "slots-available")

    def jobs(self) -> tuple[FlinkJob, ...]:
        """All jobs that the cluster remembers, the latest first."""
        listed = self._get("/jobs/overview").get("jobs")
        if not isinstance(listed, list):
            raise self._stranger()
        jobs = (_job(entry) for entry in listed if isinstance(entry, dict))
        return tuple(sorted(jobs, key=lambda job: -job.started_ms))

    def running(self, name: str) -> FlinkJob | None:
        """The job of that name that has not ended."""
        return next((job for job in self.jobs() if job.name == name and not job.ended), None)

    def state(self, job_id: str) -> str:
        """RUNNING, RESTARTING, FAILED and the like."""
        return _text(self._get(f"/jobs/{job_id}"), "state")

    def tasks_running(self, job_id: str) -> bool:
        """Whether every task of the job runs."""
        counts = self._get(f"/jobs/{job_id}").get("status-counts")
        if not isinstance(counts, dict):
            raise self._stranger()
        return all(count == 0 or status == "RUNNING" for status, count in counts.items())

    def failures(self, job_id: str) -> tuple[str, ...]:
        """The stack traces of the latest failures, the newest first; at most 5."""
        history = _table(self._get(f"/jobs/{job_id}/exceptions?maxExceptions=5"), "exceptionHistory")
        entries = history.get("entries")
        if not isinstance(entries, list):
            return ()
        return tuple(_text(entry, "stacktrace") for entry in entries if isinstance(entry, dict))

    def failure(self, job_id: str) -> str:
        """The stack trace of the latest failure; empty when there was none."""
        return next(iter(self.failures(job_id)), "")

    def checkpoints(self, job_id: str) -> Checkpoints:
        """How the job's checkpoints went so far."""
        answer = self._get(f"/jobs/{job_id}/checkpoints")
        counts, latest = _table(answer, "counts"), _table(answer, "latest")
        last = _table(latest, "completed")
        return Checkpoints(
            completed=_whole(counts, "completed"),
            failed=_whole(counts, "failed"),
            restored=_whole(counts, "restored"),
            last_path=_text(last, "external_path"),
            last_duration_ms=_whole(last, "end_to_end_duration"),
            last_bytes=_whole(last, "state_size"),
            last_trigger_ms=_whole(last, "trigger_timestamp"),
        )

    def savepoint(self, job_id: str, directory: str, kind: StopKind, timeout_s: float) -> str:
        """Writes a savepoint under `directory` (and stops the job, for `STOP`); returns its path."""
        key = "target-directory" if kind is StopKind.SAVEPOINT else "targetDirectory"
        body: dict[str, str | bool] = {key: directory}
        request = self._call(f"/jobs/{job_id}/{kind.value}", body=body)
        place = f"/jobs/{job_id}/savepoints/{_text(request, 'request-id')}"
        return wait_until(f"a savepoint of job {job_id}", timeout_s, lambda: _written(self._get(place)))

    def cancel(self, job_id: str, timeout_s: float) -> None:
        """Ends the job without a savepoint; its last checkpoint stays."""
        self._call(f"/jobs/{job_id}?mode=cancel", method="PATCH")
        self.wait_ended(job_id, timeout_s)

    def wait_ended(self, job_id: str, timeout_s: float) -> None:
        """Waits until the job has ended."""
        wait_until(f"the end of job {job_id}", timeout_s, lambda: self.state(job_id) in ENDED or None)

    def _get(self, path: str) -> dict[str, Json]:
        return self._call(path, method="GET")

    def _call(
        self, path: str, *, method: str = "POST", body: Mapping[str, str | bool] = NO_BODY
    ) -> dict[str, Json]:
        data = json.dumps(body).encode() if body else None
        try:
            request = urllib.request.Request(self.url + path, data=data, method=method)  # noqa: S310 - the user's own
            request.add_header("Content-Type", "application/json")
            with urllib.request.urlopen(request, timeout=CALL_TIMEOUT_S) as response:  # noqa: S310
                text = response.read()
        except urllib.error.HTTPError as fault:
            raise ServiceError(
                f"flink at {self.url} refused {path}: {_refusal(fault)}", CHECK_CLUSTER
            ) from None
        except (OSError, HTTPException, ValueError) as fault:
            reason = getattr(fault, "reason", fault)
            raise ServiceError(f"flink at {self.url} cannot be reached: {reason}", CHECK_CLUSTER) from None
        answer = json_of(text or b"{}")
        if not isinstance(answer, dict):
            raise self._stranger()
        return answer

    def _stranger(self) -> ServiceError:
        return ServiceError(f"{self.url} answers, and not as Flink does", CHECK_CLUSTER)


def wait_until(what: str, timeout_s: float, look: Callable[[], Value | None]) -> Value:
    """The first value that `look` gives; raises `NotYetError` naming `what` after `timeout_s`."""
    deadline = time.monotonic() + timeout_s
    while (value := look()) is None:
        if time.monotonic() > deadline:
            raise NotYetError(
                f"{what} did not come within {timeout_s:g} s", "look at the job in Flink's web page"
            )
        time.sleep(POLL_S)
    return value


def _written(answer: Mapping[str, Json]) -> str | None:
    if _text(_table(answer, "status"), "id") != "COMPLETED":
        return None
    operation = _table(answer, "operation")
    if cause := _table(operation, "failure-cause"):
        trace = _text(cause, "stack-trace") or _text(cause, "class")
        raise ServiceError(
            f"flink wrote no savepoint: {trace.splitlines()[0]}", "look at the job's checkpoints"
        )
    return _text(operation, "location")


def _job(entry: Mapping[str, Json]) -> FlinkJob:
    return FlinkJob(
        _text(entry, "jid"), _text(entry, "name"), _text(entry, "state"), _whole(entry, "start-time")
    )


def _refusal(fault: urllib.error.HTTPError) -> str:
    try:
        answer = json_of(fault.read())
    except (OSError, HTTPException):
        answer = None
    errors = answer.get("errors") if isinstance(answer, dict) else None
    if not isinstance(errors, list):
        return f"HTTP {fault.code}"
    lines = [line for error in errors for line in str(error).splitlines() if not line.startswith(("\t", "<"))]
    return lines[0] if lines else f"HTTP {fault.code}"


def _text(table: Mapping[str, Json], key: str) -> str:
    value = table.get(key)
    return value if isinstance(value, str) else ""


def _whole(table: Mapping[str, Json], key: str) -> int:
    value = table.get(key)
    return value if isinstance(value, int) else 0


def _table(table: Mapping[str, Json], key: str) -> dict[str, Json]:
    value = table.get(key)
    return value if isinstance(value, dict) else {}
