"""Patterns that mean the same to Python's `re`, Java, RE2 and ECMAScript, as a search for yes or no.

The engines disagree about `\\d` (ASCII or Unicode), `$` (before a final newline or not), `.` (which line ends),
`\\b`, named groups and whatever backtracks. What has one meaning is rewritten into the words all of them share;
the rest is refused with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final


class Engine(Enum):
    """A regular expression engine; the value is how it says "end of the text", the one word they differ in."""

    PYTHON = r"\Z"
    JAVA = r"\z"
    RE2 = r"(?:\z)"
    ECMA = "$"


@dataclass(frozen=True, slots=True)
class PortablePattern:
    """A pattern cut at its `$` signs, whose spelling alone differs between engines."""

    parts: tuple[str, ...]

    def spelled(self, engine: Engine) -> str:
        """The pattern in the engine's words, for a search that is not anchored."""
        return engine.value.join(self.parts) or "(?:)"


class NotPortableError(ValueError):
    """The text is not a pattern that every engine reads alike; the message says why and at which character."""


_MAX_REPEAT: Final = 1000  # RE2 refuses larger counts, also as a product of nested ones
_MAX_DIGITS: Final = 9
_MAX_DEPTH: Final = 60
_SHORTHANDS: Final = {"d": "0-9", "w": "A-Za-z0-9_", "s": r" \t\n\x0b\f\r"}
_CONTROLS: Final = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v", "0": "\0"}
_CONTROL_SPELLINGS: Final = {"\t": r"\t", "\n": r"\n", "\r": r"\r", "\f": r"\f"}
_META: Final = frozenset(r"\.^$*+?()[]{}|")
_CLASS_META: Final = frozenset("\\]^-[")
# Doubled or alone these start set operations in Java or are reserved for them in Python.
_CLASS_HEX: Final = frozenset("&~|")
_ANY: Final = r"[^\n]"


def portable(pattern: str) -> PortablePattern:
    """`pattern` in the shared words; raises `NotPortableError`."""
    return _Translation(pattern).run()


def is_portable(pattern: str) -> bool:
    """Whether every engine reads `pattern` alike."""
    return not_portable_reason(pattern) == ""


def not_portable_reason(pattern: str) -> str:
    """Why the engines would differ over `pattern`, or the empty text."""
    try:
        portable(pattern)
    except NotPortableError as reason:
        return str(reason)
    return ""


class _Translation:
    """One pass over a pattern; `_pieces` holds text, and None for each end of text."""

    def __init__(self, pattern: str) -> None:
        self._text = pattern
        self._at = 0
        self._pieces: list[str | None] = []

    def run(self) -> PortablePattern:
        self._alternation(0)
        if self._at < len(self._text):
            raise self._refusal("a `)` without its `(`")
        parts = [""]
        for piece in self._pieces:
            if piece is None:
                parts.append("")
            else:
                parts[-1] += piece
        return PortablePattern(tuple(parts))

    def _refusal(self, why: str) -> NotPortableError:
        return NotPortableError(f"{why} (character {self._at + 1})")

    def _peek(self) -> str:
        return self._text[self._at] if self._at < len(self._text) else ""

    def _take(self) -> str:
        if self._at >= len(self._text):
            raise self._refusal("the pattern ends too soon")
        self._at += 1
        return self._text[self._at - 1]

    def _alternation(self, depth: int) -> int:
        """Reads up to a `)` or the end; gives the largest product of counts inside."""
        if depth > _MAX_DEPTH:
            raise self._refusal(f"more than {_MAX_DEPTH} groups inside each other")
        weight = 1
        while self._peek() not in {"", ")"}:
            if self._peek() == "|":
                self._pieces.append(self._take())
            else:
                weight = max(weight, self._term(depth))
        return weight

    def _term(self, depth: int) -> int:
        sign = self._peek()
        if sign in {"^", "$"}:
            self._take()
            self._pieces.append("^" if sign == "^" else None)
            if self._peek() in set("*+?{") - {""}:
                raise self._refusal("a repeated anchor")
            return 1
        weight = self._atom(depth) * self._quantifier()
        if weight > _MAX_REPEAT:
            raise self._refusal(f"more than {_MAX_REPEAT} repetitions, which RE2 refuses")
        return weight

    def _atom(self, depth: int) -> int:
        sign = self._take()
        match sign:
            case "(":
                return self._group(depth)
            case "[":
                self._pieces.append(self._char_class())
            case ".":
                self._pieces.append(_ANY)
            case "\\":
                self._pieces.append(self._escape())
            case "*" | "+" | "?" | "{":
                self._at -= 1
                raise self._refusal(f"a `{sign}` with nothing before it to repeat")
            case _:
                self._pieces.append(_spelled(sign))
        return 1

    def _group(self, depth: int) -> int:
        if self._peek() == "?":
            self._group_kind()
        self._pieces.append("(?:")
        weight = self._alternation(depth + 1)
        if self._peek() != ")":
            raise self._refusal("a `(` without its `)`")
        self._pieces.append(self._take())
        return weight

    def _group_kind(self) -> None:
        rest = self._text[self._at :]
        if rest.startswith("?:"):
            self._at += 2
        elif rest.startswith(("?=", "?!", "?<=", "?<!")):
            raise self._refusal("lookaround, which RE2 lacks")
        elif rest.startswith(("?<", "?P<")):
            self._at += rest.index("<") + 1
            while self._take() != ">":
                pass
        else:
            raise self._refusal("a group that the engines read differently (flags, atomic, conditional)")

    def _quantifier(self) -> int:
        sign = self._peek()
        if sign in {"*", "+", "?"}:
            self._pieces.append(self._take())
            times = 1
        elif sign == "{":
            times = self._counts()
        else:
            return 1
        if self._peek() == "?":
            self._pieces.append(self._take())
        if self._peek() in {"+", "*", "?", "{"}:
            raise self._refusal("a repeated or possessive repetition")
        return times

    def _counts(self) -> int:
        end = self._text.find("}", self._at)
        low, comma, high = self._text[self._at + 1 : end].partition(",")
        numbers = [text for text in (low, high) if text]
        if end < 0 or not low or not all(text.isascii() and text.isdigit() for text in numbers):
            raise self._refusal(r"a `{` that starts no count such as `{2,5}` (write `\{`)")
        if max(map(len, numbers)) > _MAX_DIGITS:
            raise self._refusal(f"more than {_MAX_REPEAT} repetitions, which RE2 refuses")
        if high and int(high) < int(low):
            raise self._refusal("a count whose end is below its start")
        self._at = end + 1
        self._pieces.append("{" + str(int(low)) + comma + (str(int(high)) if high else "") + "}")
        return max(int(high or low), 1)

    def _escape(self) -> str:
        sign = self._take()
        if sign in _SHORTHANDS:
            return f"[{_SHORTHANDS[sign]}]"
        if sign.lower() in _SHORTHANDS:
            return f"[^{_SHORTHANDS[sign.lower()]}]"
        return _spelled(self._escaped_character(sign))

    def _escaped_character(self, sign: str) -> str:
        if sign in {"x", "u"}:
            return self._hex(2 if sign == "x" else 4)
        if sign == "0" and self._peek().isdigit():
            raise self._refusal("an octal escape")
        if sign in _CONTROLS:
            return _CONTROLS[sign]
        if sign.isdigit():
            raise self._refusal("a backreference, which RE2 lacks")
        if sign.isalpha():
            raise self._refusal(f"`\\{sign}`, which the engines read differently")
        return sign

    def _hex(self, digits: int) -> str:
        text = self._text[self._at : self._at + digits]
        if len(text) < digits or not all(digit in "0123456789abcdefABCDEF" for digit in text):
            raise self._refusal(f"an escape that needs {digits} hexadecimal digits")
        self._at += digits
        if 0xD800 <= int(text, 16) <= 0xDFFF:
            raise self._refusal("half of a surrogate pair")
        return chr(int(text, 16))

    def _char_class(self) -> str:
        pieces = ["["]
        if self._peek() == "^":
            pieces.append(self._take())
        if self._peek() == "]":
            raise self._refusal(r"a class that starts with `]` (write `\]`)")
        while self._peek() != "]":
            pieces.append(self._class_member())
        self._take()
        return "".join(pieces) + "]"

    def _class_member(self) -> str:
        low = self._class_character()
        if len(low) > 1:
            return low
        rest = self._text[self._at : self._at + 2]
        if len(rest) < 2 or rest[0] != "-" or rest[1] == "]":
            return _spelled(low, in_class=True)
        self._take()
        high = self._class_character()
        if len(high) > 1 or high < low:
            raise self._refusal("a range without an end above its start")
        return f"{_spelled(low, in_class=True)}-{_spelled(high, in_class=True)}"

    def _class_character(self) -> str:
        """One character, or the text of a shorthand such as `0-9`."""
        sign = self._take()
        if sign == "[" and self._peek() in {":", ".", "="}:
            raise self._refusal("a POSIX class")
        if sign != "\\":
            return sign
        escaped = self._take()
        if escaped in _SHORTHANDS:
            return _SHORTHANDS[escaped]
        if escaped.lower() in _SHORTHANDS:
            raise self._refusal(f"`\\{escaped}` inside a class")
        return self._escaped_character(escaped)


def _spelled(character: str, *, in_class: bool = False) -> str:
    """A literal character in the words all engines share."""
    if character in _CONTROL_SPELLINGS:
        return _CONTROL_SPELLINGS[character]
    if character < " " or character == "\x7f" or (in_class and character in _CLASS_HEX):
        return f"\\x{ord(character):02x}"
    return "\\" + character if character in (_CLASS_META if in_class else _META) else character
