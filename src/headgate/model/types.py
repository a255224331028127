"""The types a field can have: a closed union, spelled by each back end with `match` and `assert_never`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from headgate.model.privacy import Privacy


class TimeUnit(Enum):
    """The resolution in which a time of day or an instant is kept."""

    MILLIS = "millis"
    MICROS = "micros"


@dataclass(frozen=True, slots=True)
class Boolean:
    """True or false."""


@dataclass(frozen=True, slots=True)
class Integer:
    """A signed integer of 32 or 64 bits."""

    bits: int = 64


@dataclass(frozen=True, slots=True)
class Float:
    """An IEEE 754 number of 32 or 64 bits."""

    bits: int = 64


@dataclass(frozen=True, slots=True)
class Decimal:
    """An exact number: `precision` digits in all (1 to 38), `scale` of them after the point."""

    precision: int
    scale: int


@dataclass(frozen=True, slots=True)
class Text:
    """Unicode text."""


@dataclass(frozen=True, slots=True)
class Bytes:
    """Octets."""


@dataclass(frozen=True, slots=True)
class Date:
    """A calendar day without a zone."""


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day without a zone."""

    unit: TimeUnit = TimeUnit.MILLIS


@dataclass(frozen=True, slots=True)
class Timestamp:
    """An instant (`zoned`), or a wall-clock date and time that names no zone."""

    unit: TimeUnit = TimeUnit.MILLIS
    zoned: bool = True


@dataclass(frozen=True, slots=True)
class Uuid:
    """An RFC 9562 identifier in its text form."""


@dataclass(frozen=True, slots=True)
class Enumeration:
    """One of a fixed list of symbols."""

    symbols: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListOf:
    """An ordered list; its elements are never null."""

    element: Type


@dataclass(frozen=True, slots=True)
class MapOf:
    """A map from text to `value`; its values are never null."""

    value: Type


@dataclass(frozen=True, slots=True)
class Struct:
    """Named fields in declaration order."""

    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A named value of a stream or of a struct.

    `name` is the name on the wire (ODCS `physicalName`, else `name`). `number` is the Protobuf tag, from 1.
    `type_name` is what wire schemas call the record or enum in it, perhaps with a namespace; empty is by the field.
    """

    name: str
    type: Type
    required: bool = False
    doc: str = ""
    classification: str = ""
    privacy: Privacy | None = None
    data_subject: bool = False
    deprecated: bool = False
    number: int = 0
    type_name: str = ""


Type: TypeAlias = (
    Boolean
    | Integer
    | Float
    | Decimal
    | Text
    | Bytes
    | Date
    | Time
    | Timestamp
    | Uuid
    | Enumeration
    | ListOf
    | MapOf
    | Struct
)
