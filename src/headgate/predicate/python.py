"""Predicates as Python source, for the edge's validator and for the module a team can take away.

A column prints as the name of a variable that holds a value of the column's type, never None (or, under
`IsMissing`, maybe None); constants go into a pool of module-level names.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal as Exact
from typing import Final, assert_never

from headgate.model import Float, Integer, Uuid
from headgate.predicate.portable import Engine, PortablePattern
from headgate.predicate.tree import (
    And,
    Column,
    Compare,
    Constant,
    Count,
    EveryItem,
    Expr,
    InList,
    IsMissing,
    LengthOf,
    Literal,
    LiteralValue,
    Matches,
    Modulo,
    NearMultiple,
    Not,
    Operator,
    Or,
)

_OPERATORS: Final = {
    Operator.EQUAL: "==",
    Operator.LESS: "<",
    Operator.AT_MOST: "<=",
    Operator.GREATER: ">",
    Operator.AT_LEAST: ">=",
}


class Pool:
    """Module-level constants by their source, named in the order of first use."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def name(self, prefix: str, source: str) -> str:
        """The name of the constant `source`."""
        return self._names.setdefault(source, f"_{prefix}{len(self._names)}")

    def lines(self) -> tuple[str, ...]:
        """One assignment a constant."""
        return tuple(f"{name} = {source}" for source, name in self._names.items())


def python_source(expr: Expr, variable: Callable[[Column], str], pool: Pool) -> str:
    """A Python expression that is true exactly when `expr` is."""
    return _Printer(variable, pool).boolean(expr)


def literal_source(value: LiteralValue) -> str:
    """The constructor call (or literal) of a constant."""
    match value:
        case bool() | int() | str():
            return repr(value)
        case Exact():
            return f'Decimal("{value}")'
        case datetime():
            return f'datetime.fromisoformat("{value.isoformat()}")'
        case date():
            return f'date.fromisoformat("{value.isoformat()}")'
        case time():
            return f'time.fromisoformat("{value.isoformat()}")'
        case _:
            assert_never(value)


class _Printer:
    def __init__(self, variable: Callable[[Column], str], pool: Pool, *, depth: int = 0) -> None:
        self._variable = variable
        self._pool = pool
        self._depth = depth

    def boolean(self, expr: Expr) -> str:
        match expr:
            case Constant(value):
                return str(value)
            case IsMissing(column):
                return f"{self._variable(column)} is None"
            case Compare(left, operator, right):
                return f"{self._operand(left)} {_OPERATORS[operator]} {self._literal(right)}"
            case InList(column, values):
                return self._in_list(column, values)
            case Matches(column, pattern):
                return f"{self._search(pattern)}({self._value(column)}) is not None"
            case Modulo(column, factor):
                return self._modulo(column, factor)
            case NearMultiple(column, factor):
                quotient = f"(q := {self._value(column)} / {float(factor)!r})"
                return f"(isfinite{quotient} and abs(q - floor(q + 0.5)) < 1e-9)"
            case EveryItem(column, item):
                return self._every_item(column, item)
            case Not(part):
                return f"not ({self.boolean(part)})"
            case And((Compare() as low, Compare() as high)) if _encloses(low, high):
                return self._chain(low, high)
            case And(parts):
                return self._all(parts)
            case Or(parts):
                return " or ".join(self._part(part) for part in parts)
            case _:
                assert_never(expr)

    def _all(self, parts: tuple[Expr, ...]) -> str:
        return " and ".join(self._part(part) for part in parts)

    def _part(self, expr: Expr) -> str:
        text = self.boolean(expr)
        return f"({text})" if isinstance(expr, And | Or | Not) else text

    def _value(self, column: Column) -> str:
        name = self._variable(column)
        match column.type:
            case Uuid():
                return f"str({name})"
            case Float(32):
                # What the wire will carry: the nearest 32-bit number.
                return f"_single({name})"
            case _:
                return name

    def _operand(self, operand: Column | LengthOf | Count) -> str:
        match operand:
            case Column():
                return self._value(operand)
            case LengthOf(column) | Count(column):
                return f"len({self._value(column)})"
            case _:
                assert_never(operand)

    def _chain(self, low: Compare, high: Compare) -> str:
        """`1 <= value <= 9`, which looks at the value once."""
        under = _OPERATORS[low.operator].replace(">", "<")
        return (
            f"{self._literal(low.right)} {under} {self._operand(low.left)}"
            f" {_OPERATORS[high.operator]} {self._literal(high.right)}"
        )

    def _literal(self, literal: Literal) -> str:
        source = _typed_source(literal)
        return source if source[0] not in "Ddt" else self._pool.name("c", source)

    def _in_list(self, column: Column, values: tuple[Literal, ...]) -> str:
        if not values:
            return "False"
        members = ", ".join(_typed_source(value) for value in values)
        return f"{self._value(column)} in {self._pool.name('s', f'frozenset(({members},))')}"

    def _search(self, pattern: PortablePattern) -> str:
        text = pattern.spelled(Engine.PYTHON)
        # `match` gives up at once where `search` would try the anchor at every character.
        anchored = text.startswith("^") and "|" not in text
        method = "match" if anchored else "search"
        return self._pool.name("p", f"re.compile({text!r}).{method}")

    def _modulo(self, column: Column, factor: Exact) -> str:
        if isinstance(column.type, Integer):
            return f"{self._value(column)} % {int(factor)} == 0"
        divisor = self._pool.name("c", literal_source(factor))
        return f"_EXACT.remainder({self._value(column)}, {divisor}) == 0"

    def _every_item(self, column: Column, item: Expr) -> str:
        name = f"item{self._depth}"
        inner = _Printer(lambda inner: _item_value(name, inner), self._pool, depth=self._depth + 1)
        return f"all({inner.boolean(item)} for {name} in {self._variable(column)})"


def _encloses(low: Compare, high: Compare) -> bool:
    """Whether the two bound one value from below, then from above."""
    above = low.operator in {Operator.GREATER, Operator.AT_LEAST}
    below = high.operator in {Operator.LESS, Operator.AT_MOST}
    return low.left == high.left and above and below


def _item_value(item: str, column: Column) -> str:
    return f"_inside({', '.join((item, *map(repr, column.path)))})" if column.path else item


def _typed_source(literal: Literal) -> str:
    if isinstance(literal.type, Float) and isinstance(literal.value, Exact):
        return repr(float(literal.value))
    value = literal.value
    if isinstance(value, Exact) and value == value.to_integral_value() and abs(value) < 10**40:
        return repr(int(value))
    return literal_source(value)
