"""The process that plans and submits jobs: PyFlink and its JVM live here, and end with it.

Reads one JSON document from stdin and writes one to stdout (`submit.py` has both); whatever
the JVM prints goes to stderr. Run as `python -m headgate.ops.pipeline.driver` with FLINK_HOME set.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from typing import IO, Final, TypedDict

from py4j.java_gateway import JavaObject
from py4j.protocol import Py4JError
from pyflink.common import Configuration
from pyflink.java_gateway import get_gateway
from pyflink.table import EnvironmentSettings, TableEnvironment
from pyflink.util.exceptions import JavaException

from headgate.emit.flink.words import name
from headgate.ops.pipeline.causes import root_cause
from headgate.ops.pipeline.script import parsed
from headgate.ops.pipeline.splits import Position, position_of

SPLITS: Final = "SourceReaderState"
"""Flink's name for the splits that a source reader holds."""


class Work(TypedDict):
    """A script with the columns by SQL type that its table must have."""

    sql: str
    table: str
    columns: dict[str, str]


def main() -> None:
    """Answer the order on stdin."""
    with _private_stdout() as answer:
        order = json.load(sys.stdin)
        if "saved" in order:
            json.dump([_saved(uri) for uri in order["saved"]], answer)
            return
        results = [_result(work, order["overrides"], explain=order["explain"]) for work in order["works"]]
        json.dump(results, answer)


def _private_stdout() -> IO[str]:
    """Keeps stdout for the answer: file descriptor 1 becomes stderr, for the JVM to inherit."""
    kept = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(kept, "w", encoding="utf-8")


def _result(work: Work, overrides: dict[str, str], *, explain: bool) -> dict[str, str | list[str]]:
    script = parsed(work["sql"])
    try:
        environment = _environment({**script.settings, **overrides})
        for statement in script.statements:
            environment.execute_sql(statement)
        if explain:
            return {"plan": str(environment.explain_sql(script.insert))}
        added = _completed(environment, work["table"], work["columns"])
        return {"job_id": _submitted(environment, script.insert), "added": added}
    except (JavaException, Py4JError) as fault:
        return {"error": root_cause(str(fault))}


def _environment(settings: dict[str, str]) -> TableEnvironment:
    configuration = Configuration()
    for key, value in settings.items():
        configuration.set_string(key, value)
    chosen = EnvironmentSettings.new_instance().with_configuration(configuration).build()
    return TableEnvironment.create(chosen)


def _completed(environment: TableEnvironment, table: str, columns: dict[str, str]) -> list[str]:
    """Adds to the table the columns that it lacks, and names them; what is there stays as it is."""
    if not table:
        return []
    there = set(environment.from_path(table).get_schema().get_field_names())
    lacking = [column for column in columns if column not in there]
    if lacking:
        described = ", ".join(f"{name(column)} {columns[column]}" for column in lacking)
        environment.execute_sql(f"ALTER TABLE {table} ADD ({described})")
    return lacking


def _submitted(environment: TableEnvironment, insert: str) -> str:
    return str(environment.execute_sql(insert).get_job_client().get_job_id())


def _load_file_systems() -> None:
    """Makes the file systems among Flink's plugins known, such as S3, with the settings of its home."""
    flink = get_gateway().jvm.org.apache.flink
    settings = flink.configuration.GlobalConfiguration.loadConfiguration(f"{os.environ['FLINK_HOME']}/conf")
    plugins = flink.core.plugin.PluginUtils.createPluginManagerFromRootFolder(settings)
    flink.core.fs.FileSystem.initialize(settings, plugins)


def _saved(uri: str) -> dict[str, str | list[Position]]:
    try:
        _load_file_systems()
        return {"positions": list(_positions(uri))}
    except (JavaException, Py4JError, ValueError) as fault:
        return {"error": root_cause(str(fault))}


def _positions(uri: str) -> Iterator[Position]:
    """The positions of the Kafka sources in a savepoint or checkpoint, read with Flink's own classes."""
    jvm = get_gateway().jvm
    file = jvm.org.apache.flink.core.fs.Path(f"{uri}/_metadata")
    stream = jvm.java.io.DataInputStream(file.getFileSystem().open(file))
    loader = jvm.java.lang.Thread.currentThread().getContextClassLoader()
    metadata = jvm.org.apache.flink.runtime.checkpoint.Checkpoints.loadCheckpointMetadata(stream, loader, uri)
    for operator in metadata.getOperatorStates().toArray():
        for subtask in operator.getStates().toArray():
            for handle in subtask.getManagedOperatorState().toArray():
                where = handle.getStateNameToPartitionOffsets().get(SPLITS)
                if where is not None:
                    yield from map(position_of, _entries(handle, where.getOffsets()))


def _entries(handle: JavaObject, offsets: Iterable[int]) -> Iterator[bytes]:
    stream = handle.openInputStream()
    data = get_gateway().jvm.java.io.DataInputStream(stream)
    for offset in offsets:
        stream.seek(offset)
        yield bytes(data.readNBytes(data.readInt()))


if __name__ == "__main__":
    main()
