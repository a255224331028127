"""Reading tokens one after the other: what is next, and an error that says what was expected instead."""

from __future__ import annotations

import re
from typing import Final

from headgate.compat.protobuf.faults import Point, fail
from headgate.compat.protobuf.tokens import Lexeme, Token, tokens

_LONGEST_NUMBER: Final = 22  # digits of 2**64 - 1, in octal
_ESCAPE: Final = re.compile(
    r"\\(?:[xX]([0-9a-fA-F]{1,2})|([0-7]{1,3})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))"
)
_CLOSING: Final = {"{": "}", "[": "]", "(": ")"}
_LETTERS: Final = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_LAST_CODE_POINT: Final = 0x10FFFF


class Cursor:
    """A place in the tokens; reading moves it on."""

    def __init__(self, text: str) -> None:
        self._tokens = tokens(text)
        self._place = 0

    @property
    def next(self) -> Token:
        """The token that is read next."""
        return self._tokens[self._place]

    @property
    def at(self) -> Point:
        """Where the next token stands."""
        return self.next.at

    @property
    def ended(self) -> bool:
        """Whether all tokens have been read."""
        return self.next.lexeme is Lexeme.END

    def sees(self, *words: str) -> bool:
        """Whether the next token is one of these names or symbols."""
        return self.next.text in words and self.next.lexeme in (Lexeme.NAME, Lexeme.SYMBOL)

    def sees_then(self, word: str, then: str) -> bool:
        """Whether the next two tokens are these."""
        return self.sees(word) and self._tokens[self._place + 1].text == then

    def take(self) -> Token:
        """The next token, read; the end stays where it is."""
        token = self.next
        self._place += 0 if self.ended else 1
        return token

    def skip(self, word: str) -> bool:
        """Whether the next token was this word; if so it is read."""
        if not self.sees(word):
            return False
        self._place += 1
        return True

    def expect(self, word: str, where: str) -> Token:
        """Reads this word; `where` says what it belongs to."""
        if not self.sees(word):
            fail(self.at, f"`{word}` is missing {where}; {self.next} stands here")
        return self.take()

    def name(self, of: str) -> Token:
        """Reads an identifier; `of` says whose name it is."""
        if self.next.lexeme is not Lexeme.NAME:
            fail(self.at, f"the name of {of} is missing; {self.next} stands here")
        return self.take()

    def dotted(self, of: str) -> str:
        """Reads `a.b.c`, or `.a.b.c` for a full name, as written but for the blanks."""
        lead = "." if self.skip(".") else ""
        parts = [self.name(of).text]
        while self.skip("."):
            parts.append(self.name(of).text)
        return lead + ".".join(parts)

    def integer(self, of: str) -> int:
        """Reads an integer without a sign, in decimal, octal or hexadecimal."""
        if self.next.lexeme is not Lexeme.INTEGER:
            fail(self.at, f"the number of {of} is missing; {self.next} stands here")
        token = self.take()
        return _integer(token)

    def text(self, of: str) -> str:
        """Reads a text in quotes; adjacent ones are joined."""
        if not self.sees_text():
            fail(self.at, f"{of} must be a text in quotes; {self.next} stands here")
        parts = []
        while self.sees_text():
            parts.append(_unquoted(self.take()))
        return "".join(parts)

    def sees_text(self) -> bool:
        """Whether the next token is a text in quotes."""
        return self.next.lexeme is Lexeme.STRING

    def skip_block(self, where: str) -> None:
        """Reads a block in braces, brackets or parentheses, whatever is in it."""
        opened: list[Token] = []
        while True:
            token = self.take()
            if token.lexeme is Lexeme.END:
                fail(opened[-1].at, f"{opened[-1]} is never closed {where}")
            if token.lexeme is Lexeme.SYMBOL and token.text in _CLOSING:
                opened.append(token)
            elif token.lexeme is Lexeme.SYMBOL and token.text in _CLOSING.values():
                _check_pair(opened.pop(), token, where)
            if not opened:
                return


def _check_pair(opened: Token, closed: Token, where: str) -> None:
    if _CLOSING[opened.text] != closed.text:
        fail(closed.at, f"{closed} does not close the {opened} at {opened.at} {where}")


def _integer(token: Token) -> int:
    text = token.text.lower()
    if len(text.lstrip("0x")) > _LONGEST_NUMBER:
        fail(token.at, f"{text[:_LONGEST_NUMBER]}… is larger than any number of a .proto file")
    octal = text.startswith("0") and len(text) > 1 and not text.startswith("0x")
    if octal and not set(text) <= set("01234567"):
        fail(token.at, f"{token} begins with 0, so it is octal, and has a digit above 7")
    return int(text, 8) if octal else int(text, 0)


def _unquoted(token: Token) -> str:
    return _ESCAPE.sub(lambda found: _unescaped(found, token), token.text[1:-1])


def _unescaped(found: re.Match[str], token: Token) -> str:
    hexadecimal = found[1] or found[3] or found[4]
    if hexadecimal or found[2]:
        code = int(hexadecimal, 16) if hexadecimal else int(found[2], 8)
        if code > _LAST_CODE_POINT:
            fail(token.at, f"`{found[0]}` is no character")
        return chr(code)
    return _LETTERS.get(found[5], found[5])
