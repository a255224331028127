"""The closed expression tree of a record rule.

Three-valued logic never reaches a printer: a tree built by `headgate.predicate.lower` asks `IsMissing` before it
looks at a value, so every node below is two-valued, and an engine's printer only spells it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal as Exact
from enum import Enum
from typing import TypeAlias

from headgate.model import Action, FieldPath, Type
from headgate.predicate.portable import PortablePattern

LiteralValue: TypeAlias = str | int | bool | Exact | date | time | datetime


class Operator(Enum):
    """How two values compare."""

    EQUAL = "="
    LESS = "<"
    AT_MOST = "<="
    GREATER = ">"
    AT_LEAST = ">="


@dataclass(frozen=True, slots=True)
class Column:
    """The value at `path`, missing when it or any parent is missing.

    Inside `EveryItem` the path starts at the item; the empty path is the item itself.
    """

    path: FieldPath
    type: Type


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant that is of the type of the column it meets."""

    value: LiteralValue
    type: Type


@dataclass(frozen=True, slots=True)
class LengthOf:
    """The number of characters (code points) of a text."""

    column: Column


@dataclass(frozen=True, slots=True)
class Count:
    """The number of items of a list."""

    column: Column


Operand: TypeAlias = Column | LengthOf | Count


@dataclass(frozen=True, slots=True)
class Constant:
    """True or false, whatever the record."""

    value: bool


@dataclass(frozen=True, slots=True)
class IsMissing:
    """The value, or one of its parents, is absent or null."""

    column: Column


@dataclass(frozen=True, slots=True)
class Compare:
    """A present value compares with a constant."""

    left: Operand
    operator: Operator
    right: Literal


@dataclass(frozen=True, slots=True)
class InList:
    """A present value equals one of the constants; no constant at all is false."""

    column: Column
    values: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class Matches:
    """A present text contains a match of the pattern."""

    column: Column
    pattern: PortablePattern


@dataclass(frozen=True, slots=True)
class Modulo:
    """A present exact number is a whole multiple of `factor`, a positive number the column's type can hold."""

    column: Column
    factor: Exact


@dataclass(frozen=True, slots=True)
class NearMultiple:
    """A present IEEE number over `factor` lies within 1e-9 of a whole number; false of NaN and infinities.

    Written with division, `floor` and `abs` of doubles alone, which all engines compute alike.
    """

    column: Column
    factor: Exact


@dataclass(frozen=True, slots=True)
class EveryItem:
    """`item` holds of each item of a present list; columns in it start at the item."""

    column: Column
    item: Expr


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold; they are looked at in order."""

    parts: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """A part holds; they are looked at in order."""

    parts: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Expr


Expr: TypeAlias = (
    Constant | IsMissing | Compare | InList | Matches | Modulo | NearMultiple | EveryItem | And | Or | Not
)


@dataclass(frozen=True, slots=True)
class Predicate:
    """A rule of a record in the tree: `expr` is true exactly when the rule holds.

    `reason` completes "the value …" for people; it carries the rule's bounds and never a value.
    """

    name: str
    field: FieldPath
    expr: Expr
    action: Action
    reason: str
