"""Running the guard and the landing job of a contract on a Flink cluster."""

from headgate.emit.flink import Job
from headgate.ops.pipeline.lifecycle import (
    BOTH,
    JobHandle,
    JobStatus,
    RunOptions,
    cancel,
    explain,
    run,
    savepoint,
    status,
    stop,
)

__all__ = [
    "BOTH",
    "Job",
    "JobHandle",
    "JobStatus",
    "RunOptions",
    "cancel",
    "explain",
    "run",
    "savepoint",
    "status",
    "stop",
]
