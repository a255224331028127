"""Predicates as SQL text, by a table of what differs between dialects.

The text is true exactly when the rule holds; it ends in `IS TRUE`, so it is never null.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal as Exact
from typing import Final, assert_never

from headgate.model import Date, FieldPath, Float, Integer, Time, Timestamp
from headgate.predicate import (
    And,
    Column,
    Compare,
    Constant,
    Count,
    Engine,
    EveryItem,
    Expr,
    InList,
    IsMissing,
    LengthOf,
    Literal,
    Matches,
    Modulo,
    NearMultiple,
    Not,
    Or,
    Predicate,
)

ColumnName = Callable[[FieldPath], str]
"""How a field is called in the statement, quoted."""

_INT_RANGES: Final = {32: 2**31, 64: 2**63}
_TOLERANCE: Final = "1E-9"


@dataclass(frozen=True, slots=True)
class Dialect:
    """What a dialect says in its own words; templates take their parts by position.

    `instant` makes a constant of an instant from its UTC wall clock; `every_item` is empty where the dialect
    has no quantifier over arrays.
    """

    name: str
    quote: str
    engine: Engine
    matches: str
    length: str
    count: str
    modulo: str
    double: str
    double_literal: str
    instant: str
    every_item: str = ""


FLINK: Final = Dialect(
    name="flink",
    quote="`",
    engine=Engine.JAVA,
    # Our function: REGEXP lets a StackOverflowError out, and one long text would restart the job for ever.
    matches="headgate_matches({0}, {1})",
    # Code points, as Python's len.
    length="CHAR_LENGTH({0})",
    count="CARDINALITY({0})",
    modulo="MOD({0}, {1})",
    double="CAST({0} AS DOUBLE)",
    double_literal="{0}",
    # The session's time zone must be UTC: Flink has no literal of an instant.
    instant="CAST(TIMESTAMP '{0}' AS TIMESTAMP_LTZ({1}))",
)


def sql_loss(predicate: Predicate, dialect: Dialect) -> str:
    """Why `dialect` cannot say the predicate; empty when it can."""
    try:
        predicate_sql(predicate, dialect)
    except ValueError as reason:
        return str(reason)
    return ""


def predicate_sql(predicate: Predicate, dialect: Dialect, column: ColumnName | None = None) -> str:
    """The boolean expression that is true exactly when the rule holds, and false otherwise.

    `column` gives the SQL name of a field; the default quotes each step of the path. Raises `ValueError` for a
    predicate with a `sql_loss`.
    """
    printer = _Printer(dialect, column or (lambda path: quoted_path(path, dialect)))
    return f"({printer.boolean(predicate.expr)}) IS TRUE"


def quoted_path(path: FieldPath, dialect: Dialect) -> str:
    """The path with each step quoted: `a`.`b`."""
    quote = dialect.quote
    return ".".join(f"{quote}{step.replace(quote, quote * 2)}{quote}" for step in path)


def text_literal(text: str) -> str:
    """A SQL string; backslashes and everything else but the quote stand as they are."""
    return "'" + text.replace("'", "''") + "'"


class _Printer:
    def __init__(self, dialect: Dialect, column: ColumnName) -> None:
        self._dialect = dialect
        self._column = column

    def boolean(self, expr: Expr) -> str:
        match expr:
            case Constant(value):
                return "TRUE" if value else "FALSE"
            case IsMissing(column):
                return f"{self._column(column.path)} IS NULL"
            case Compare(left, operator, right):
                return f"{self._operand(left)} {operator.value} {self._literal(right)}"
            case InList(column, values):
                return self._in_list(column, values)
            case Matches(column, pattern):
                text = text_literal(pattern.spelled(self._dialect.engine))
                return self._dialect.matches.format(self._column(column.path), text)
            case Modulo(column, factor):
                name = self._column(column.path)
                return f"{self._dialect.modulo.format(name, _plain(factor))} = 0"
            case NearMultiple(column, factor):
                return self._near_multiple(column, factor)
            case EveryItem():
                return self._every_item(expr)
            case Not(part):
                return f"NOT ({self.boolean(part)})"
            case And(parts):
                return " AND ".join(self._part(part) for part in parts)
            case Or(parts):
                return " OR ".join(self._part(part) for part in parts)
            case _:
                assert_never(expr)

    def _part(self, expr: Expr) -> str:
        text = self.boolean(expr)
        return f"({text})" if isinstance(expr, And | Or) else text

    def _operand(self, operand: Column | LengthOf | Count) -> str:
        match operand:
            case Column(path, Float()):
                return self._dialect.double.format(self._column(path))
            case Column(path):
                return self._column(path)
            case LengthOf(column):
                return self._dialect.length.format(self._column(column.path))
            case Count(column):
                return self._dialect.count.format(self._column(column.path))
            case _:
                assert_never(operand)

    def _in_list(self, column: Column, values: tuple[Literal, ...]) -> str:
        if not values:
            return "FALSE"
        spelled = ", ".join(self._literal(value) for value in values)
        return f"{self._operand(column)} IN ({spelled})"

    def _near_multiple(self, column: Column, factor: Exact) -> str:
        quotient = f"{self._operand(column)} / {self._double(factor)}"
        return f"ABS({quotient} - FLOOR({quotient} + 5E-1)) < {_TOLERANCE}"

    def _every_item(self, expr: EveryItem) -> str:
        if not self._dialect.every_item:
            raise ValueError(f"{self._dialect.name} has no quantifier over the items of a list")
        inner = _Printer(self._dialect, lambda path: ".".join(("item", *path)))
        return self._dialect.every_item.format(self._column(expr.column.path), inner.boolean(expr.item))

    def _literal(self, literal: Literal) -> str:
        match literal.value:
            case bool(value):
                return "TRUE" if value else "FALSE"
            case str(value):
                return text_literal(value)
            case int(value):
                return str(value)
            case Exact():
                return self._number(literal.value, literal)
            case datetime() | date() | time():
                return self._moment(literal)
            case _:
                assert_never(literal.value)

    def _number(self, value: Exact, literal: Literal) -> str:
        match literal.type:
            case Float():
                return self._double(value)
            case Integer(bits) if abs(value) < _INT_RANGES[bits] and value == value.to_integral_value():
                return str(int(value))
            case _:
                return _plain(value)

    def _double(self, value: Exact) -> str:
        """An approximate literal: the nearest double, in the shortest digits that give it back."""
        digits, _, exponent = f"{float(value)!r}".lower().partition("e")
        return self._dialect.double_literal.format(f"{digits}E{int(exponent or 0)}")

    def _moment(self, literal: Literal) -> str:
        match literal.type, literal.value:
            case Date(), date() as day:
                return f"DATE '{day.isoformat()}'"
            case Time(), time() as moment:
                return f"TIME '{moment.isoformat()}'"
            case Timestamp(zoned=False), datetime() as wall:
                return f"TIMESTAMP '{wall.isoformat(sep=' ')}'"
            case Timestamp(), datetime() as instant:
                return self._instant(instant)
            case _:
                raise ValueError(f"{literal.value!r} is no moment")

    def _instant(self, instant: datetime) -> str:
        offset = instant.utcoffset()
        wall = instant.replace(tzinfo=None) if offset is None else (instant - offset).replace(tzinfo=None)
        precision = 6 if wall.microsecond % 1000 else 3
        return self._dialect.instant.format(wall.isoformat(sep=" "), precision)


def _plain(value: Exact) -> str:
    """A decimal without exponent."""
    return f"{value:f}"
