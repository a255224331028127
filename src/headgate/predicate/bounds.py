"""Comparisons of exact numbers with constants that their column could hold.

A bound of 10^30 on a 64-bit integer, or of 0.005 on cents, is out of an engine's reach or costs it a wider type; what
it means for the values that can occur is said with a constant of the column's own range and scale, or decided here.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Context
from decimal import Decimal as Exact
from typing import Final

from headgate.model import Decimal, Integer
from headgate.predicate.tree import Column, Compare, Constant, Expr, Literal, Operator

ExactType = Integer | Decimal

_WIDE: Final = Context(prec=400)


def compare_exact(column: Column, operator: Operator, bound: Exact, type_: ExactType) -> Expr:
    """The comparison with `bound` for values of an exact type."""
    upward = operator in {Operator.AT_LEAST, Operator.LESS}
    value = _rounded(bound, _scale(type_), ROUND_CEILING if upward else ROUND_FLOOR)
    low, high = _range(type_)
    match operator:
        case Operator.AT_LEAST | Operator.GREATER:
            always = value <= low if operator is Operator.AT_LEAST else value < low
            never = value > high if operator is Operator.AT_LEAST else value >= high
        case _:
            always = value >= high if operator is Operator.AT_MOST else value > high
            never = value < low if operator is Operator.AT_MOST else value <= low
    if always or never:
        return Constant(always)
    return Compare(column, operator, Literal(value, type_))


def can_hold(value: Exact, type_: ExactType) -> bool:
    """Whether a column of the type can have the value."""
    low, high = _range(type_)
    return low <= value <= high and value == _rounded(value, _scale(type_), ROUND_FLOOR)


def _scale(type_: ExactType) -> int:
    return type_.scale if isinstance(type_, Decimal) else 0


def _range(type_: ExactType) -> tuple[Exact, Exact]:
    if isinstance(type_, Integer):
        return Exact(-(2 ** (type_.bits - 1))), Exact(2 ** (type_.bits - 1) - 1)
    limit = Exact(10**type_.precision - 1).scaleb(-type_.scale, _WIDE)
    return -limit, limit


def _rounded(value: Exact, scale: int, rounding: str) -> Exact:
    """`value` at the scale; one far beyond any column's range stays as it is."""
    if value.adjusted() > 100:
        return value
    return value.quantize(Exact(1).scaleb(-scale), rounding, _WIDE)
