"""What the rules of one field add up to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from headgate.model import (
    Aggregate,
    Format,
    HasFormat,
    HasItems,
    HasLength,
    InRange,
    Matches,
    MultipleOf,
    OneOf,
    RecordRule,
    Scalar,
)

WIDTH: Final = Decimal(1_000)


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that a made-up value keeps; None is no bound."""

    low: Decimal | None = None
    high: Decimal | None = None
    factor: Decimal | None = None
    shortest: int = 0
    longest: int | None = None
    items: int = 2
    format: Format | None = None
    pattern: str | None = None
    values: tuple[Scalar, ...] = ()

    @property
    def range(self) -> tuple[Decimal, Decimal]:
        """The lowest and the highest number."""
        if self.low is None:
            return (Decimal(1), Decimal(1) + WIDTH) if self.high is None else (self.high - WIDTH, self.high)
        return self.low, self.low + WIDTH if self.high is None else self.high


def limits_of(rules: Iterable[RecordRule | Aggregate]) -> Limits:
    """The limits that all `rules` set together."""
    limits = Limits()
    for rule in rules:
        limits = _narrowed(limits, rule)
    return limits


def _narrowed(limits: Limits, rule: RecordRule | Aggregate) -> Limits:
    match rule:
        case InRange(minimum=low, maximum=high):
            return replace(
                limits, low=_first(_number(low), limits.low), high=_first(_number(high), limits.high)
            )
        case MultipleOf(factor=factor):
            return replace(limits, factor=factor)
        case HasLength(minimum=low, maximum=high):
            return replace(limits, shortest=max(limits.shortest, low or 0), longest=high or limits.longest)
        case HasItems(minimum=low, maximum=high):
            return replace(limits, items=low or min(limits.items, limits.items if high is None else high))
        case HasFormat(format=format_):
            return replace(limits, format=format_)
        case Matches(pattern=pattern):
            return replace(limits, pattern=pattern)
        case OneOf(values=values):
            return replace(limits, values=values)
        case _:
            return limits


def _number(bound: Scalar | None) -> Decimal | None:
    return Decimal(bound) if isinstance(bound, int | Decimal) else None


def _first(bound: Decimal | None, otherwise: Decimal | None) -> Decimal | None:
    return otherwise if bound is None else bound
