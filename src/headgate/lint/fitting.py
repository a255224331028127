"""Which record rules can be asked of which types."""

from __future__ import annotations

from decimal import Decimal as Exact
from typing import assert_never

from headgate.model import (
    Boolean,
    Date,
    Decimal,
    Enumeration,
    Float,
    HasFormat,
    HasItems,
    HasLength,
    InRange,
    Integer,
    ListOf,
    Matches,
    MultipleOf,
    NoneOf,
    OneOf,
    RecordRule,
    Required,
    Scalar,
    Text,
    Time,
    Timestamp,
    Type,
    Uuid,
)


def misfit(promise: RecordRule, kind: Type) -> str:
    """What the rule needs that the type is not, in words; empty when it fits."""
    match promise:
        case Required():
            return ""
        case InRange(_, low, high):
            return _range_misfit(kind, tuple(value for value in (low, high) if value is not None))
        case MultipleOf():
            return "" if isinstance(kind, Integer | Float | Decimal) else "a number"
        case HasLength() | Matches() | HasFormat():
            return "" if isinstance(kind, Text | Uuid | Enumeration) else "a text"
        case HasItems():
            return "" if isinstance(kind, ListOf) else "a list"
        case OneOf(_, values) | NoneOf(_, values):
            return next((need for value in values if (need := _value_misfit(kind, value))), "")
        case _:
            assert_never(promise)


def _range_misfit(kind: Type, bounds: tuple[Scalar, ...]) -> str:
    if isinstance(kind, Integer | Float | Decimal):
        return "" if all(_is_number(bound) for bound in bounds) else "a text or a date"
    if isinstance(kind, Date | Time | Timestamp):
        return "" if all(isinstance(bound, str) for bound in bounds) else "a number"
    return "a number or a date"


def _value_misfit(kind: Type, value: Scalar) -> str:
    match kind:
        case Boolean():
            return "" if isinstance(value, bool) else _kind_of(value)
        case Integer():
            whole = _is_number(value) and value == int(value)
            return "" if whole else _kind_of(value)
        case Float() | Decimal():
            return "" if _is_number(value) else _kind_of(value)
        case Text() | Uuid() | Enumeration() | Date() | Time() | Timestamp():
            return "" if isinstance(value, str) else _kind_of(value)
        case _:
            return "a single value"


def _is_number(value: Scalar) -> bool:
    return isinstance(value, int | Exact) and not isinstance(value, bool)


def _kind_of(value: Scalar) -> str:
    if isinstance(value, bool):
        return "a boolean"
    return "a text" if isinstance(value, str) else "a number"
