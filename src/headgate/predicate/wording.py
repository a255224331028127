"""A rule in words, for people who read a dead letter."""

from __future__ import annotations

from typing import Final, assert_never

from headgate.model import (
    HasFormat,
    HasItems,
    HasLength,
    InRange,
    Matches,
    MultipleOf,
    NoneOf,
    OneOf,
    RecordRule,
    Required,
)

_BOUND_WORDS: Final[dict[bool, tuple[str, str]]] = {False: ("at least", "at most"), True: ("above", "below")}


def reason_of(rule: RecordRule) -> str:
    """What the rule asks, as the end of "the value …": bounds and patterns, never a value."""
    match rule:
        case Required():
            return "must be there"
        case InRange():
            return _range_words(rule)
        case MultipleOf(factor=factor):
            return f"must be a multiple of {factor}"
        case HasLength(minimum=minimum, maximum=maximum):
            return f"must have {_count_words(minimum, maximum)} characters"
        case HasItems(minimum=minimum, maximum=maximum):
            return f"must have {_count_words(minimum, maximum)} items"
        case Matches(pattern=pattern):
            return f"must match {pattern}"
        case HasFormat(format=format_):
            return f"must be of format {format_.value}"
        case OneOf(values=values):
            return "must be one of " + ", ".join(map(str, values))
        case NoneOf(values=values):
            return "must be none of " + ", ".join(map(str, values))
        case _:
            assert_never(rule)


def _range_words(rule: InRange) -> str:
    words: list[str] = []
    if rule.minimum is not None:
        words.append(f"{_BOUND_WORDS[rule.exclusive_minimum][0]} {rule.minimum}")
    if rule.maximum is not None:
        words.append(f"{_BOUND_WORDS[rule.exclusive_maximum][1]} {rule.maximum}")
    return "must be " + " and ".join(words)


def _count_words(minimum: int | None, maximum: int | None) -> str:
    if maximum is None:
        return f"at least {minimum or 0}"
    return f"at most {maximum}" if minimum is None else f"{minimum} to {maximum}"
