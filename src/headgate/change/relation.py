"""Whether a value may become more, fewer or other things: of types, ranges and sets."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal as Exact
from enum import Enum
from typing import Final

from headgate.model import Decimal, Enumeration, Float, Integer, Scalar, Text, Type, Uuid


class Relation(Enum):
    """What became of what a promise allows."""

    SAME = "same"
    NARROWED = "narrowed"
    WIDENED = "widened"
    REPLACED = "replaced"


_MIRRORED: Final = {Relation.NARROWED: Relation.WIDENED, Relation.WIDENED: Relation.NARROWED}


def of_sets(before: AbstractSet[object], after: AbstractSet[object]) -> Relation:
    """How the set of allowed values changed."""
    return of_containment(before >= after, before <= after)


def of_containment(has_all_of_after: bool, has_all_of_before: bool) -> Relation:
    """How what is allowed changed, from which side has all that the other has."""
    if has_all_of_after and has_all_of_before:
        return Relation.SAME
    if has_all_of_after:
        return Relation.NARROWED
    return Relation.WIDENED if has_all_of_before else Relation.REPLACED


def of_types(before: Type, after: Type) -> Relation:
    """How a type that is not a struct, list, map or enumeration on both sides changed.

    Another unit, zone or scale is a replacement: the same bytes then mean another value.
    """
    if before == after:
        return Relation.SAME
    if _is_within(before, after):
        return Relation.WIDENED
    return Relation.NARROWED if _is_within(after, before) else Relation.REPLACED


def _is_within(small: Type, large: Type) -> bool:
    match small, large:
        case (Integer(one), Integer(other)) | (Float(one), Float(other)):
            return one <= other
        case Integer(32), Float(64):
            return True
        case Decimal(one, scale), Decimal(other, other_scale):
            return one <= other and scale == other_scale
        case ((Uuid() | Enumeration()), Text()):
            return True
        case _:
            return False


def combined(*relations: Relation) -> Relation:
    """What several relations come to: two that pull apart are a replacement."""
    moved = {relation for relation in relations if relation is not Relation.SAME}
    if len(moved) > 1:
        return Relation.REPLACED
    return next(iter(moved), Relation.SAME)


def mirrored(relation: Relation) -> Relation:
    """The relation the other way round."""
    return _MIRRORED.get(relation, relation)


@dataclass(frozen=True, slots=True)
class Range:
    """Values between two bounds; None is no bound."""

    low: Scalar | None = None
    high: Scalar | None = None
    above_low: bool = False
    below_high: bool = False

    def has(self, other: Range) -> bool | None:
        """Whether all of the other range lies in this one; None where the bounds do not compare."""
        low = _reaches(self.low, other.low, strict=self.above_low and not other.above_low)
        high = _reaches(
            other.high, self.high, strict=self.below_high and not other.below_high, outer_first=False
        )
        return None if low is None or high is None else low and high


def of_ranges(before: Range, after: Range) -> Relation:
    """How the range of allowed values changed."""
    shrank, grew = before.has(after), after.has(before)
    if shrank is None or grew is None:
        return Relation.REPLACED
    return of_containment(shrank, grew)


def _reaches(
    lower: Scalar | None, upper: Scalar | None, *, strict: bool, outer_first: bool = True
) -> bool | None:
    """Whether the outer bound lets all through that the inner one does; the first one is the lower."""
    outer, inner = (lower, upper) if outer_first else (upper, lower)
    if outer is None:
        return True
    if inner is None:
        return False
    order = _order(lower, upper)
    if order is None:
        return None
    return order < 0 or (order == 0 and not strict)


def _order(one: Scalar | None, other: Scalar | None) -> int | None:
    """Negative, zero or positive as `one` is less, equal or more; None where the two do not compare."""
    if isinstance(one, str) and isinstance(other, str):
        return _order_of_moments(one, other)
    if isinstance(one, int | Exact) and isinstance(other, int | Exact):
        return (one > other) - (one < other)
    return None


def _order_of_moments(one: str, other: str) -> int | None:
    """The order of two days, times of day or instants, whatever zone they are written in."""
    first, second = _moment(one), _moment(other)
    if first is None or second is None or (first.tzinfo is None) != (second.tzinfo is None):
        return None
    return (first > second) - (first < second)


def _moment(text: str) -> datetime | None:
    """The instant, or the start of the day, or the time on some day."""
    for written in (text, f"2000-01-01T{text}"):
        try:
            return datetime.fromisoformat(written)
        except ValueError:
            continue
    return None
