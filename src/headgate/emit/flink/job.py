"""What both jobs have in common: header, settings, functions, and the Kafka source of raw bytes."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from headgate.burn import checkpoint_interval, explain
from headgate.emit.flink.layout import Job, group_id, job_name
from headgate.emit.flink.spec import is_scattered
from headgate.emit.flink.words import comment, literal, options, settings
from headgate.emit.protocol import Header
from headgate.model import Contract, Stream

PLACEHOLDERS: Final = {
    "KAFKA_BOOTSTRAP": "host:port of the brokers, comma-separated",
    "KAFKA_CLIENT": "further options of the Kafka tables, each `, 'properties.<key>' = '<value>'`; empty for none",
    "REGISTRY_URL": "the Confluent-compatible registry",
    "REGISTRY_AUTH_FILE": "a properties file with its credentials, on every Flink machine; empty for none",
    "KEYRING": "the keyring file, on every Flink machine",
    "FUNCTIONS_JAR": "headgate-functions.jar",
    "CHECKPOINTS": "a URI that every Flink machine can write",
    "SAVEPOINTS": "the same, for savepoints",
    "ICEBERG_CATALOG_URI": "jdbc:… of the catalog's database",
    "ICEBERG_WAREHOUSE": "the URI under which tables are kept",
}
"""What `headgate pipeline` fills in, or whoever deploys the SQL by other means."""

MEMORY_MB: Final = "256"
"""Heap that a guard task may use to remember what its state holds: 10 million records and their buckets."""
DEFAULT_IDLE: Final = timedelta(minutes=1)
LAND_ONLY: Final = frozenset({"ICEBERG_CATALOG_URI", "ICEBERG_WAREHOUSE"})
GUARD_ONLY: Final = frozenset({"KEYRING"})


def heading(contract: Contract, stream: Stream, job: Job, purpose: str) -> str:
    """The comment at the top: origin, purpose, interval with its bounds, placeholders."""
    others = LAND_ONLY if job is Job.GUARD else GUARD_ONLY
    names = [name for name in PLACEHOLDERS if name not in others]
    return "\n".join(
        (
            str(Header("flink", contract, comment="--")),
            comment("", f"{job_name(contract, stream, job)}: {purpose}", ""),
            comment(*explain(checkpoint_interval(contract)).splitlines(), ""),
            comment("Placeholders:", *(f"  ${{{name}}}  {PLACEHOLDERS[name]}" for name in names)),
        )
    )


def job_settings(contract: Contract, stream: Stream, job: Job) -> str:
    """The SET statements. A job takes them from its client: the cluster's own file may not reach it."""
    derived = checkpoint_interval(contract)
    return settings(
        {
            "pipeline.name": job_name(contract, stream, job),
            "execution.runtime-mode": "streaming",
            "parallelism.default": "2",
            "pipeline.object-reuse": "true",
            "table.local-time-zone": "UTC",
            "execution.checkpointing.interval": _millis(derived.interval),
            "execution.checkpointing.min-pause": _millis(derived.interval / 10),
            "execution.checkpointing.mode": "EXACTLY_ONCE",
            "execution.checkpointing.timeout": "2 min",
            "execution.checkpointing.tolerable-failed-checkpoints": "3",
            "execution.checkpointing.externalized-checkpoint-retention": "RETAIN_ON_CANCELLATION",
            "execution.checkpointing.incremental": "true",
            "execution.checkpointing.dir": "${CHECKPOINTS}",
            "execution.checkpointing.savepoint-dir": "${SAVEPOINTS}",
            "state.backend.type": "rocksdb",
            # Each checkpoint adds a file to look into: the filter spares all but one.
            "state.backend.rocksdb.use-bloom-filter": "true",
            # What stops the job is its surroundings, never a record: it tries for ever, less and less often.
            "restart-strategy.type": "exponential-delay",
            "restart-strategy.exponential-delay.initial-backoff": "1 s",
            "restart-strategy.exponential-delay.max-backoff": "30 s",
            "restart-strategy.exponential-delay.reset-backoff-threshold": "2 min",
            **_idle_source(stream, job),
            "pipeline.global-job-parameters": _job_parameters(job),
        }
    )


def _idle_source(stream: Stream, job: Job) -> dict[str, str]:
    """A partition without records must not hold back the watermark that the guard prunes by."""
    if job is not Job.GUARD or not is_scattered(stream):
        return {}
    idle = DEFAULT_IDLE if stream.lateness is None else stream.lateness.idle
    return {"table.exec.source.idle-timeout": _millis(idle)}


def functions(*names: tuple[str, str]) -> str:
    """CREATE FUNCTION statements for (SQL name, class below io.headgate.flink)."""
    return "\n".join(
        f"CREATE TEMPORARY SYSTEM FUNCTION {name} AS 'io.headgate.flink.{kind}' USING JAR '${{FUNCTIONS_JAR}}';"
        for name, kind in names
    )


def kafka_source(contract: Contract, stream: Stream, job: Job, topic: str) -> str:
    """The WITH clause of a table that reads raw bytes where the group left off, else from the beginning."""
    return options(
        {
            "connector": "kafka",
            "topic": topic,
            "properties.bootstrap.servers": "${KAFKA_BOOTSTRAP}",
            "properties.group.id": group_id(contract, stream, job),
            "properties.isolation.level": "read_committed",
            "properties.auto.offset.reset": "earliest",
            "scan.startup.mode": "group-offsets",
            "scan.topic-partition-discovery.interval": "1 min",
            "key.format": "raw",
            "key.fields": "k",
            "value.format": "raw",
            "value.fields-include": "EXCEPT_KEY",
        },
        more="${KAFKA_CLIENT}",
    )


def _job_parameters(job: Job) -> str:
    entries = {
        "headgate.registry.url": "${REGISTRY_URL}",
        "headgate.registry.auth.file": "${REGISTRY_AUTH_FILE}",
    }
    if job is Job.GUARD:
        entries["headgate.keyring"] = "${KEYRING}"
        entries["headgate.dedup.memory-mb"] = MEMORY_MB
    return ",".join(f"{key}:{literal(value)}" for key, value in entries.items())


def _millis(length: timedelta) -> str:
    return f"{length // timedelta(milliseconds=1)} ms"
