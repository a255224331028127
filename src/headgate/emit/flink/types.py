"""Contract types in Flink SQL's words."""

from __future__ import annotations

from typing import assert_never

from headgate.emit.flink.words import name
from headgate.model import (
    Boolean,
    Bytes,
    Date,
    Decimal,
    Enumeration,
    Float,
    Integer,
    ListOf,
    MapOf,
    Struct,
    Text,
    Time,
    Timestamp,
    TimeUnit,
    Type,
    Uuid,
)


def sql_type(of: Type) -> str:
    """The type of a decoded value."""
    match of:
        case Boolean() | Integer() | Float() | Decimal():
            return _number(of)
        case Text() | Uuid() | Enumeration():
            return "STRING"
        case Bytes():
            return "BYTES"
        case Date() | Time() | Timestamp():
            return _moment(of)
        case ListOf(element):
            return f"ARRAY<{sql_type(element)}>"
        case MapOf(value):
            return f"MAP<STRING, {sql_type(value)}>"
        case Struct(fields):
            return "ROW<" + ", ".join(f"{name(field.name)} {sql_type(field.type)}" for field in fields) + ">"
    assert_never(of)


def table_type(of: str) -> str:
    """The same in an Iceberg table, which keeps every instant in microseconds."""
    return of.replace("TIMESTAMP_LTZ(3)", "TIMESTAMP_LTZ(6)").replace("TIMESTAMP(3)", "TIMESTAMP(6)")


def _number(of: Boolean | Integer | Float | Decimal) -> str:
    match of:
        case Boolean():
            return "BOOLEAN"
        case Integer(bits):
            return "INT" if bits == 32 else "BIGINT"
        case Float(bits):
            return "FLOAT" if bits == 32 else "DOUBLE"
        case Decimal(precision, scale):
            return f"DECIMAL({precision}, {scale})"
    assert_never(of)


def _moment(of: Date | Time | Timestamp) -> str:
    match of:
        case Date():
            return "DATE"
        case Time():
            return "TIME(3)"  # Flink keeps no finer time of day
        case Timestamp(unit, zoned):
            digits = 3 if unit is TimeUnit.MILLIS else 6
            return f"TIMESTAMP_LTZ({digits})" if zoned else f"TIMESTAMP({digits})"
    assert_never(of)
