"""The names of what the Flink jobs make: files, jobs, consumer groups, tables."""

from __future__ import annotations

import re
from enum import Enum
from pathlib import PurePosixPath
from typing import Final

from headgate.model import Cleanup, Contract, Stream

HOME: Final = PurePosixPath("reference_pipelines/flink")
CATALOG: Final = "lake"
DATABASE: Final = "headgate"


class Job(Enum):
    """The two jobs of a stream."""

    GUARD = "guard"
    LAND = "land"


def sql_file(contract: Contract, stream: Stream, job: Job) -> PurePosixPath:
    """Where the job's SQL is kept, relative to the repository."""
    return HOME / contract.id / f"{stream.topic.name}.{job.value}.sql"


def job_name(contract: Contract, stream: Stream, job: Job) -> str:
    """The job's name in Flink: one running job has it."""
    return f"headgate {job.value} {contract.id} {stream.name}"


def group_id(contract: Contract, stream: Stream, job: Job) -> str:
    """The job's consumer group, and the prefix of its transactional ids."""
    return f"headgate-{job.value}-{contract.id}-{stream.name}"


def table_name(stream: Stream) -> str:
    """The Iceberg table, in the database `DATABASE` of the catalog `CATALOG`."""
    return re.sub(r"[^A-Za-z0-9_]", "_", stream.topic.name).lower()


def is_upserted(stream: Stream) -> bool:
    """Whether a later record replaces an earlier one: the message key is the record's primary key.

    A compacted topic says the same of itself; without a key field there is nothing to replace by.
    """
    if stream.key is None:
        return False
    return stream.primary_key == (stream.key,) or is_compacted(stream)


def is_compacted(stream: Stream) -> bool:
    """Whether a null value is a tombstone, and no poison."""
    return stream.topic.cleanup is not Cleanup.DELETE
