"""The line of a text that a finding is about, with carets under the place."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

from headgate.diagnostics import Place
from headgate.odcs.texts import BOM, LINE_END

WIDEST: Final = 120
"""Longer lines are cut around the place, so that a text of one line does not fill the screen."""
BEFORE: Final = 40
CUT: Final = "…"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One line (empty when the place is outside of the text), its number, and what stands below it."""

    number: str
    line: str
    carets: str

    @property
    def gutter(self) -> int:
        """How wide the line number is."""
        return len(self.number)


def excerpt(place: Place, source: str, label: str) -> Excerpt:
    """What to show of `place`; a span over several lines is marked on its first."""
    first = place.span.start
    text = _line(source, first.line)
    if text is None:
        return Excerpt(str(first.line), "", "")
    start = min(first.column - 1, len(text))
    one_line = place.span.end.line == first.line
    end = place.span.end.column - 1 if one_line else len(text.rstrip())
    line, start, end = _cut(text, start, max(min(end, len(text)), start + 1))
    carets = " " * _width(line[:start]) + "^" * max(_width(line[start:end]), 1)
    return Excerpt(str(first.line), printable(line), f"{carets} {printable(label)}".rstrip())


def printable(text: str) -> str:
    """`text` on one line without control characters, which could rewrite a terminal."""
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character.isprintable():
        return character
    return " " if character in "\t\n\r" else "\N{REPLACEMENT CHARACTER}"


def _line(source: str, number: int) -> str | None:
    """Line `number` of the text without its end; None outside of the text, or when it is blank."""
    rows = LINE_END.split(source.removeprefix(BOM), number)
    return rows[number - 1] if len(rows) >= number and rows[number - 1].strip() else None


def _cut(text: str, start: int, end: int) -> tuple[str, int, int]:
    if len(text) <= WIDEST:
        return text, start, end
    left = max(0, start - BEFORE)
    kept = text[left : left + WIDEST]
    head = CUT if left else ""
    tail = CUT if left + WIDEST < len(text) else ""
    shift = len(head) - left
    return head + kept + tail, start + shift, min(end + shift, len(head) + len(kept))


def _width(text: str) -> int:
    """Columns that a terminal gives the text: none for combining marks, two for East Asian wide characters."""
    return len(text) if text.isascii() else sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
