"""Small changes of a contract's text that leave all else as its author wrote it: comments, layout, quotes, line ends.

Each function gives the edit, or None where the text is written in a way that it does not dare to touch (a value that
an alias shares, a text over several lines).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from headgate.diagnostics import Edit, Position, Span
from headgate.odcs.nodes import pointer as pointer_of
from headgate.odcs.scalars import plain_value
from headgate.odcs.source import Locate
from headgate.odcs.texts import BOM, LINE_END

_PLAIN: Final = re.compile(r"[A-Za-z0-9_/][A-Za-z0-9_./@+-]*(?: [A-Za-z0-9_./@+-]+)*")
_QUOTES: Final = ('"', "'")
_NOT_ONE_LINE: Final = ("|", ">")
_TAGGED: Final = ("&", "!", "*")


@dataclass(frozen=True, slots=True)
class Written:
    """A text as it was read: `locate` and `document` are the reading's own."""

    text: str
    locate: Locate
    document: object

    def set_scalar(self, pointer: str, value: bool | int | str) -> Edit | None:
        """Writes another value in place of the scalar at `pointer`, in its quotes."""
        span = self.own_span(pointer)
        if span is None or isinstance(_resolve(self.document, pointer), dict | list):
            return None
        raw = self.slice(span)
        if not raw or raw[0] in _NOT_ONE_LINE or span.start.line != span.end.line:
            return None
        return Edit(span, spelled(value, raw[0] if raw[0] in _QUOTES else ""))

    def quote(self, pointer: str) -> Edit | None:
        """Puts quotes around the scalar at `pointer`, so that it is text as it is written."""
        edit = self.set_scalar(pointer, "")
        raw = "" if edit is None else self.slice(edit.span)
        return None if edit is None or raw[0] in _QUOTES else Edit(edit.span, json.dumps(raw))

    def rename_key(self, pointer: str, name: str) -> Edit | None:
        """Gives the key at `pointer` another name."""
        above, _, old = pointer.rpartition("/")
        if self.own_span(pointer) is None or name in self._keys(above):
            return None
        span = self.locate(pointer, True)
        raw = self.slice(span)
        quote = raw[:1] if raw[:1] in _QUOTES else ""
        if raw.strip("\"'") != _unescaped(old):
            return None
        return Edit(span, spelled(name, quote))

    def add_key(
        self, pointer: str, key: str, value: bool | int | str, after: Iterable[str] = ()
    ) -> Edit | None:
        """Adds a key to the mapping at `pointer`, behind the first of the keys `after` that is on one line."""
        span = self.own_span(pointer) if pointer else self.locate("", False)
        keys = self._keys(pointer)
        if span is None or key in keys:
            return None
        is_flow = self.slice(span)[:1] == "{"
        if not keys:
            inside = Position(span.start.line, span.start.column + 1)
            return Edit(Span(inside, inside), f"{key}: {spelled(value)}") if is_flow else None
        for name in (*after, *keys):
            behind = self._line_end(pointer + pointer_of(name)) if name in keys else None
            if behind is not None:
                return self._insertion(behind, keys, pointer, f"{key}", spelled(value), is_flow=is_flow)
        return None

    def delete_item(self, pointer: str) -> Edit | None:
        """Takes an entry out of a list: with its comma in brackets, with its line below a dash."""
        above, _, number = pointer.rpartition("/")
        span, around = self.own_span(pointer), self.own_span(above)
        if span is None or around is None or not number.isdecimal():
            return None
        if self.slice(around)[:1] == "[":
            return self._out_of_brackets(span, above, int(number))
        line = self._line(span.start.line)
        if span.start.line != span.end.line or line.strip() != f"- {self.slice(span)}":
            return None
        return Edit(Span(Position(span.start.line, 1), Position(span.start.line + 1, 1)), "")

    def own_span(self, pointer: str) -> Span | None:
        """Where the node is written; None when an alias or a merge puts it there, or it is not there."""
        above = Span(Position(1, 1), Position(len(self.text) + 2, 1))
        steps, here = pointer.split("/")[1:], ""
        for step in steps:
            around = self.locate(here, False) if here else above
            here = f"{here}/{step}"
            span, key = self.locate(here, False), self.locate(here, True)
            inside = around.start <= min(key.start, span.start) and span.end <= around.end
            if not inside or not _is_there(self.document, here) or self.slice(span)[:1] in _TAGGED:
                return None
        return self.locate(pointer, False) if pointer else None

    def slice(self, span: Span) -> str:
        """The characters of a span."""
        starts = line_starts(self.text)
        return self.text[offset(starts, span.start) : offset(starts, span.end)]

    def _line(self, number: int) -> str:
        return self.slice(Span(Position(number, 1), Position(number + 1, 1)))

    def _keys(self, pointer: str) -> tuple[str, ...]:
        node = _resolve(self.document, pointer)
        return tuple(str(key) for key in node) if isinstance(node, dict) else ()

    def _line_end(self, pointer: str) -> Position | None:
        """Where the one-line scalar ends; None for anything else, and for nothing."""
        span, key = self.own_span(pointer), self.locate(pointer, True)
        if span is None or span.start.line != span.end.line or key.start.line != span.start.line:
            return None
        raw = self.slice(span)
        return span.end if raw and raw[0] not in _NOT_ONE_LINE else None

    def _insertion(
        self, behind: Position, keys: tuple[str, ...], pointer: str, key: str, value: str, *, is_flow: bool
    ) -> Edit:
        first = self.locate(pointer + pointer_of(keys[0]), True)
        quote = self.slice(first)[:1]
        name = f'"{key}"' if quote == '"' else key
        if is_flow:
            return Edit(Span(behind, behind), f", {name}: {value}")
        line = self._line(behind.line)
        end = Position(behind.line, len(line.rstrip("\r\n\x85\u2028\u2029")) + 1)
        return Edit(Span(end, end), f"{self._line_break()}{' ' * (first.start.column - 1)}{name}: {value}")

    def _out_of_brackets(self, span: Span, above: str, number: int) -> Edit | None:
        """From the entry before to this one's end; of the first, from it to the next one's start."""
        count = len(_items(self.document, above))
        if number:
            before = self.locate(f"{above}/{number - 1}", False)
            cut = Span(before.end, span.end)
        elif count > 1:
            cut = Span(span.start, self.locate(f"{above}/1", False).start)
        else:
            cut = span
        return None if "#" in self.slice(cut).replace(self.slice(span), "") else Edit(cut, "")

    def _line_break(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"


def spelled(value: bool | int | str, quote: str = "") -> str:
    """A scalar in YAML on one line; text that would be read as something else gets quotes."""
    if not isinstance(value, str):
        return json.dumps(value)
    if quote == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    is_plain = _PLAIN.fullmatch(value) is not None and plain_value(value) == value
    return value if is_plain and not quote else json.dumps(value, ensure_ascii=False)


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made, which must not overlap; a byte order mark stays."""
    mark, body = (BOM, text[1:]) if text.startswith(BOM) else ("", text)
    starts = line_starts(body)
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        start, end = offset(starts, edit.span.start), offset(starts, edit.span.end)
        body = body[:start] + edit.text + body[end:]
    return mark + body


@lru_cache(maxsize=8)
def line_starts(text: str) -> tuple[int, ...]:
    """The offset of each line's first character; the last is the text's length.

    Lines end where YAML ends them: a form feed, which `splitlines` would count, is none of its line ends.
    """
    starts = [0, *(match.end() for match in LINE_END.finditer(text))]
    return tuple(starts) if starts[-1] == len(text) else (*starts, len(text))


def offset(starts: Sequence[int], position: Position) -> int:
    """How many characters stand before a position."""
    if position.line > len(starts):
        return starts[-1]
    return min(starts[position.line - 1] + position.column - 1, starts[-1])


def _is_there(document: object, pointer: str) -> bool:
    above, _, last = pointer.rpartition("/")
    node = _resolve(document, above)
    if isinstance(node, list):
        return last.isdecimal() and int(last) < len(node)
    return isinstance(node, dict) and _unescaped(last) in node


def _resolve(document: object, pointer: str) -> object:
    node = document
    for step in pointer.split("/")[1:]:
        if isinstance(node, dict):
            node = node.get(_unescaped(step))
        elif isinstance(node, list) and step.isdecimal() and int(step) < len(node):
            node = node[int(step)]
        else:
            return None
    return node


def _items(document: object, pointer: str) -> list[object]:
    node = _resolve(document, pointer)
    return node if isinstance(node, list) else []


def _unescaped(step: str) -> str:
    return step.replace("~1", "/").replace("~0", "~")
