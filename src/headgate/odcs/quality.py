"""Quality rules of a property or of a stream: record rules where a record can tell, statistics elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal as Exact
from typing import Final

from headgate.model import (
    Action,
    Aggregate,
    Boolean,
    Comparison,
    Decimal,
    Expectation,
    FieldPath,
    Float,
    Integer,
    Matches,
    NoneOf,
    OneOf,
    RecordRule,
    Required,
    Scalar,
    Statistic,
    Type,
    Unit,
    Weight,
)
from headgate.odcs import offences
from headgate.odcs.blocks import block
from headgate.odcs.constraints import scalar
from headgate.odcs.cursor import Cursor, Ledger
from headgate.odcs.fields import Found, Register
from headgate.odcs.units import PERCENT_WORDS, slug

_METRICS: Final = {statistic.value: statistic for statistic in Statistic if statistic is not Statistic.SQL}
_OLD_METRICS: Final = {
    "nullCheck": Statistic.NULL_COUNT,
    "nullCount": Statistic.NULL_COUNT,
    "validValues": Statistic.INVALID_COUNT,
    "invalidCount": Statistic.INVALID_COUNT,
    "missingCount": Statistic.MISSING_COUNT,
    "duplicateCount": Statistic.DUPLICATE_COUNT,
    "uniqueCheck": Statistic.DUPLICATE_COUNT,
}
"""Names that ODCS v3.0 examples give to the metrics of v3.1."""

_COMPARISONS: Final = {comparison.value: comparison for comparison in Comparison}
_WEIGHTS: Final = {weight.value: weight for weight in Weight} | {"warn": Weight.WARNING}
_ACTIONS: Final = {action.value: action for action in Action}
_DEFAULT_ACTIONS: Final = {
    Weight.CRITICAL: Action.FAIL,
    Weight.ERROR: Action.DEAD_LETTER,
    Weight.WARNING: Action.WARN,
    Weight.INFO: Action.WARN,
}
_ROW_WORDS: Final = frozenset(("", "rows", "row", "count", "records"))


@dataclass(frozen=True, slots=True)
class Subject:
    """What a quality rule is about: a field, or the stream (then `found` is None)."""

    at: Cursor
    found: Found | None
    register: Register

    @property
    def prefix(self) -> str:
        """What its rules' names start with."""
        return "" if self.found is None else f"{self.found.dotted}."

    @property
    def paths(self) -> tuple[FieldPath, ...]:
        """The fields it names by itself."""
        return () if self.found is None else (self.found.path,)


@dataclass(frozen=True, slots=True)
class _Threshold:
    comparison: Comparison
    bounds: tuple[Exact, ...]
    unit: Unit

    def of(self, statistic: Statistic, fields: tuple[FieldPath, ...], *, query: str = "") -> Aggregate:
        """The promise that a statistic keeps to this threshold."""
        return Aggregate(statistic, self.comparison, self.bounds, self.unit, fields, query=query)

    @property
    def is_never(self) -> bool:
        """Whether it allows no single record."""
        bound = self.bounds[0]
        if self.comparison in (Comparison.EQUAL, Comparison.AT_MOST):
            return bound == 0
        return self.comparison is Comparison.BELOW and self.unit is Unit.ROWS and 0 < bound <= 1


def quality(subject: Subject, ledger: Ledger) -> Iterator[tuple[Expectation, str]]:
    """The expectations of a property's or a stream's `quality`, each with its pointer."""
    for at in subject.at["quality"].items():
        treatment = block(at, "quality", ledger)
        for suffix, promise in _promises(subject, at, ledger):
            name = _name(subject, at) + suffix
            yield _expectation(name, promise, at, treatment, ledger), at.pointer


def _expectation(
    name: str, promise: RecordRule | Aggregate, at: Cursor, treatment: Cursor, ledger: Ledger
) -> Expectation:
    weight = _weight(at["severity"], ledger)
    action = _ACTIONS.get(treatment["action"].text, _DEFAULT_ACTIONS[weight])
    doc = at["description"].text or at["businessImpact"].text
    return Expectation(name, promise, weight, action, at["dimension"].text, doc)


def _weight(at: Cursor, ledger: Ledger) -> Weight:
    if not at:
        return Weight.ERROR
    weight = _WEIGHTS.get(at.text.lower())
    if weight is None:
        ledger.tell(offences.SEVERITY_UNKNOWN, at, given=at.written.strip("`"))
    return weight or Weight.ERROR


def _name(subject: Subject, at: Cursor) -> str:
    own = slug(at["name"].text) or slug(at["id"].text)
    return own or subject.prefix + (slug(_metric_of(at).text) or "sql")


def _metric_of(at: Cursor) -> Cursor:
    return at["metric"] or at["rule"]


def _promises(subject: Subject, at: Cursor, ledger: Ledger) -> Iterator[tuple[str, RecordRule | Aggregate]]:
    """The promises of one quality rule, each with what its name adds to the rule's."""
    match at["type"].text or "library":
        case "library":
            yield from _library(subject, at, ledger)
        case "sql":
            threshold = _threshold(at, ledger, None)
            if threshold is not None and at["query"].text:
                yield "", threshold.of(Statistic.SQL, subject.paths, query=at["query"].text)
        case "custom":
            engine = at["engine"].text or "its engine"
            ledger.tell(offences.QUALITY_ENGINE, at, name=_name(subject, at), engine=engine)
        case _:
            return  # `text` is for people; a wrong word is a schema error


def _library(subject: Subject, at: Cursor, ledger: Ledger) -> Iterator[tuple[str, RecordRule | Aggregate]]:
    metric = _metric_of(at)
    statistic = _METRICS.get(metric.text) or _OLD_METRICS.get(metric.text)
    if statistic is None:
        if metric.text:
            _unread(at, metric, f"no metric is named `{metric.text}`", f"use {', '.join(_METRICS)}", ledger)
        return
    is_old = metric.text in _OLD_METRICS
    threshold = _threshold(at, ledger, Comparison.EQUAL if is_old else None)
    if threshold is None:
        return
    arguments = _arguments(at)
    if threshold.is_never and subject.found is not None:
        rules = list(_record_rules(subject.found, statistic, arguments, ledger))
        yield from rules
        if rules or statistic is Statistic.INVALID_COUNT:
            return
    yield "", _statistic(subject, statistic, threshold, arguments, ledger)


def _arguments(at: Cursor) -> Cursor:
    """ODCS v3.0 writes the arguments beside the rule."""
    return at["arguments"] or at


def _record_rules(
    found: Found, statistic: Statistic, arguments: Cursor, ledger: Ledger
) -> Iterator[tuple[str, RecordRule]]:
    match statistic:
        case Statistic.NULL_COUNT:
            yield "", Required(found.path)
        case Statistic.MISSING_COUNT:
            yield from _missing(found, arguments["missingValues"], ledger)
        case Statistic.INVALID_COUNT:
            yield from _invalid(found, arguments, ledger)
        case _:
            return


def _missing(found: Found, listed: Cursor, ledger: Ledger) -> Iterator[tuple[str, RecordRule]]:
    has_null = not listed or any(item.value is None for item in listed.items())
    values = _values(found, listed, ledger)
    if values:
        yield "", NoneOf(found.path, values)
    if has_null:
        yield ".null" if values else "", Required(found.path)


def _invalid(found: Found, arguments: Cursor, ledger: Ledger) -> Iterator[tuple[str, RecordRule]]:
    values, pattern = _values(found, arguments["validValues"], ledger), arguments["pattern"]
    if values:
        yield "", OneOf(found.path, values)
    if pattern.text:
        yield ".pattern" if values else "", Matches(found.path, str(pattern.value))
    if not arguments["validValues"] and not pattern.text:
        remedy = "add `arguments` with `validValues` or `pattern`"
        _unread(arguments, arguments, "it says nothing of what is valid", remedy, ledger)


def _values(found: Found, listed: Cursor, ledger: Ledger) -> tuple[Scalar, ...]:
    values = []
    for item in listed.items():
        value = scalar(item)
        if value is None:
            continue
        if _fits(found.field.type, value):
            values.append(value)
        else:
            reason = f"{item.written} is no value that `{found.dotted}` can have"
            _unread(item, item, reason, "write values of the field's type; put quotes around text", ledger)
    return tuple(dict.fromkeys(values))


def _fits(of: Type, value: Scalar) -> bool:
    match of:
        case Boolean():
            return isinstance(value, bool)
        case Integer():
            return isinstance(value, int) and not isinstance(value, bool)
        case Float() | Decimal():
            return isinstance(value, int | Exact) and not isinstance(value, bool)
        case _:
            return isinstance(value, str)


def _threshold(at: Cursor, ledger: Ledger, default: Comparison | None) -> _Threshold | None:
    given = [(comparison, at[key]) for key, comparison in _COMPARISONS.items() if key in at]
    unit = _unit(at["unit"], ledger)
    if not given and default is not None:
        return _Threshold(default, (Exact(0),), unit)
    if len(given) != 1:
        if not given:
            _unread(at, at, "it has no threshold", f"add one of {', '.join(_COMPARISONS)}", ledger)
        return None
    comparison, bound = given[0]
    bounds = _bounds(bound)
    wanted = 2 if comparison in (Comparison.BETWEEN, Comparison.NOT_BETWEEN) else 1
    if len(bounds) != wanted:
        kind = "two numbers" if wanted == 2 else "a number"
        _unread(at, bound, f"`{comparison.value}` is not {kind}", f"write {kind}", ledger)
        return None
    return _Threshold(comparison, bounds, unit)


def _bounds(at: Cursor) -> tuple[Exact, ...]:
    items = list(at.items()) if isinstance(at.value, list) else [at]
    return tuple(item.exact for item in items if item.exact is not None)


def _unit(at: Cursor, ledger: Ledger) -> Unit:
    word = at.text.lower()
    if word in PERCENT_WORDS:
        return Unit.PERCENT
    if word not in _ROW_WORDS:
        _unread(at, at, f"the unit `{at.text}` is not known; it counts rows", "write rows or percent", ledger)
    return Unit.ROWS


def _unread(rule: Cursor, at: Cursor, reason: str, remedy: str, ledger: Ledger) -> None:
    name = rule["name"].text or _metric_of(rule).text or "quality rule"
    ledger.tell(offences.QUALITY_UNREAD, at, name=name, reason=reason, remedy=remedy)


def _statistic(
    subject: Subject, statistic: Statistic, threshold: _Threshold, arguments: Cursor, ledger: Ledger
) -> Aggregate:
    why = "the rule counts the values of these fields"
    named = subject.register.look_up_all(arguments["properties"], "arguments.properties", why, ledger)
    found = subject.found
    if statistic is Statistic.ROW_COUNT:
        return threshold.of(statistic, ())
    return replace(
        threshold.of(statistic, subject.paths + named),
        valid_values=_values(found, arguments["validValues"], ledger) if found else (),
        missing_values=_values(found, arguments["missingValues"], ledger) if found else (),
        pattern=arguments["pattern"].text,
    )
