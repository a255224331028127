"""Where a rule's path leads in a stream, and its constants in the type found there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal as Exact
from math import isfinite
from typing import assert_never

from headgate.model import (
    Boolean,
    Bytes,
    Date,
    Decimal,
    Enumeration,
    Field,
    FieldPath,
    Float,
    Integer,
    ListOf,
    MapOf,
    Scalar,
    Struct,
    Text,
    Time,
    Timestamp,
    Type,
    Uuid,
)
from headgate.predicate.tree import Column, EveryItem, Expr, IsMissing, Literal, LiteralValue, Or


class MisfitError(ValueError):
    """A rule that cannot be asked of the field it names; the message says why."""


def at_path(fields: tuple[Field, ...], path: FieldPath, build: Callable[[Column], Expr]) -> Expr:
    """`build` on the column at `path`; on every item where the path runs through a list.

    Raises `MisfitError` when no such field exists or a map stands in the way.
    """
    walked: FieldPath = ()
    for step in path:
        walked = (*walked, step)
        found = _named(fields, step)
        rest = path[len(walked) :]
        if not rest:
            return build(Column(walked, found.type))
        match found.type:
            case Struct(inner):
                fields = inner
            case ListOf(Struct(inner)):
                column = Column(walked, found.type)
                return Or((IsMissing(column), EveryItem(column, at_path(inner, rest, build))))
            case _:
                raise MisfitError(f"`{step}` has no fields that a rule can name")
    raise MisfitError("the rule names no field")


def _named(fields: tuple[Field, ...], name: str) -> Field:
    for candidate in fields:
        if candidate.name == name:
            return candidate
    raise MisfitError(f"there is no field `{name}`")


def is_text(type_: Type) -> bool:
    """Whether the value is a text for a rule: text, uuid or a symbol."""
    return isinstance(type_, Text | Uuid | Enumeration)


def literal(value: Scalar, type_: Type) -> Literal:
    """`value` as a constant of the column's type; raises `MisfitError` when it is no value of that type."""
    fitted = _fitted(value, type_)
    if fitted is None:
        raise MisfitError(f"{value!r} is not a value of type {type(type_).__name__.lower()}")
    return Literal(fitted, type_)


def _fitted(value: Scalar, type_: Type) -> LiteralValue | None:
    match type_:
        case Boolean():
            return value if isinstance(value, bool) else None
        case Integer() | Decimal():
            return _number(value)
        case Float():
            number = _number(value)
            return number if number is not None and isfinite(float(number)) else None
        case Text() | Uuid() | Enumeration():
            return value if isinstance(value, str) else None
        case Date() | Time() | Timestamp():
            return _moment(value, type_) if isinstance(value, str) else None
        case Bytes() | ListOf() | MapOf() | Struct():
            return None
        case _:
            assert_never(type_)


def _number(value: Scalar) -> Exact | None:
    if isinstance(value, bool | str):
        return None
    number = Exact(value)
    return number if number.is_finite() else None


def _moment(text: str, type_: Date | Time | Timestamp) -> date | time | datetime | None:
    try:
        match type_:
            case Date():
                return date.fromisoformat(text)
            case Time():
                moment = time.fromisoformat(text)
                return moment if moment.tzinfo is None else None
            case Timestamp(zoned=zoned):
                instant = datetime.fromisoformat(text)
                return instant if (instant.tzinfo is not None) == zoned else None
            case _:
                assert_never(type_)
    except ValueError:
        return None
