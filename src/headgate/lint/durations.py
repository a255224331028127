"""How rules spell lengths of time."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

UNITS: Final = {
    "d": timedelta(days=1),
    "h": timedelta(hours=1),
    "m": timedelta(minutes=1),
    "s": timedelta(seconds=1),
    "ms": timedelta(milliseconds=1),
}


def spell(length: timedelta) -> str:
    """`5m`, `36h`, `1500ms`: in the largest unit that divides the length."""
    unit = unit_of(length)
    return f"{length // UNITS[unit]}{unit}"


def unit_of(length: timedelta) -> str:
    """The largest unit that divides `length`; seconds for nothing, milliseconds for less than one."""
    if not length:
        return "s"
    return next((unit for unit, one in UNITS.items() if not length % one), "ms")


def with_margin(length: timedelta) -> timedelta:
    """`length` and a third more, rounded up to its own unit."""
    one = UNITS[unit_of(length)]
    return length - (-length // 3 // one) * one
