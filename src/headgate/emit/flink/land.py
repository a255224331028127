"""`land.sql`: the clean topic as an Iceberg table, each row with the source offset it came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from headgate.emit.clean import clean_stream
from headgate.emit.flink.job import functions, heading, job_settings, kafka_source
from headgate.emit.flink.layout import (
    CATALOG,
    DATABASE,
    Job,
    is_compacted,
    is_upserted,
    table_name,
)
from headgate.emit.flink.spec import FIXED_COLUMNS, column_name, land_decoding
from headgate.emit.flink.types import sql_type, table_type
from headgate.emit.flink.words import columns, name, options, spec_literal
from headgate.model import Contract, FieldPath, Stream
from headgate.model.wire import Route, output_topic

PURPOSE: Final = "write the clean topic to an Iceberg table, exactly once."
ORIGIN: Final = ("source_partition", "source_offset", "source_timestamp")
PERIOD: Final = ("event_date", "event_hour")
DELETED: Final = "deleted"
TABLE_OPTIONS: Final = {
    "format-version": "2",
    "write.format.default": "parquet",
    "write.parquet.compression-codec": "zstd",
    "write.metadata.delete-after-commit.enabled": "true",
    "write.metadata.previous-versions-max": "20",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: its type, with NOT NULL where it has that, and the expression that fills it."""

    name: str
    type: str
    value: str


def own_columns(stream: Stream) -> frozenset[str]:
    """The columns that the table has besides the record's fields: no field may be called so."""
    if not is_upserted(stream):
        return frozenset((*ORIGIN, *PERIOD))
    return frozenset((*ORIGIN, DELETED) if is_compacted(stream) else ORIGIN)


def land_sql(contract: Contract, stream: Stream) -> str:
    """The job's SQL."""
    parts = (
        heading(contract, stream, Job.LAND, PURPOSE),
        job_settings(contract, stream, Job.LAND),
        functions(("headgate_decode", "Decode")),
        _source(contract, stream),
        _catalog(),
        _table(stream),
        _insert(stream),
    )
    return "\n\n".join(parts) + "\n"


def table_columns(stream: Stream) -> dict[str, str]:
    """The table's columns, and their types as SQL spells them."""
    return {column.name: column.type for column in _columns(stream)}


def _fields(stream: Stream) -> dict[FieldPath, str]:
    return {(field.name,): sql_type(field.type) for field in clean_stream(stream).fields}


def _source(contract: Contract, stream: Stream) -> str:
    described = columns(("k BYTES", "v BYTES", "headers MAP<STRING, BYTES> NOT NULL METADATA VIRTUAL"))
    topic = output_topic(stream.topic.name, Route.CLEAN)
    return (
        f"CREATE TEMPORARY TABLE source {described} WITH {kafka_source(contract, stream, Job.LAND, topic)};"
    )


def _catalog() -> str:
    filled = options(
        {
            "type": "iceberg",
            "catalog-impl": "org.apache.iceberg.jdbc.JdbcCatalog",
            "uri": "${ICEBERG_CATALOG_URI}",
            "warehouse": "${ICEBERG_WAREHOUSE}",
            "jdbc.schema-version": "V1",
        }
    )
    return f"CREATE CATALOG {CATALOG} WITH {filled};\n\nCREATE DATABASE IF NOT EXISTS {CATALOG}.{DATABASE};"


def _table(stream: Stream) -> str:
    upserted = is_upserted(stream)
    described = [f"{name(column.name)} {column.type}" for column in _columns(stream)]
    if upserted:
        described.append(f"PRIMARY KEY ({name(_key(stream)[0])}) NOT ENFORCED")
    extra = {"write.upsert.enabled": "true"} if upserted else {"write.distribution-mode": "none"}
    partitioned = "" if upserted else f" PARTITIONED BY ({', '.join(_partitions(stream))})"
    return (
        _why(stream)
        + f"\nCREATE TABLE IF NOT EXISTS {qualified_table(stream)} {columns(described)}{partitioned} WITH "
        + options({**TABLE_OPTIONS, **extra})
        + ";"
    )


def _partitions(stream: Stream) -> tuple[str, ...]:
    """Without a bound on lateness one checkpoint may bring any hour of years: a file each would be thousands."""
    return PERIOD if stream.lateness is not None else PERIOD[:1]


def _why(stream: Stream) -> str:
    if not is_upserted(stream):
        return "-- Append only, by event time in UTC."
    lines = (
        "-- The latest record of a key replaces the one before. Not partitioned by event hour: a key's hour moves with each\n"
        "-- change, and an equality delete reaches only into the partition of the new row."
    )
    if is_compacted(stream):
        lines += "\n-- A tombstone leaves its key with `deleted` true and every other field null."
    return lines


def _insert(stream: Stream) -> str:
    fields = _fields(stream)
    spec = spec_literal(land_decoding(stream, fields, tombstones=is_compacted(stream)))
    named = (*FIXED_COLUMNS, *(column_name(path) for path in fields))
    targets = ", ".join(map(name, table_columns(stream)))
    values = ",\n".join(f"  {column.value}" for column in _columns(stream))
    return f"""CREATE TEMPORARY VIEW decoded AS
SELECT s.k, s.v, s.headers, d.*
FROM source AS s, LATERAL TABLE(headgate_decode(s.v, s.k,
  {spec}
)) AS d ({", ".join(map(name, named))});

-- What guard wrote can be read. Should it not, a null meets NOT NULL and the job fails for all to see.
-- By name: a table that is older than a column has it at its end.
INSERT INTO {qualified_table(stream)} ({targets})
SELECT
{values}
FROM decoded;"""  # noqa: S608 - generated from the contract, quoted by words.py


def qualified_table(stream: Stream) -> str:
    """The name of the table with its catalog and database, as SQL spells it."""
    return f"{CATALOG}.{DATABASE}.{name(table_name(stream))}"


def _columns(stream: Stream) -> list[Column]:
    key = _key(stream) if is_upserted(stream) else None
    made = [_column(stream, path, clean, key=path == key) for path, clean in _fields(stream).items()]
    made.extend(_origin())
    if key is None:
        made.extend(_period())
    elif is_compacted(stream):
        made.append(Column(DELETED, "BOOLEAN", "v IS NULL"))
    return made


def _key(stream: Stream) -> FieldPath:
    assert stream.key is not None
    return stream.key


def _column(stream: Stream, path: FieldPath, clean: str, *, key: bool) -> Column:
    of, value = table_type(clean), name(column_name(path))
    if not key:
        return Column(path[0], of, value)
    if is_compacted(stream):
        value = f"COALESCE({value}, CAST(CAST(k AS STRING) AS {clean}))"
    return Column(path[0], f"{of} NOT NULL", value)


def _header(key: str) -> str:
    return f"CAST(headers['{key}'] AS STRING)"


def _origin() -> tuple[Column, ...]:
    readable = f"CASE WHEN decode_error IS NULL THEN CAST({_header('hg.offset')} AS BIGINT) END"
    return (
        Column(ORIGIN[0], "INT NOT NULL", f"CAST({_header('hg.partition')} AS INT)"),
        Column(ORIGIN[1], "BIGINT NOT NULL", readable),
        Column(
            ORIGIN[2], "TIMESTAMP_LTZ(6)", f"TO_TIMESTAMP_LTZ(CAST({_header('hg.timestamp')} AS BIGINT), 3)"
        ),
    )


def _period() -> tuple[Column, ...]:
    moment = f"TO_TIMESTAMP_LTZ(COALESCE(event_ms, CAST({_header('hg.timestamp')} AS BIGINT)), 3)"
    return (
        Column(PERIOD[0], "DATE", f"CAST({moment} AS DATE)"),
        Column(PERIOD[1], "INT", f"CAST(EXTRACT(HOUR FROM {moment}) AS INT)"),
    )
