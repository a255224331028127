"""What a plain YAML scalar means, as the tools of the field read it (YAML 1.1 words, JSON numbers)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

MAX_DIGITS: Final = 64
"""Longer numbers are text: no promise needs them, and arithmetic on them would never end."""

MAX_EXPONENT: Final = 308
"""The widest exponent a double has."""

_INTEGER = re.compile(r"[-+]?[0-9]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_DECIMAL = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))(?:[eE]([-+]?[0-9]+))?")
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_TRUTHS: Final = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_OLD_TRUTHS: Final = {
    word: truth
    for words, truth in ((("yes", "on"), True), (("no", "off"), False))
    for low in words
    for word in (low, low.capitalize(), low.upper())
}


def is_old_truth(text: str) -> bool:
    """Whether a plain `text` is a truth value in YAML 1.1 and a word in YAML 1.2 (`yes`, `NO`, `on`)."""
    return text in _OLD_TRUTHS


def is_oversized(text: str) -> bool:
    """Whether a plain `text` looks like a number that is too long to be one."""
    return _number_like(text) and _number(text) is None


def plain_value(text: str) -> bool | int | Decimal | str | None:
    """The value of an unquoted scalar; what is neither null, truth nor number is its own text."""
    if text in _NULLS:
        return None
    truth = _TRUTHS.get(text, _OLD_TRUTHS.get(text))
    if truth is not None:
        return truth
    if text[0] in "+-.0123456789":
        number = _number(text)
        return text if number is None else number
    return text


def _number_like(text: str) -> bool:
    return any(form.fullmatch(text) for form in (_INTEGER, _HEXADECIMAL, _DECIMAL))


def _number(text: str) -> int | Decimal | None:
    if len(text) > MAX_DIGITS:
        return None
    if _INTEGER.fullmatch(text):
        return int(text)
    if _HEXADECIMAL.fullmatch(text):
        return int(text, 16)
    match = _DECIMAL.fullmatch(text)
    if match is None or abs(int(match[1] or 0)) > MAX_EXPONENT:
        return None
    return Decimal(text)
