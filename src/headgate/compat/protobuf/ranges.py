"""Ranges of numbers and lists of names: `reserved` and `extensions`."""

from __future__ import annotations

from typing import Final

from headgate.compat.protobuf.cursor import Cursor
from headgate.compat.protobuf.descriptors import Range, Reserved
from headgate.compat.protobuf.faults import fail
from headgate.compat.protobuf.tokens import Lexeme

FIELD_NUMBERS: Final = Range(1, 2**29 - 1)
ENUM_NUMBERS: Final = Range(-(2**31), 2**31 - 1)


def reserved(cursor: Cursor, allowed: Range) -> Reserved:
    """Reads `reserved 2, 9 to 11;` or `reserved "a", "b";`."""
    cursor.expect("reserved", "here")
    if cursor.next.lexeme is not Lexeme.STRING:
        found = Reserved(numbers=ranges(cursor, allowed))
    else:
        names = [cursor.text("a reserved name")]
        while cursor.skip(","):
            names.append(cursor.text("a reserved name"))
        found = Reserved(names=tuple(names))
    cursor.expect(";", "after `reserved`")
    return found


def ranges(cursor: Cursor, allowed: Range) -> tuple[Range, ...]:
    """Reads `2, 9 to 11, 40 to max`."""
    found = [_range(cursor, allowed)]
    while cursor.skip(","):
        found.append(_range(cursor, allowed))
    return tuple(found)


def signed(cursor: Cursor, of: str, allowed: Range) -> int:
    """Reads a number that must lie in a range; a minus sign is read too."""
    at = cursor.at
    sign = -1 if cursor.skip("-") else 1
    number = sign * cursor.integer(of)
    if number not in allowed:
        fail(at, f"{of} has the number {number}, and only {allowed} are numbers here")
    return number


def merged(parts: list[Reserved]) -> Reserved:
    """All `reserved` lines of one type as one."""
    numbers = tuple(one for part in parts for one in part.numbers)
    return Reserved(numbers, tuple(name for part in parts for name in part.names))


def _range(cursor: Cursor, allowed: Range) -> Range:
    at = cursor.at
    first = signed(cursor, "a range", allowed)
    if not cursor.skip("to"):
        return Range(first, first)
    last = allowed.last if cursor.skip("max") else signed(cursor, "a range", allowed)
    if last < first:
        fail(at, f"a range goes up, and {first} to {last} goes down")
    return Range(first, last)
