"""A .proto file as frozen values: what its messages, enums and extensions say about bytes.

Two files are equal iff they say the same; where they say it (`at`) is left out of the comparison.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from headgate.compat.protobuf.faults import Point


class Syntax(Enum):
    """The language of a file; a file without a `syntax` line is proto2."""

    PROTO2 = "proto2"
    PROTO3 = "proto3"


class Label(Enum):
    """A field's cardinality as written; IMPLICIT is none written: proto3's singular fields, and members of a oneof."""

    IMPLICIT = ""
    OPTIONAL = "optional"
    REQUIRED = "required"
    REPEATED = "repeated"


class Scalar(Enum):
    """The fifteen scalar types by their names in .proto."""

    DOUBLE = "double"
    FLOAT = "float"
    INT32 = "int32"
    INT64 = "int64"
    UINT32 = "uint32"
    UINT64 = "uint64"
    SINT32 = "sint32"
    SINT64 = "sint64"
    FIXED32 = "fixed32"
    FIXED64 = "fixed64"
    SFIXED32 = "sfixed32"
    SFIXED64 = "sfixed64"
    BOOL = "bool"
    STRING = "string"
    BYTES = "bytes"

    def __str__(self) -> str:
        return self.value


class NamedKind(Enum):
    """What a name stands for; UNKNOWN when only an import that is not at hand could say."""

    MESSAGE = "message"
    GROUP = "group"
    ENUM = "enum"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Named:
    """A message or enum by its full name without the leading dot; an unknown one as it is written."""

    name: str
    kind: NamedKind

    def __str__(self) -> str:
        return self.name.removeprefix(".")


@dataclass(frozen=True, slots=True)
class MapType:
    """A `map<key, value>`."""

    key: Scalar
    value: Scalar | Named

    def __str__(self) -> str:
        return f"map<{self.key}, {self.value}>"


Type = Scalar | Named | MapType


@dataclass(frozen=True, slots=True)
class Field:
    """A field or an extension; `oneof` names the oneof that it is a member of."""

    name: str
    number: int
    label: Label
    type: Type
    oneof: str | None
    json_name: str
    default: str | None
    at: Point = field(compare=False)
    type_at: Point = field(compare=False)


@dataclass(frozen=True, slots=True)
class Oneof:
    """A oneof's name; its members say that they are (`Field.oneof`)."""

    name: str
    at: Point = field(compare=False)


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from `first` to `last`, both included."""

    first: int
    last: int

    def __contains__(self, number: int) -> bool:
        return self.first <= number <= self.last

    def covers(self, other: Range) -> bool:
        """Whether all of `other` lies inside."""
        return self.first <= other.first and other.last <= self.last

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first} to {self.last}"


@dataclass(frozen=True, slots=True)
class Reserved:
    """Numbers and names that must not be used again."""

    numbers: tuple[Range, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EnumValue:
    """A name for a number."""

    name: str
    number: int
    at: Point = field(compare=False)


@dataclass(frozen=True, slots=True)
class EnumType:
    """An enum with its values as written; with `allow_alias` two of them may share a number."""

    name: str
    values: tuple[EnumValue, ...]
    allow_alias: bool
    reserved: Reserved
    at: Point = field(compare=False)


@dataclass(frozen=True, slots=True)
class Extension:
    """A field that is added to the message `extendee` from outside it."""

    extendee: Named
    field: Field


@dataclass(frozen=True, slots=True)
class Message:
    """A message type with everything declared inside it."""

    name: str
    fields: tuple[Field, ...]
    oneofs: tuple[Oneof, ...]
    messages: tuple[Message, ...]
    enums: tuple[EnumType, ...]
    extensions: tuple[Extension, ...]
    reserved: Reserved
    extension_ranges: tuple[Range, ...]
    at: Point = field(compare=False)


@dataclass(frozen=True, slots=True)
class Service:
    """A service's name; nothing of a service is on the wire of a record."""

    name: str
    at: Point = field(compare=False)


@dataclass(frozen=True, slots=True)
class File:
    """One .proto file; `package` is empty when it has none."""

    syntax: Syntax
    package: str
    imports: tuple[str, ...]
    messages: tuple[Message, ...]
    enums: tuple[EnumType, ...]
    extensions: tuple[Extension, ...]
    services: tuple[Service, ...]
