"""Running the guard and the landing job of a contract on a Flink cluster."""

from headgate.emit.flink import Job
from headgate.ops.pipeline.lifecycle import (
    JobHandle,
    JobStatus,
    RunOptions,
    explain,
    run,
    status,
)
from headgate.ops.pipeline.stopping import BOTH, cancel, savepoint, stop

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
