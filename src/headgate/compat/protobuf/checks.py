"""What the official compiler refuses in one field or message, before any name is looked up."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from headgate.compat.protobuf.descriptors import (
    Field,
    Label,
    MapType,
    Message,
    Named,
    NamedKind,
    Range,
    Syntax,
)
from headgate.compat.protobuf.faults import fail

_OWN_NUMBERS: Final = Range(19000, 19999)


def check_field(made: Field, syntax: Syntax) -> None:
    """Raises `SchemaTextError` for a number that Protobuf keeps, or a default where none may be."""
    if made.number in _OWN_NUMBERS:
        fail(made.at, f"`{made.name}` has the number {made.number}; {_OWN_NUMBERS} are Protobuf's own")
    if made.default is None:
        return
    if syntax is Syntax.PROTO3:
        fail(made.at, f"`{made.name}` has a default, which proto3 has not")
    grouped = isinstance(made.type, Named) and made.type.kind is NamedKind.GROUP
    if made.label is Label.REPEATED or isinstance(made.type, MapType) or grouped:
        fail(made.at, f"`{made.name}` has a default, which only a single value can have")


def check_message(made: Message) -> None:
    """Raises `SchemaTextError` for a number or a name that is taken, reserved or open to extensions."""
    numbers: dict[int, str] = {}
    for one in made.fields:
        if one.number in numbers:
            fail(
                one.at, f"`{one.name}` has the number {one.number}, which `{numbers[one.number]}` has already"
            )
        numbers[one.number] = one.name
        if any(one.number in taken for taken in made.reserved.numbers):
            fail(one.at, f"`{one.name}` has the number {one.number}, which `{made.name}` reserves")
        if one.name in made.reserved.names:
            fail(one.at, f"`{one.name}` is a name that `{made.name}` reserves")
        if any(one.number in opened for opened in made.extension_ranges):
            fail(
                one.at, f"`{one.name}` has the number {one.number}, which `{made.name}` leaves to extensions"
            )
    _check_ranges(made)


def _check_ranges(made: Message) -> None:
    found = sorted((*made.reserved.numbers, *made.extension_ranges), key=lambda one: one.first)
    for before, after in pairwise(found):
        if after.first <= before.last:
            fail(made.at, f"`{made.name}` reserves or opens {after} and {before}, which overlap")
