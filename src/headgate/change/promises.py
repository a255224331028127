"""Whether a quality rule asks for more, for less, or for something else."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as Exact
from fractions import Fraction
from typing import assert_never

from headgate.change.promise_kinds import Promise
from headgate.change.relation import Range, Relation, mirrored, of_containment, of_ranges, of_sets
from headgate.model import (
    Aggregate,
    Comparison,
    HasItems,
    HasLength,
    InRange,
    MultipleOf,
    NoneOf,
    OneOf,
    Statistic,
)


def of_promises(before: Promise, after: Promise) -> Relation:
    """How the set of records (or windows) that keep the rule changed; NARROWED asks for more."""
    if before == after:
        return Relation.SAME
    match before, after:
        case Aggregate(), Aggregate():
            return _aggregates(before, after)
        case Aggregate(), _:
            return Relation.REPLACED
        case _, Aggregate():
            return Relation.REPLACED
        case _ if before.field != after.field:
            return Relation.REPLACED
        case InRange(), InRange():
            return of_ranges(_range(before), _range(after))
        case HasLength(), HasLength():
            return of_ranges(_counts(before.minimum, before.maximum), _counts(after.minimum, after.maximum))
        case HasItems(), HasItems():
            return of_ranges(_counts(before.minimum, before.maximum), _counts(after.minimum, after.maximum))
        case MultipleOf(factor=one), MultipleOf(factor=other):
            return _factors(one, other)
        case OneOf(values=one), OneOf(values=other):
            return of_sets(frozenset(one), frozenset(other))
        case NoneOf(values=one), NoneOf(values=other):
            return mirrored(of_sets(frozenset(one), frozenset(other)))
        case _:
            return Relation.REPLACED


def _range(rule: InRange) -> Range:
    return Range(rule.minimum, rule.maximum, rule.exclusive_minimum, rule.exclusive_maximum)


def _counts(minimum: int | None, maximum: int | None) -> Range:
    return Range(minimum or 0, maximum)


def _factors(before: Exact, after: Exact) -> Relation:
    if not before or not after:
        return Relation.REPLACED
    one, other = Fraction(before), Fraction(after)
    return of_containment(not other % one, not one % other)


def _aggregates(before: Aggregate, after: Aggregate) -> Relation:
    measured = (replace(one, comparison=Comparison.EQUAL, bounds=()) for one in (before, after))
    if len(set(measured)) > 1:
        return Relation.REPLACED
    one, other = _threshold(before), _threshold(after)
    return Relation.REPLACED if one is None or other is None else of_ranges(one, other)


def _threshold(rule: Aggregate) -> Range | None:
    """The values that the statistic may have; None where they are not one range."""
    first, last = rule.bounds[0], rule.bounds[-1]
    # A number of records is none below zero.
    least = None if rule.statistic is Statistic.SQL else Exact(0)
    match rule.comparison:
        case Comparison.EQUAL:
            return Range(first, first)
        case Comparison.BETWEEN:
            return Range(first, last)
        case Comparison.ABOVE:
            return Range(low=first, above_low=True)
        case Comparison.AT_LEAST:
            return Range(low=first)
        case Comparison.BELOW:
            return Range(least, first, below_high=True)
        case Comparison.AT_MOST:
            return Range(least, first)
        case Comparison.NOT_EQUAL | Comparison.NOT_BETWEEN:
            return None
        case _:
            assert_never(rule.comparison)
