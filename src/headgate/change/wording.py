"""A change in one sentence, with its values spelled as a contract's author writes them."""

from __future__ import annotations

from datetime import timedelta
from enum import Enum
from fractions import Fraction
from typing import Final, TypeAlias, assert_never

from headgate.change.field_kinds import TypeNarrowed, TypeReplaced, TypeWidened
from headgate.change.kinds import Change
from headgate.change.promise_kinds import (
    ExpectationLoosened,
    ExpectationReplaced,
    ExpectationTightened,
    Promise,
)
from headgate.change.shapes import (
    ConsumerChange,
    ContractShift,
    ExpectationChange,
    ExpectationShift,
    FieldChange,
    FieldShift,
    ObjectiveChange,
    ObjectiveShift,
    StreamChange,
    StreamShift,
    SymbolChange,
)
from headgate.change.stream_kinds import RetentionLengthened, RetentionShortened
from headgate.change.table import table
from headgate.model import (
    Aggregate,
    Availability,
    Boolean,
    Burn,
    Bytes,
    Comparison,
    Completeness,
    Date,
    Decimal,
    Duplicates,
    Enumeration,
    Float,
    Freshness,
    Integer,
    Latency,
    ListOf,
    MapOf,
    Matches,
    Objective,
    Rate,
    Struct,
    Text,
    Time,
    Timestamp,
    TimeToRepair,
    Type,
    Unit,
    Uuid,
    Volume,
)
from headgate.predicate.wording import reason_of

_UNITS: Final = {
    "d": timedelta(days=1),
    "h": timedelta(hours=1),
    "m": timedelta(minutes=1),
    "s": timedelta(seconds=1),
    "ms": timedelta(milliseconds=1),
}
_SHOWN: Final = 4
"""So many symbols of an enumeration are named; the others are counted."""

_Shift: TypeAlias = (
    ContractShift[object]
    | StreamShift[object]
    | FieldShift[object]
    | ExpectationShift[object]
    | ObjectiveShift[object]
)


def sentence_of(change: Change) -> str:
    """The change as the table words it."""
    return table()[type(change)].sentence.format_map(words_of(change))


def words_of(change: Change) -> dict[str, str]:
    """The values that the sentence names."""
    words: dict[str, str] = {}
    if isinstance(change, StreamChange):
        words["stream"] = change.stream
    if isinstance(change, FieldChange):
        words["field"] = ".".join(change.path)
    if isinstance(change, SymbolChange):
        words["symbols"] = _symbols(change.symbols)
    if isinstance(change, ExpectationChange | ObjectiveChange):
        words["name"] = change.name
    if isinstance(change, ConsumerChange):
        words["consumer"] = change.consumer
    if isinstance(change, ContractShift | StreamShift | FieldShift | ExpectationShift | ObjectiveShift):
        words["before"], words["after"] = _values(change)
    return words


def _symbols(symbols: tuple[str, ...]) -> str:
    more = len(symbols) - _SHOWN
    shown = ", ".join(f"`{symbol}`" for symbol in symbols[:_SHOWN])
    return shown + (f" and {more} more" if more > 0 else "")


def _values(change: _Shift) -> tuple[str, str]:
    match change:
        case TypeNarrowed() | TypeWidened() | TypeReplaced():
            return spell_type(change.before), spell_type(change.after)
        case ExpectationTightened() | ExpectationLoosened() | ExpectationReplaced():
            return spell_promise(change.before), spell_promise(change.after)
        case RetentionShortened() | RetentionLengthened():
            return _kept(change.before), _kept(change.after)
        case _:
            return _spelled(change.before), _spelled(change.after)


def _kept(retention: timedelta | None) -> str:
    return "for ever" if retention is None else spell_length(retention)


def spell_type(of: Type) -> str:
    """The type in a few words: `int32`, `decimal(12, 2)`, `list of text`."""
    match of:
        case Integer(bits):
            return f"int{bits}"
        case Float(bits):
            return f"float{bits}"
        case Decimal(precision, scale):
            return f"decimal({precision}, {scale})"
        case Time(unit):
            return f"time in {unit.value}"
        case Timestamp(unit, zoned):
            return f"timestamp in {unit.value}" + ("" if zoned else " without zone")
        case Enumeration():
            return "enum"
        case ListOf(element):
            return f"list of {spell_type(element)}"
        case MapOf(value):
            return f"map of {spell_type(value)}"
        case Struct():
            return "object"
        case Boolean() | Text() | Bytes() | Date() | Uuid():
            return type(of).__name__.lower()
        case _:
            assert_never(of)


def spell_promise(promise: Promise) -> str:
    """What a rule asks: bounds and patterns."""
    if isinstance(promise, Matches):
        return f"`{promise.pattern}`"
    if not isinstance(promise, Aggregate):
        words = reason_of(promise)
        return next((words.removeprefix(verb) for verb in _VERBS if words.startswith(verb)), words)
    words = _COMPARED[promise.comparison]
    bounds = " and ".join(f"{bound:f}" for bound in promise.bounds)
    return f"{promise.statistic.value} {words} {bounds}" + ("%" if promise.unit is Unit.PERCENT else "")


_VERBS: Final = ("must be ", "must have ")

_COMPARED: Final = {
    Comparison.EQUAL: "exactly",
    Comparison.NOT_EQUAL: "not",
    Comparison.ABOVE: "above",
    Comparison.AT_LEAST: "at least",
    Comparison.BELOW: "below",
    Comparison.AT_MOST: "at most",
    Comparison.BETWEEN: "between",
    Comparison.NOT_BETWEEN: "not between",
}


def spell_objective(objective: Objective) -> str:
    """What an objective promises: `95% within 30s`, `99.9%`."""
    indicator = objective.indicator
    match indicator:
        case Latency(percentile, bound) | Freshness(percentile, bound):
            return f"{spell_number(percentile)}% within {spell_length(bound)}"
        case TimeToRepair(bound):
            return f"{spell_number(objective.target * 100)}% within {spell_length(bound)}"
        case Rate(_, limit):
            return f"at most {spell_number(limit * 100)}%"
        case Completeness() | Duplicates() | Availability():
            return f"{spell_number(objective.target * 100)}%"
        case _:
            assert_never(indicator)


def spell_length(length: timedelta) -> str:
    """`5m`, `36h`: in the largest unit that divides the length."""
    unit = next(
        (unit for unit, one in _UNITS.items() if length and not length % one), "s" if not length else "ms"
    )
    return f"{length // _UNITS[unit]}{unit}"


def spell_number(number: Fraction) -> str:
    """A decimal with as many digits as it has, up to six."""
    return f"{float(number):.6g}"


def _spelled(value: object) -> str:
    match value:
        case None | "" | ():
            return "none"
        case str():
            return value
        case timedelta():
            return spell_length(value)
        case tuple():
            # A field is names; several fields are tuples of names.
            parts = (".".join(part) for part in value if isinstance(part, tuple))
            return ", ".join(parts) or ".".join(value)
        case Enum():
            return str(value.value)
        case Objective():
            return spell_objective(value)
        case Burn(above, over):
            return f"{spell_number(above)} over {spell_length(over)}"
        case Volume(rate, peak):
            return f"{spell_number(rate)}/s, {spell_number(peak)} times that at peak"
        case _:
            return str(value)
