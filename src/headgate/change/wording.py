"""A change in one sentence, with its values spelled as a contract's author writes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from enum import Enum
from fractions import Fraction
from typing import Final, TypeAlias, assert_never

from headgate.change.expectations import fields_of
from headgate.change.field_kinds import TypeNarrowed, TypeReplaced, TypeWidened
from headgate.change.kinds import Change
from headgate.change.promise_kinds import (
    ExpectationLoosened,
    ExpectationReplaced,
    ExpectationTightened,
    ObjectiveLoosened,
    ObjectiveReplaced,
    ObjectiveTightened,
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
    NoneOf,
    Objective,
    OneOf,
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
"""So many of a list of values are named; the others are counted."""

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
    return _few([f"`{symbol}`" for symbol in symbols])


def _few(words: Sequence[str]) -> str:
    more = len(words) - _SHOWN
    return ", ".join(words[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _values(change: _Shift) -> tuple[str, str]:
    match change:
        case TypeNarrowed() | TypeWidened() | TypeReplaced():
            return spell_type(change.before), spell_type(change.after)
        case ExpectationTightened() | ExpectationLoosened() | ExpectationReplaced():
            return _promises(change.before, change.after)
        case ObjectiveTightened() | ObjectiveLoosened() | ObjectiveReplaced():
            one, other = change.before, change.after
            spell = spell_objective if one.stream == other.stream else _placed
            return spell(one), spell(other)
        case RetentionShortened() | RetentionLengthened():
            return _kept(change.before), _kept(change.after)
        case _:
            return _spelled(change.before), _spelled(change.after)


def _promises(before: Promise, after: Promise) -> tuple[str, str]:
    """What each of the two asks, and of which fields where those are others."""
    words = _spell_promise(before, after), _spell_promise(after, before)
    fields = fields_of(before), fields_of(after)
    if fields[0] == fields[1]:
        return words
    named = (", ".join(f"`{'.'.join(path)}`" for path in paths) or "no field" for paths in fields)
    one, other = (f"{word} for {names}" for word, names in zip(words, named, strict=True))
    return one, other


def _placed(objective: Objective) -> str:
    where = f"`{objective.stream}`" if objective.stream else "all streams"
    return f"{spell_objective(objective)} for {where}"


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


def _spell_promise(promise: Promise, other: Promise) -> str:
    """What a rule asks, bounds and patterns; of many values those first that the other rule does not have."""
    match promise:
        case Matches(pattern=pattern):
            return f"`{pattern}`"
        case OneOf(values=values) | NoneOf(values=values):
            known = frozenset(other.values) if isinstance(other, OneOf | NoneOf) else frozenset()
            words = [str(value) for value in sorted(values, key=known.__contains__)]
            return f"{'one' if isinstance(promise, OneOf) else 'none'} of {_few(words) or 'nothing'}"
        case Aggregate():
            return _spell_aggregate(promise)
        case _:
            words_of_rule = reason_of(promise)
            return next(
                (words_of_rule.removeprefix(verb) for verb in _VERBS if words_of_rule.startswith(verb)),
                words_of_rule,
            )


def _spell_aggregate(rule: Aggregate) -> str:
    counted = [rule.statistic.value]
    if rule.valid_values:
        counted.append(f"(valid: {', '.join(map(str, rule.valid_values))})")
    if rule.missing_values:
        counted.append(f"(missing: {', '.join(map(str, rule.missing_values))})")
    counted += [f"`{text}`" for text in (rule.pattern, rule.query) if text]
    bounds = " and ".join(f"{bound:f}" for bound in rule.bounds)
    unit = "%" if rule.unit is Unit.PERCENT else ""
    return f"{' '.join(counted)} {_COMPARED[rule.comparison]} {bounds}{unit}"


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
    indicator, target = objective.indicator, f"{spell_number(objective.target * 100)}%"
    match indicator:
        case Latency(percentile, bound) | Freshness(percentile, bound):
            aim = "" if objective.target * 100 == percentile else f", aimed at {target}"
            return f"{spell_number(percentile)}% within {spell_length(bound)}{aim}"
        case TimeToRepair(bound):
            return f"{target} within {spell_length(bound)}"
        case Rate(_, limit):
            aim = "" if objective.target == 1 - limit else f", aimed at {target}"
            return f"at most {spell_number(limit * 100)}%{aim}"
        case Completeness() | Duplicates() | Availability():
            return target
        case _:
            assert_never(indicator)


def spell_length(length: timedelta) -> str:
    """`5m`, `36h`: in the largest unit that divides the length."""
    whole = (unit for unit, one in _UNITS.items() if length and not length % one)
    unit = next(whole, "ms" if length else "s")
    return f"{spell_number(Fraction(length // _MICROSECOND, _UNITS[unit] // _MICROSECOND))}{unit}"


_MICROSECOND: Final = timedelta(microseconds=1)


def spell_number(number: Fraction) -> str:
    """A decimal with as many digits as it has; with six of them where it never ends."""
    exact = (f"{float(number):.{digits}g}" for digits in (6, 15))
    return next((text for text in exact if Fraction(text) == number), f"{float(number):.6g}")


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
        case Volume(rate, peak, size):
            each = "" if size is None else f", {size} bytes a record"
            return f"{spell_number(rate)}/s, {spell_number(peak)} times that at peak{each}"
        case _:
            return str(value)
