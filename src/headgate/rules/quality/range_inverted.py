"""quality/range-inverted — the lowest value allowed is above the highest.

Why: no value lies in the range, so every record would be a dead letter, or the statistic could never hold.

Instead: exchange the two, or correct the one that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.fields import dotted, find
from headgate.model import (
    Aggregate,
    Comparison,
    Expectation,
    FieldPath,
    HasItems,
    HasLength,
    InRange,
    Stream,
    Type,
)
from headgate.predicate.tree import LiteralValue
from headgate.predicate.typed import MisfitError, literal

EMPTY_RANGE = Message(
    title="nothing lies between {low} and {high}, the bounds of `{what}`",
    remedy="exchange the bounds, or correct the wrong one",
)


@rule(on=Stream, severity=Severity.ERROR, since="0.1")
def check(stream: Stream, context: Context) -> Iterator[Finding]:
    for expectation in stream.expectations:
        bounds = _own_bounds(expectation)
        if bounds is not None and bounds[0] > bounds[1]:
            place = context.source.expectation(stream.name, expectation.name)
            yield EMPTY_RANGE.at(place, low=bounds[0], high=bounds[1], what=expectation.name)
    for low, high in _pairs(stream):
        field = find(stream, high[1].field)
        if field is not None and not _room(low[1], high[1], field.type):
            place = context.source.expectation(stream.name, high[0])
            smallest, largest, what = low[1].minimum, high[1].maximum, dotted(high[1].field)
            yield EMPTY_RANGE.at(place, low=smallest, high=largest, what=what)


def _own_bounds(expectation: Expectation) -> tuple[Decimal | int, Decimal | int] | None:
    match expectation.promise:
        case HasLength(_, int() as low, int() as high) | HasItems(_, int() as low, int() as high):
            return low, high
        case Aggregate(comparison=Comparison.BETWEEN | Comparison.NOT_BETWEEN, bounds=(low, high)):
            return low, high
        case _:
            return None


def _pairs(stream: Stream) -> Iterator[tuple[tuple[str, InRange], tuple[str, InRange]]]:
    """Every lower bound with every upper bound of the same field, by the names of their expectations."""
    by_field: dict[FieldPath, list[tuple[str, InRange]]] = {}
    for expectation in stream.expectations:
        if isinstance(expectation.promise, InRange):
            by_field.setdefault(expectation.promise.field, []).append((expectation.name, expectation.promise))
    for ranges in by_field.values():
        lows = [found for found in ranges if found[1].minimum is not None]
        highs = [found for found in ranges if found[1].maximum is not None]
        yield from ((low, high) for low in lows for high in highs)


def _room(low: InRange, high: InRange, kind: Type) -> bool:
    """Whether a value lies between; what is no value of the type is for another rule, and passes."""
    if low.minimum is None or high.maximum is None:
        return True
    try:
        smallest, largest = literal(low.minimum, kind).value, literal(high.maximum, kind).value
    except MisfitError:
        return True
    exclusive = low.exclusive_minimum or high.exclusive_maximum
    return _less(smallest, largest) or (smallest == largest and not exclusive)


def _less(one: LiteralValue, other: LiteralValue) -> bool:
    """Whether `one` is below `other`: both are of one type."""
    match one, other:
        case Decimal() as low, Decimal() as high:
            return low < high
        case datetime() as early, datetime() as late:
            return early < late
        case time() as early, time() as late:
            return early < late
        case date() as early, date() as late:
            return early < late
        case _:
            return False
