"""Positions in a text file: lines and columns count from 1, columns in characters."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A character of a text: line and column, both from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text; `end` is the first character after it."""

    start: Position
    end: Position


START = Span(Position(1, 1), Position(1, 1))


@dataclass(frozen=True, slots=True)
class Place:
    """A span in a named file; `path` is as the user gave it, `<text>` for a string.

    `pointer` is the RFC 6901 pointer of the node, empty for the whole document.
    """

    path: str
    span: Span = START
    pointer: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.span.start.line}:{self.span.start.column}"
