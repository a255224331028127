"""A text that a simple pattern matches: literals, classes, groups, alternatives and repetitions."""

from __future__ import annotations

import random
import string
from typing import Final

LONGEST_REPEAT: Final = 8
SHORTHANDS: Final = {"d": string.digits, "w": string.ascii_lowercase + "_", "s": " "}
ANY: Final = string.ascii_lowercase


def example(pattern: str, chance: random.Random) -> str:
    """A text made after `pattern`; look-arounds and back-references are beyond it, so check the result."""
    return _Maker(pattern, chance).alternatives()


class _Maker:
    """Reads the pattern once and writes as it reads; an unread alternative is read for its length only."""

    def __init__(self, pattern: str, chance: random.Random) -> None:
        self._text = pattern
        self._at = 0
        self._chance = chance

    def alternatives(self) -> str:
        choices = [self._sequence()]
        while self._peek() == "|":
            self._at += 1
            choices.append(self._sequence())
        return self._chance.choice(choices)

    def _sequence(self) -> str:
        made = ""
        while self._peek() not in {"", "|", ")"}:
            start = self._at
            piece = self._atom()
            made += self._repeated(piece, start)
        return made

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _take(self) -> str:
        taken = self._peek()
        self._at += 1
        return taken

    def _atom(self) -> str:
        match self._take():
            case "^" | "$":
                return ""
            case ".":
                return self._chance.choice(ANY)
            case "[":
                return self._chance.choice(self._class())
            case "(":
                return self._group()
            case "\\":
                return self._escaped()
            case literal:
                return literal

    def _group(self) -> str:
        if self._text.startswith("?:", self._at):
            self._at += 2
        made = self.alternatives()
        self._at += 1
        return made

    def _escaped(self) -> str:
        letter = self._take()
        return self._chance.choice(SHORTHANDS[letter]) if letter in SHORTHANDS else letter

    def _class(self) -> str:
        negated = self._peek() == "^"
        self._at += negated
        members = ""
        while self._peek() not in {"]", ""} or not members:
            members += self._member()
        self._at += 1
        return (
            "".join(sorted(set(string.ascii_letters + string.digits) - set(members))) if negated else members
        )

    def _member(self) -> str:
        first = self._take()
        if first == "\\":
            letter = self._take()
            return SHORTHANDS.get(letter, letter)
        if self._peek() == "-" and self._text[self._at + 1 : self._at + 2] not in {"]", ""}:
            self._at += 1
            return "".join(map(chr, range(ord(first), ord(self._take()) + 1)))
        return first

    def _repeated(self, piece: str, start: int) -> str:
        low, high = self._quantifier()
        end = self._at
        times = self._chance.randint(low, high)
        made = "" if times == 0 else piece
        for _ in range(times - 1):
            # Read again, so that each repetition is another one.
            self._at = start
            made += self._atom()
        self._at = end
        return made

    def _quantifier(self) -> tuple[int, int]:
        match self._peek():
            case "?":
                self._at += 1
                return 0, 1
            case "*" | "+" as sign:
                self._at += 1
                return (0 if sign == "*" else 1), LONGEST_REPEAT
            case "{":
                inside, _, _ = self._text[self._at + 1 :].partition("}")
                self._at += len(inside) + 2
                low, comma, high = inside.partition(",")
                return int(low), int(high) if high else int(low) + (LONGEST_REPEAT if comma else 0)
            case _:
                return 1, 1
