"""Options: the few that say something about bytes or JSON are kept, all others are read and dropped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from headgate.compat.protobuf.cursor import Cursor
from headgate.compat.protobuf.faults import Point, fail
from headgate.compat.protobuf.tokens import Lexeme

AGGREGATE: Final = "{…}"


@dataclass(frozen=True, slots=True)
class Option:
    """An option's name as written (custom ones in parentheses) and its value in one spelling."""

    name: str
    value: str
    quoted: bool
    at: Point


def statement(cursor: Cursor) -> Option:
    """Reads `option name = value;`."""
    cursor.expect("option", "here")
    option = _option(cursor)
    cursor.expect(";", f"after the option `{option.name}`")
    return option


def bracketed(cursor: Cursor) -> tuple[Option, ...]:
    """Reads `[name = value, …]`, which may be absent."""
    if not cursor.skip("["):
        return ()
    found = [_option(cursor)]
    while cursor.skip(","):
        found.append(_option(cursor))
    cursor.expect("]", "after the options")
    return tuple(found)


def value_of(options: tuple[Option, ...], name: str) -> Option | None:
    """The option of that name, if it is given."""
    for option in options:
        if option.name == name:
            return option
    return None


def flag(options: tuple[Option, ...], name: str) -> bool:
    """Whether the option is given and true; raises `SchemaTextError` when it is neither true nor false."""
    option = value_of(options, name)
    if option is None:
        return False
    if option.quoted or option.value not in {"true", "false"}:
        fail(option.at, f"`{name}` must be true or false")
    return option.value == "true"


def _option(cursor: Cursor) -> Option:
    at = cursor.at
    name = _part(cursor)
    while cursor.skip("."):
        name += "." + _part(cursor)
    cursor.expect("=", f"after the option `{name}`")
    value, quoted = _value(cursor, name)
    return Option(name, value, quoted, at)


def _part(cursor: Cursor) -> str:
    if not cursor.skip("("):
        return cursor.name("an option").text
    name = cursor.dotted("an option")
    cursor.expect(")", f"after `({name}`")
    return f"({name})"


def _value(cursor: Cursor, name: str) -> tuple[str, bool]:
    if cursor.sees_text():
        return cursor.text(f"`{name}`"), True
    if cursor.sees("{"):
        cursor.skip_block(f"in the option `{name}`")
        return AGGREGATE, False
    sign = "-" if cursor.skip("-") else ""
    token = cursor.next
    if token.lexeme is Lexeme.INTEGER:
        return sign + str(cursor.integer(f"`{name}`")), False
    if token.lexeme is Lexeme.FLOAT:
        return sign + repr(float(cursor.take().text)), False
    if token.lexeme is not Lexeme.NAME:
        fail(token.at, f"the value of the option `{name}` is missing; {token} stands here")
    return sign + cursor.take().text, False
