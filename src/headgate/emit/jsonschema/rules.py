"""Record rules as JSON Schema keywords, and why some have none."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal as Exact
from typing import Final, assert_never

from headgate.emit.json_text import Json
from headgate.model import (
    Action,
    Aggregate,
    Boolean,
    Date,
    Expectation,
    Float,
    HasFormat,
    HasItems,
    HasLength,
    InRange,
    Integer,
    Matches,
    MultipleOf,
    NoneOf,
    OneOf,
    RecordRule,
    Required,
    Scalar,
    Type,
)
from headgate.predicate import Engine, portable
from headgate.predicate.formats import format_pattern
from headgate.predicate.typed import is_text

Keywords = dict[str, Json]

_TEXT_BOUND: Final = "a bound on a value that JSON carries as text"
_TEXT_FACTOR: Final = "a factor of a value that JSON carries as text"
_FLOAT_FACTOR: Final = "validators disagree about multiples of binary fractions"
_MANY_TEXTS: Final = "a value that has several spellings in JSON"
_WARNING: Final = "a schema accepts or rejects; a rule that only warns is left out"


def why_not(expectation: Expectation, type_: Type) -> str:
    """Why the schema leaves the rule out, or the empty text."""
    rule = expectation.promise
    if expectation.action is Action.WARN and not isinstance(rule, Aggregate):
        return _WARNING
    match rule:
        case InRange():
            return "" if isinstance(type_, Integer | Float) else _TEXT_BOUND
        case MultipleOf():
            if isinstance(type_, Float):
                return _FLOAT_FACTOR
            return "" if isinstance(type_, Integer) else _TEXT_FACTOR
        case OneOf() | NoneOf():
            spelled_once = is_text(type_) or isinstance(type_, Boolean | Integer | Float | Date)
            return "" if spelled_once else _MANY_TEXTS
        case _:
            return ""


def keywords(rule: RecordRule | Aggregate) -> Keywords:
    """The keywords that say what `why_not` has nothing against."""
    match rule:
        case Required() | Aggregate():
            return {}
        case InRange():
            return _range(rule)
        case MultipleOf(factor=factor):
            return {"multipleOf": _json(factor)}
        case HasLength(minimum=minimum, maximum=maximum):
            return _present({"minLength": minimum, "maxLength": maximum})
        case HasItems(minimum=minimum, maximum=maximum):
            return _present({"minItems": minimum, "maxItems": maximum})
        case Matches(pattern=pattern):
            return {"pattern": portable(pattern).spelled(Engine.ECMA)}
        case HasFormat(format=format_):
            return {"format": format_.value, "pattern": format_pattern(format_).spelled(Engine.ECMA)}
        case OneOf(values=values):
            return {"enum": _values(values)}
        case NoneOf(values=values):
            return {"not": {"enum": _values(values)}}
        case _:
            assert_never(rule)


def _range(rule: InRange) -> Keywords:
    low = "exclusiveMinimum" if rule.exclusive_minimum else "minimum"
    high = "exclusiveMaximum" if rule.exclusive_maximum else "maximum"
    return _present({low: _bound(rule.minimum), high: _bound(rule.maximum)})


def _bound(value: Scalar | None) -> Json:
    return None if value is None else _json(value)


def _present(pairs: dict[str, Json]) -> Keywords:
    return {name: value for name, value in pairs.items() if value is not None}


def _values(values: Iterable[Scalar]) -> list[Json]:
    return [_json(value) for value in values]


def _json(value: Scalar) -> Json:
    """The JSON value; a whole decimal as an integer, another one as the nearest double."""
    if not isinstance(value, Exact):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def merged(parts: Iterable[Keywords]) -> Keywords:
    """One schema that asks all parts: a keyword met twice moves to `allOf`."""
    whole: Keywords = {}
    more: list[Json] = []
    for part in parts:
        fresh = {name: value for name, value in part.items() if name not in whole}
        again = {name: value for name, value in part.items() if name in whole and whole[name] != value}
        whole.update(fresh)
        if again:
            more.append({**again})
    return {**whole, "allOf": more} if more else whole
