"""A JSON Schema as a conjunction of parts: what each keyword group says, drafts' spellings made one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import TypeAlias

Number: TypeAlias = int | Decimal


class Criterion(Enum):
    """How many branches of a combined schema a value must satisfy, by the keyword that says so."""

    ALL = "allOf"
    ANY = "anyOf"
    ONE = "oneOf"


@dataclass(frozen=True, slots=True)
class Strings:
    """What is asked of a string."""

    max_length: Number | None = None
    min_length: Number | None = None
    pattern: str | None = None


@dataclass(frozen=True, slots=True)
class Numbers:
    """What is asked of a number; draft 4's `exclusiveMaximum: true` gives both bounds."""

    maximum: Number | None = None
    minimum: Number | None = None
    exclusive_maximum: Number | None = None
    exclusive_minimum: Number | None = None
    multiple_of: Number | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Arrays:
    """What is asked of an array: of `every` item, or of the first ones (`prefix`) and of the `rest`.

    The registry keeps the two apart: to it, a list's `items` says nothing of a tuple's, nor the other way round.
    """

    every: Schema | None = None
    prefix: tuple[Schema, ...] = ()
    rest: Schema | None = None
    max_items: Number | None = None
    min_items: Number | None = None
    unique: bool = False
    contains: Schema | None = None
    # `minContains` and `maxContains`: both bound how many items `contains` takes.
    contained: tuple[Number | None, Number | None] = (None, None)


@dataclass(frozen=True, slots=True, eq=False)
class Objects:
    """What is asked of an object."""

    properties: Mapping[str, Schema] = field(default_factory=dict)
    patterns: Mapping[str, Schema] = field(default_factory=dict)
    additional: Schema | None = None
    names: Schema | None = None
    required: frozenset[str] = frozenset()
    dependent_names: Mapping[str, frozenset[str]] = field(default_factory=dict)
    dependent_schemas: Mapping[str, Schema] = field(default_factory=dict)
    max_properties: Number | None = None
    min_properties: Number | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Plain:
    """The keywords of one JSON type; `kind` is None where the schema names no type and so takes the others too."""

    kind: str | None
    strings: Strings = field(default_factory=Strings)
    numbers: Numbers = field(default_factory=Numbers)
    arrays: Arrays = field(default_factory=Arrays)
    objects: Objects = field(default_factory=Objects)


@dataclass(frozen=True, slots=True)
class Enumerated:
    """The values of `enum`, or the one of `const`, each in its canonical spelling."""

    keyword: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Negated:
    """`not`."""

    schema: Schema


@dataclass(frozen=True, slots=True, eq=False)
class Combined:
    """`allOf`, `anyOf`, `oneOf`, or a list of types, which is an `anyOf` of one type each (`listed`)."""

    criterion: Criterion
    branches: tuple[Schema, ...]
    listed: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Conditional:
    """`if`, `then`, `else`."""

    condition: Schema
    then: Schema
    otherwise: Schema


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """`$ref` or its kin: the place that it points at; schemas may be recursive, so it is looked up when it is read."""

    keyword: str
    place: str
    targets: Mapping[str, Schema]


@dataclass(frozen=True, slots=True)
class Unevaluated:
    """`unevaluatedProperties` or `unevaluatedItems` beside other applicators: its text, as it reaches into them."""

    keyword: str
    text: str


Part: TypeAlias = Plain | Enumerated | Negated | Combined | Conditional | Reference | Unevaluated


@dataclass(frozen=True, slots=True)
class About:
    """What a schema says that no validator checks; `default` and `content` in their canonical spelling."""

    id: str | None = None
    title: str | None = None
    description: str | None = None
    default: str | None = None
    format: str | None = None
    content: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Schema:
    """Everything a value must satisfy; no part at all takes everything, `never` takes nothing."""

    parts: tuple[Part, ...] = ()
    about: About = field(default_factory=About)
    never: bool = False
    text: str = ""

    @property
    def takes_all(self) -> bool:
        """Whether every value is valid."""
        return not self.parts and not self.never


ANYTHING = Schema(text="true")
NOTHING = Schema(never=True, text="false")


def referred(schema: Schema) -> Schema:
    """The schema itself, or the one at the end of its `$ref`s when it is nothing but one."""
    while len(schema.parts) == 1 and isinstance(part := schema.parts[0], Reference):
        schema = part.targets[part.place]
    return schema
