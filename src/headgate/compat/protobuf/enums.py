"""Reading an enum."""

from __future__ import annotations

from headgate.compat.protobuf.cursor import Cursor
from headgate.compat.protobuf.descriptors import EnumType, EnumValue, Reserved, Syntax
from headgate.compat.protobuf.faults import fail
from headgate.compat.protobuf.options import Option, bracketed, flag, statement
from headgate.compat.protobuf.ranges import ENUM_NUMBERS, merged, reserved, signed


def enum(cursor: Cursor, syntax: Syntax) -> EnumType:
    """Reads `enum Name { … }`; raises `SchemaTextError`."""
    cursor.expect("enum", "here")
    name = cursor.name("an enum")
    cursor.expect("{", f"after `enum {name.text}`")
    values: list[EnumValue] = []
    kept: list[Reserved] = []
    options: list[Option] = []
    while not cursor.skip("}"):
        if cursor.sees("option"):
            options.append(statement(cursor))
        elif cursor.sees("reserved"):
            kept.append(reserved(cursor, ENUM_NUMBERS))
        elif not cursor.skip(";"):
            values.append(_value(cursor))
    alias = flag(tuple(options), "allow_alias")
    made = EnumType(name.text, tuple(values), alias, merged(kept), name.at)
    _check(made, syntax)
    return made


def _value(cursor: Cursor) -> EnumValue:
    name = cursor.name("an enum value")
    cursor.expect("=", f"after the enum value `{name.text}`")
    number = signed(cursor, f"the enum value `{name.text}`", ENUM_NUMBERS)
    bracketed(cursor)
    cursor.expect(";", f"after the enum value `{name.text}`")
    return EnumValue(name.text, number, name.at)


def _check(made: EnumType, syntax: Syntax) -> None:
    if not made.values:
        fail(made.at, f"the enum `{made.name}` has no value; give it one")
    if syntax is Syntax.PROTO3 and made.values[0].number != 0:
        fail(made.values[0].at, f"the first value of `{made.name}` must be 0 in proto3")
    seen: dict[int, str] = {}
    for value in made.values:
        if not made.allow_alias and value.number in seen:
            fail(
                value.at,
                f"`{value.name}` has the number {value.number}, which `{seen[value.number]}` has already",
            )
        seen.setdefault(value.number, value.name)
        if any(value.number in taken for taken in made.reserved.numbers):
            fail(value.at, f"`{value.name}` has the number {value.number}, which `{made.name}` reserves")
        if value.name in made.reserved.names:
            fail(value.at, f"`{value.name}` is a name that `{made.name}` reserves")
