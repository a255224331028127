"""The words of a .proto text, each with its place; comments and white space are dropped."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import Enum
from typing import Final

from headgate.compat.protobuf.faults import Point, fail


class Lexeme(Enum):
    """What sort of word a token is."""

    NAME = "a name"
    INTEGER = "an integer"
    FLOAT = "a number"
    STRING = "a text in quotes"
    SYMBOL = "a symbol"
    END = "the end of the text"


@dataclass(frozen=True, slots=True)
class Token:
    """One word as it is written."""

    lexeme: Lexeme
    text: str
    at: Point

    def __str__(self) -> str:
        return "the end of the text" if self.lexeme is Lexeme.END else f"`{self.text}`"


_BLANK: Final = re.compile(r"(?:[ \t\r\n\f\v]+|//[^\n]*|/\*.*?\*/)+", re.DOTALL)
_WORD: Final = re.compile(
    r"""
    (?P<NAME>[A-Za-z_][A-Za-z0-9_]*)
  | (?P<FLOAT>(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[0-9]+[eE][+-]?[0-9]+)
  | (?P<INTEGER>0[xX][0-9a-fA-F]+|[0-9]+)
  | (?P<STRING>"(?:[^"\\\n]|\\[^\n])*"|'(?:[^'\\\n]|\\[^\n])*')
  | (?P<SYMBOL>[{}\[\]()<>;,=:.\-+/])
    """,
    re.VERBOSE,
)
_NUMBERS: Final = (Lexeme.INTEGER, Lexeme.FLOAT)
_GLUED: Final = re.compile("[A-Za-z0-9_]")


def tokens(text: str) -> tuple[Token, ...]:
    """The text's tokens, the last of them `Lexeme.END`; raises `SchemaTextError`."""
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    found: list[Token] = []
    place = 1 if text.startswith("\ufeff") else 0
    while (place := _after_blank(text, place)) < len(text):
        line = bisect_right(starts, place)
        token = _token(text, place, Point(line, place - starts[line - 1] + 1))
        found.append(token)
        place += len(token.text)
    line = bisect_right(starts, len(text))
    return (*found, Token(Lexeme.END, "", Point(line, len(text) - starts[line - 1] + 1)))


def _after_blank(text: str, place: int) -> int:
    blank = _BLANK.match(text, place)
    return blank.end() if blank else place


def _token(text: str, place: int, at: Point) -> Token:
    word = _WORD.match(text, place)
    if word is None or word.lastgroup is None or text.startswith("/*", place):
        fail(at, _stray(text, place))
    token = Token(Lexeme[word.lastgroup], word.group(), at)
    if token.lexeme in _NUMBERS and _GLUED.match(text, word.end()):
        fail(at, f"no number begins with {token}{text[word.end()]}; put a space after the number")
    return token


def _stray(text: str, place: int) -> str:
    if text.startswith("/*", place):
        return "the comment that begins here has no end; close it with `*/`"
    if text[place] in "\"'":
        return "the text that begins here has no closing quote on its line"
    return f"{text[place]!r} has no meaning in a .proto file"
