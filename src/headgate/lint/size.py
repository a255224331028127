"""How many bytes a record takes, where the contract does not say."""

from __future__ import annotations

from typing import Final, assert_never

from headgate.model import (
    Boolean,
    Bytes,
    Date,
    Decimal,
    Enumeration,
    Float,
    HasLength,
    Integer,
    ListOf,
    MapOf,
    Stream,
    Struct,
    Text,
    Time,
    Timestamp,
    Type,
    Uuid,
    WireFormat,
)

OVERHEAD_BYTES: Final = 70
"""Kafka's record framing, an identifier as the key, the schema id, and the producer's headers."""
TEXT_BYTES: Final = 24
BYTES_BYTES: Final = 64
ITEMS: Final = 3
JSON_FACTOR: Final = 2
"""JSON spells numbers out and repeats every name."""


def record_bytes(stream: Stream) -> int:
    """The declared size of a record, else an estimate from the types: typical, not the worst case."""
    if stream.volume is not None and stream.volume.record_bytes is not None:
        return stream.volume.record_bytes
    longest = {
        expectation.promise.field: expectation.promise.maximum
        for expectation in stream.expectations
        if isinstance(expectation.promise, HasLength)
    }
    value = sum(_field_bytes(field.type, longest.get((field.name,))) for field in stream.fields)
    return OVERHEAD_BYTES + value * (JSON_FACTOR if stream.format is WireFormat.JSON else 1)


def _field_bytes(kind: Type, longest: int | None) -> int:
    if isinstance(kind, Text) and longest is not None:
        return min(TEXT_BYTES, longest) + 1
    return _type_bytes(kind) + 1


def _type_bytes(kind: Type) -> int:
    match kind:
        case Struct(fields):
            return sum(_type_bytes(field.type) + 1 for field in fields)
        case ListOf(element):
            return ITEMS * _type_bytes(element)
        case MapOf(value):
            return ITEMS * (TEXT_BYTES + _type_bytes(value))
        case _:
            return _scalar_bytes(kind)


def _scalar_bytes(
    kind: Boolean | Integer | Float | Decimal | Text | Bytes | Date | Time | Timestamp | Uuid | Enumeration,
) -> int:
    match kind:
        case Boolean() | Enumeration():
            return 1
        case Integer(bits) | Float(bits):
            return bits // 8
        case Decimal(precision):
            return precision // 2 + 1
        case Text():
            return TEXT_BYTES
        case Bytes():
            return BYTES_BYTES
        case Date() | Time():
            return 4
        case Timestamp():
            return 7
        case Uuid():
            return 37
        case _:
            assert_never(kind)
