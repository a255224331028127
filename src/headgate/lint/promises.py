"""What an expectation is about: its fields, its pattern."""

from __future__ import annotations

from headgate.model import Aggregate, Expectation, FieldPath, Matches


def fields_of(expectation: Expectation) -> tuple[FieldPath, ...]:
    """The fields that the expectation names; none for a row count or a query."""
    promise = expectation.promise
    return promise.fields if isinstance(promise, Aggregate) else (promise.field,)


def pattern_of(expectation: Expectation) -> str:
    """The regular expression of the expectation, empty without one."""
    promise = expectation.promise
    return promise.pattern if isinstance(promise, Matches | Aggregate) else ""
