"""What a stream promises of its records, and of its windows.

A record rule is about one record; an aggregate is a statistic of many. How a missing value counts is
settled once, in `headgate.predicate`: `Required` is its own rule, and every other rule holds of a missing value.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal as Exact
from enum import Enum
from typing import TypeAlias

FieldPath: TypeAlias = tuple[str, ...]
"""Wire names from the record down; `("address", "city")`."""

Scalar: TypeAlias = str | int | bool | Exact


class Action(Enum):
    """What the pipeline does with a record that breaks a rule."""

    FAIL = "fail"
    DEAD_LETTER = "dead-letter"
    WARN = "warn"


class Weight(Enum):
    """The contract's own grading of a rule (ODCS quality `severity`)."""

    CRITICAL = "critical"
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Format(Enum):
    """A named text format that every engine can check with one portable pattern."""

    EMAIL = "email"
    URI = "uri"
    UUID = "uuid"
    IPV4 = "ipv4"
    HOSTNAME = "hostname"


@dataclass(frozen=True, slots=True)
class Required:
    """The field is there and not null."""

    field: FieldPath


@dataclass(frozen=True, slots=True)
class InRange:
    """A number (or date, as ISO 8601 text) lies between bounds; None is no bound."""

    field: FieldPath
    minimum: Scalar | None = None
    maximum: Scalar | None = None
    exclusive_minimum: bool = False
    exclusive_maximum: bool = False


@dataclass(frozen=True, slots=True)
class MultipleOf:
    """A number is a whole multiple of `factor`."""

    field: FieldPath
    factor: Exact


@dataclass(frozen=True, slots=True)
class HasLength:
    """A text has between `minimum` and `maximum` characters; None is no bound."""

    field: FieldPath
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class Matches:
    """A text contains a match of `pattern` (not anchored, as JSON Schema has it)."""

    field: FieldPath
    pattern: str


@dataclass(frozen=True, slots=True)
class HasFormat:
    """A text is of a named format."""

    field: FieldPath
    format: Format


@dataclass(frozen=True, slots=True)
class OneOf:
    """A value is among `values`."""

    field: FieldPath
    values: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    """A value is not among `values`."""

    field: FieldPath
    values: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class HasItems:
    """A list has between `minimum` and `maximum` items."""

    field: FieldPath
    minimum: int | None = None
    maximum: int | None = None


RecordRule: TypeAlias = (
    Required | InRange | MultipleOf | HasLength | Matches | HasFormat | OneOf | NoneOf | HasItems
)


class Statistic(Enum):
    """A number computed over a window of records."""

    NULL_COUNT = "nullValues"
    MISSING_COUNT = "missingValues"
    INVALID_COUNT = "invalidValues"
    DUPLICATE_COUNT = "duplicateValues"
    ROW_COUNT = "rowCount"
    SQL = "sql"


class Unit(Enum):
    """What a threshold counts."""

    ROWS = "rows"
    PERCENT = "percent"


class Comparison(Enum):
    """How a statistic is compared, in ODCS's words."""

    EQUAL = "mustBe"
    NOT_EQUAL = "mustNotBe"
    ABOVE = "mustBeGreaterThan"
    AT_LEAST = "mustBeGreaterOrEqualTo"
    BELOW = "mustBeLessThan"
    AT_MOST = "mustBeLessOrEqualTo"
    BETWEEN = "mustBeBetween"
    NOT_BETWEEN = "mustNotBeBetween"


@dataclass(frozen=True, slots=True)
class Aggregate:
    """A statistic of a window must compare with the bounds (two of them for the `between` comparisons).

    `fields` are what is counted (none for the row count); `query` is the SQL of a `SQL` statistic.
    """

    statistic: Statistic
    comparison: Comparison
    bounds: tuple[Exact, ...]
    unit: Unit = Unit.ROWS
    fields: tuple[FieldPath, ...] = ()
    valid_values: tuple[Scalar, ...] = ()
    missing_values: tuple[Scalar, ...] = ()
    pattern: str = ""
    query: str = ""


@dataclass(frozen=True, slots=True)
class Expectation:
    """A named promise: a rule of a record or a statistic of a window, its weight, and what a breach leads to.

    `name` is unique in its stream and travels in dead letters and metrics: `page_ms.minimum`.
    """

    name: str
    promise: RecordRule | Aggregate
    weight: Weight = Weight.ERROR
    action: Action = Action.DEAD_LETTER
    dimension: str = ""
    doc: str = ""
