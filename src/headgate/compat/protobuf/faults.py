"""A place in a .proto text, and the one error that a text which is no schema ends in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

from headgate.compat.verdict import SchemaTextError


@dataclass(frozen=True, slots=True)
class Point:
    """A line and a column, both from 1."""

    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.line}:{self.column}"


def fail(at: Point, what: str) -> NoReturn:
    """Raises `SchemaTextError` with the place and what is wrong there."""
    raise SchemaTextError(f"{at}: {what}")
