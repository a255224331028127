"""What an expectation is about: its fields, its pattern."""

from __future__ import annotations

import re
import warnings
from typing import Final

from headgate.model import Aggregate, Expectation, FieldPath, Matches


def fields_of(expectation: Expectation) -> tuple[FieldPath, ...]:
    """The fields that the expectation names; none for a row count or a query."""
    promise = expectation.promise
    return promise.fields if isinstance(promise, Aggregate) else (promise.field,)


def pattern_of(expectation: Expectation) -> str:
    """The regular expression of the expectation, empty without one."""
    promise = expectation.promise
    return promise.pattern if isinstance(promise, Matches | Aggregate) else ""


_OTHERS: Final = ("bad escape", "unknown extension")
"""What Python says of words that only other engines know."""


def broken(pattern: str) -> re.error | None:
    """What makes the pattern no regular expression anywhere.

    None where an engine takes it, and where it is merely too much for one: too deep, or with too large a count.
    """
    try:
        with warnings.catch_warnings(action="ignore"):
            re.compile(pattern)
    except re.error as problem:
        return None if problem.msg.startswith(_OTHERS) else problem
    except (OverflowError, RecursionError, ValueError):
        return None
    return None
