"""Durations, rates and names as contracts write them."""

from __future__ import annotations

import re
from collections.abc import Container
from datetime import timedelta
from fractions import Fraction
from typing import Final

# As in the schemas of the headgate property. No longer ones: sums and shares of durations must stay durations.
_DURATION = re.compile(r"(?![0-9]{7,}h|[0-9]{6,}d)([0-9]{1,9})(ms|s|m|h|d)")
LONGEST: Final = timedelta(days=99_999)
_RATE = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,6})?)/([smhd])")
_UNITS: Final = {
    "ms": timedelta(milliseconds=1),
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
}
_WORDS: Final = {
    "ms": ("millisecond", "milliseconds", "msec", "millis"),
    "s": ("sec", "secs", "second", "seconds"),
    "m": ("min", "mins", "minute", "minutes"),
    "h": ("hr", "hrs", "hour", "hours"),
    "d": ("day", "days"),
}
_WEEK: Final = timedelta(days=7)
_WEEK_WORDS: Final = ("w", "week", "weeks")
PERCENT_WORDS: Final = frozenset(("percent", "%", "pct", "percentage"))


def duration(text: str) -> timedelta | None:
    """The time span that `5m`, `500ms` or `30d` spells, or None."""
    match = _DURATION.fullmatch(text)
    return None if match is None else int(match[1]) * _UNITS[match[2]]


def rate(text: str) -> Fraction | None:
    """Records a second that `23148/s` or `500/h` spells, or None."""
    match = _RATE.fullmatch(text)
    if match is None:
        return None
    return Fraction(match[1]) / Fraction(_UNITS[match[2]] // timedelta(seconds=1))


def time_unit(word: str) -> timedelta | None:
    """The span of one ODCS SLA unit (`s`, `minutes`, `d`), or None for what is no fixed time."""
    low = word.strip().lower()
    if low in _WEEK_WORDS:
        return _WEEK
    return next((span for unit, span in _UNITS.items() if low == unit or low in _WORDS[unit]), None)


def slug(text: str) -> str:
    """A name for metrics and headers: ASCII letters, digits, `_`, `.` and `-`."""
    return re.sub(r"[^0-9A-Za-z_.-]+", "_", text).strip("_")


def unused(name: str, taken: Container[str]) -> str:
    """The name, with the first number from 2 that makes it a new one when it is taken."""
    free, count = name, 1
    while free in taken:
        count += 1
        free = f"{name}-{count}"
    return free
