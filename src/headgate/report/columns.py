"""Columns in UTF-16 code units, as editors and forges count them; the report counts characters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from headgate.diagnostics import Position, Span
from headgate.odcs.texts import LINE_END

LAST_OF_ONE_UNIT: Final = "\uffff"
BYTE_ORDER_MARK: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Columns:
    """Recounts spans in the files whose texts are known."""

    sources: Mapping[str, str]
    _lines: dict[str, list[str]] = field(default_factory=dict)

    def recounted(self, path: str, span: Span) -> Span:
        """`span` with UTF-16 columns; as it is when the text is not known."""
        lines = self._of(path)
        return Span(_recounted(span.start, lines), _recounted(span.end, lines)) if lines else span

    def _of(self, path: str) -> list[str]:
        """The lines of a file, or none when both countings agree all over it."""
        if path not in self._lines:
            text = self.sources.get(path, "").removeprefix(BYTE_ORDER_MARK)
            apart = max(text, default="") > LAST_OF_ONE_UNIT
            self._lines[path] = LINE_END.split(text) if apart else []
        return self._lines[path]


def _recounted(position: Position, lines: list[str]) -> Position:
    before = lines[position.line - 1][: position.column - 1] if position.line <= len(lines) else ""
    extra = sum(character > LAST_OF_ONE_UNIT for character in before)
    return Position(position.line, position.column + extra)
