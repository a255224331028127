"""An Avro schema as frozen values; a named type stands in the tree as a reference, so recursion is no cycle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """The primitive types."""

    NULL = "null"
    BOOLEAN = "boolean"
    INT = "int"
    LONG = "long"
    FLOAT = "float"
    DOUBLE = "double"
    BYTES = "bytes"
    STRING = "string"


@dataclass(frozen=True, slots=True)
class Logical:
    """A logical type on top of a primitive or a fixed; precision and scale belong to `decimal`."""

    name: str
    precision: int = 0
    scale: int = 0


@dataclass(frozen=True, slots=True)
class Primitive:
    """A primitive type."""

    kind: Kind
    logical: Logical | None = None


@dataclass(frozen=True, slots=True)
class Array:
    """A list of items of one type."""

    items: Node


@dataclass(frozen=True, slots=True)
class Map:
    """Values of one type under text keys."""

    values: Node


@dataclass(frozen=True, slots=True)
class Union:
    """One of several types."""

    branches: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A named type, by its full name."""

    name: str


Node = Primitive | Array | Map | Union | Reference


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record; `default` is its JSON text, None where there is none."""

    name: str
    type: Node
    aliases: tuple[str, ...] = ()
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A record; names and aliases are full names."""

    name: str
    aliases: frozenset[str]
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Enumeration:
    """An enum; the default is what a reader takes for a symbol that it does not know."""

    name: str
    aliases: frozenset[str]
    symbols: tuple[str, ...]
    default: str | None


@dataclass(frozen=True, slots=True)
class Fixed:
    """A fixed number of bytes."""

    name: str
    aliases: frozenset[str]
    size: int
    logical: Logical | None = None


Named = Record | Enumeration | Fixed
Type = Primitive | Array | Map | Union | Named
"""A node whose reference, if it was one, has been followed."""


@dataclass(frozen=True, slots=True)
class Schema:
    """A whole schema: its root, and each named type by its full name."""

    root: Node
    named: Mapping[str, Named]

    def follow(self, node: Node) -> Type:
        """The node, or the named type that it refers to."""
        return self.named[node.name] if isinstance(node, Reference) else node


def short_name(full: str) -> str:
    """The name without its namespace."""
    return full.rpartition(".")[2]


def type_word(type_: Type) -> str:
    """The type's word in Avro's own schema language."""
    match type_:
        case Primitive(kind):
            return kind.value
        case Record():
            return "record"
        case Enumeration():
            return "enum"
        case _:
            return type(type_).__name__.lower()


def spelled(schema: Schema, node: Node) -> str:
    """The type in a few words for a message: `long`, `enum Suit`, `[null, string]`."""
    match node:
        case Union(branches):
            return f"[{', '.join(spelled(schema, branch) for branch in branches)}]"
        case Reference(name):
            return f"{type_word(schema.follow(node))} {short_name(name)}"
        case Array(inner) | Map(inner):
            return f"{type_word(node)} of {spelled(schema, inner)}"
        case Primitive(kind):
            return kind.value
