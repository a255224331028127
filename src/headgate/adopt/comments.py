"""The comments of a .proto text, by the line of what they describe: those above it, else the one behind it."""

from __future__ import annotations

import re
from typing import Final

_LINE: Final = re.compile(r"^\s*//\s?(?P<text>.*?)\s*$")
_BLOCK_LINE: Final = re.compile(r"^\s*/\*+\s?(?P<text>.*?)\s*\*/\s*$")
_BLOCK_END: Final = re.compile(r"^(?P<text>(?:(?!/\*).)*?)\s*\*/\s*$")
_DEPRECATED: Final = re.compile(r"\[[^\]]*\bdeprecated\s*=\s*true\b")
_BEHIND: Final = re.compile(r"[;{]\s*//\s?(?P<text>[^\n]*?)\s*$")


class Comments:
    """Looks comments up in one text."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()

    def of(self, line: int) -> str:
        """What the comment of the declaration on a line (from 1) says, as one paragraph."""
        return self._above(line - 2) or self._behind(line - 1)

    def says_deprecated(self, line: int) -> bool:
        """Whether the field on a line (from 1) has the option `deprecated = true`."""
        statement = "\n".join(self._lines[line - 1 :]).partition(";")[0]
        return _DEPRECATED.search(statement) is not None

    def _behind(self, index: int) -> str:
        found = _BEHIND.search(self._lines[index]) if index < len(self._lines) else None
        return found["text"] if found else ""

    def _above(self, index: int) -> str:
        if index < 0:
            return ""
        single = _BLOCK_LINE.match(self._lines[index])
        if single:
            return single["text"]
        if _BLOCK_END.match(self._lines[index]):
            return self._block(index)
        found: list[str] = []
        while index >= 0 and (match := _LINE.match(self._lines[index])):
            found.insert(0, match["text"])
            index -= 1
        return _joined(found)

    def _block(self, last: int) -> str:
        first = last
        while first >= 0 and "/*" not in self._lines[first]:
            first -= 1
        if first < 0:
            return ""
        whole = "\n".join(self._lines[first : last + 1])
        inside = whole.partition("/*")[2].rpartition("*/")[0]
        return _joined([line.strip().lstrip("*").strip() for line in inside.splitlines()])


def _joined(lines: list[str]) -> str:
    return " ".join(line for line in lines if line).strip()
