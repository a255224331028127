"""A stream's record as a proto3 message: the one shape that the .proto text and the decoder's spec are written from.

Every singular field has explicit presence, required or not: an implicit one would turn a missing required value
into a zero, and nobody downstream could tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import assert_never

from headgate.emit.names import identifier, namespace, pascal, words
from headgate.model import (
    Boolean,
    Bytes,
    Date,
    Decimal,
    Enumeration,
    Field,
    Float,
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
)


class Kind(Enum):
    """The decoder's word for a value, and how .proto spells it."""

    STRING = ("string", "string")
    UUID = ("uuid", "string")
    BOOL = ("bool", "bool")
    INT32 = ("int32", "int32")
    INT64 = ("int64", "int64")
    FLOAT = ("float", "float")
    DOUBLE = ("double", "double")
    BYTES = ("bytes", "bytes")
    DECIMAL = ("decimal", "string")
    DATE = ("date", "string")
    TIME = ("time", "string")
    LOCAL_TIMESTAMP = ("localtimestamp", "string")
    TIMESTAMP = ("timestamp", "google.protobuf.Timestamp")

    @property
    def word(self) -> str:
        """The decoder's word."""
        return self.value[0]

    @property
    def proto(self) -> str:
        """The type in a .proto file."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class EnumShape:
    """A nested enum; number 0 is unspecified, `symbols` are 1, 2, … and `values` their names in .proto."""

    name: str
    symbols: tuple[str, ...]

    @property
    def values(self) -> tuple[str, ...]:
        """Zero's name, then one name a symbol."""
        prefix = "_".join(words(self.name)).upper()
        return tuple(f"{prefix}_{identifier(symbol).upper()}" for symbol in ("UNSPECIFIED", *self.symbols))


@dataclass(frozen=True, slots=True)
class MessageShape:
    """A message with its fields in declaration order."""

    name: str
    fields: tuple[FieldShape, ...]


Scalarlike = Kind | EnumShape | MessageShape


@dataclass(frozen=True, slots=True)
class FieldShape:
    """`repeated` and `mapped` exclude each other; `value` is the type of the item or of the map's value."""

    source: Field
    number: int
    value: Scalarlike
    repeated: bool = False
    mapped: bool = False


class NestedContainerError(ValueError):
    """A list or map directly inside a list or map, which proto3 cannot say."""


def message_of(stream: Stream) -> MessageShape:
    """The shape of the stream's record; raises `NestedContainerError`."""
    return _message(identifier(stream.name), stream.fields)


def package_of(stream: Stream) -> str:
    """The .proto package: the topic as a namespace, in lower case."""
    return namespace(stream.topic.name).lower()


def tag(field: Field, place: int) -> int:
    """The field's number: its own, else its place from 1."""
    return field.number or place


def _message(name: str, fields: tuple[Field, ...]) -> MessageShape:
    # A nested type shares its message's scope with the fields and with the other nested types.
    taken = {field.name for field in fields} | {name}
    shapes = []
    for place, field in enumerate(fields, 1):
        type_name = field.type_name.rpartition(".")[2] or pascal(field.name)
        while type_name in taken:
            type_name = f"{type_name}{tag(field, place)}"
        taken.add(type_name)
        shapes.append(_field(field, tag(field, place), type_name))
    return MessageShape(name, tuple(shapes))


def _field(field: Field, number: int, type_name: str) -> FieldShape:
    match field.type:
        case ListOf(element):
            return FieldShape(field, number, _value(element, type_name), repeated=True)
        case MapOf(value):
            return FieldShape(field, number, _value(value, type_name), mapped=True)
        case other:
            return FieldShape(field, number, _value(other, type_name))


def _value(type_: Type, name: str) -> Scalarlike:
    match type_:
        case Boolean():
            return Kind.BOOL
        case Integer(bits):
            return Kind.INT32 if bits == 32 else Kind.INT64
        case Float(bits):
            return Kind.FLOAT if bits == 32 else Kind.DOUBLE
        case Decimal():
            return Kind.DECIMAL
        case Text():
            return Kind.STRING
        case Bytes():
            return Kind.BYTES
        case Date():
            return Kind.DATE
        case Time():
            return Kind.TIME
        case Timestamp(zoned=zoned):
            return Kind.TIMESTAMP if zoned else Kind.LOCAL_TIMESTAMP
        case Uuid():
            return Kind.UUID
        case Enumeration(symbols):
            return EnumShape(name, symbols)
        case Struct(fields):
            return _message(name, fields)
        case ListOf() | MapOf():
            raise NestedContainerError("proto3 has no list or map directly inside a list or map")
        case _:
            assert_never(type_)
