"""How a type lies on the wire: types of one group read each other's bytes, types of two groups do not."""

from __future__ import annotations

from enum import Enum
from typing import Final, assert_never

from headgate.compat.protobuf.descriptors import Named, NamedKind, Scalar


class Wire(Enum):
    """A group of types that read each other, by Protobuf's language guide."""

    VARINT = "a plain varint"
    ZIGZAG = "a zigzag varint"
    FIXED32 = "four bytes of an integer"
    FIXED64 = "eight bytes of an integer"
    FLOAT = "four bytes of a float"
    DOUBLE = "eight bytes of a float"
    TEXT = "bytes with their length"
    MESSAGE = "a message with its length"
    GROUP = "a group between two tags"
    UNKNOWN = "a type that an import declares"


_SCALARS: Final = {
    Scalar.INT32: Wire.VARINT,
    Scalar.INT64: Wire.VARINT,
    Scalar.UINT32: Wire.VARINT,
    Scalar.UINT64: Wire.VARINT,
    Scalar.BOOL: Wire.VARINT,
    Scalar.SINT32: Wire.ZIGZAG,
    Scalar.SINT64: Wire.ZIGZAG,
    Scalar.FIXED32: Wire.FIXED32,
    Scalar.SFIXED32: Wire.FIXED32,
    Scalar.FIXED64: Wire.FIXED64,
    Scalar.SFIXED64: Wire.FIXED64,
    Scalar.FLOAT: Wire.FLOAT,
    Scalar.DOUBLE: Wire.DOUBLE,
    Scalar.STRING: Wire.TEXT,
    Scalar.BYTES: Wire.TEXT,
}


def wire_of(type_: Scalar | Named) -> Wire:
    """The group of a type that is no map."""
    if isinstance(type_, Scalar):
        return _SCALARS[type_]
    match type_.kind:
        case NamedKind.ENUM:
            return Wire.VARINT
        case NamedKind.MESSAGE:
            return Wire.MESSAGE
        case NamedKind.GROUP:
            return Wire.GROUP
        case NamedKind.UNKNOWN:
            return Wire.UNKNOWN
        case _:
            assert_never(type_.kind)


def same_name(one: Named, other: Named, packages: tuple[str, str]) -> bool:
    """Whether two names mean one type; each is taken inside its own package, so that a moved package is told once.

    A name that only an import could resolve means any of the full names that its package allows.
    """
    if NamedKind.UNKNOWN in (one.kind, other.kind):
        return bool(_meanings(one, packages[0]) & _meanings(other, packages[1]))
    return _within(one, packages[0]) == _within(other, packages[1])


def _meanings(named: Named, package: str) -> frozenset[str]:
    if named.kind is not NamedKind.UNKNOWN or named.name.startswith("."):
        return frozenset({named.name.removeprefix(".")})
    parts = package.split(".") if package else []
    return frozenset(".".join((*parts[:depth], named.name)) for depth in range(len(parts) + 1))


def _within(named: Named, package: str) -> str:
    return named.name.removeprefix(f"{package}.") if package else named.name
