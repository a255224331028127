"""Reading a message: its fields, maps, groups and oneofs, and what is declared inside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from headgate.compat.protobuf.checks import check_field, check_message
from headgate.compat.protobuf.cursor import Cursor
from headgate.compat.protobuf.descriptors import (
    EnumType,
    Extension,
    Field,
    Label,
    MapType,
    Message,
    Named,
    NamedKind,
    Oneof,
    Range,
    Reserved,
    Scalar,
    Syntax,
    Type,
)
from headgate.compat.protobuf.enums import enum
from headgate.compat.protobuf.faults import Point, fail
from headgate.compat.protobuf.options import Option, bracketed, statement, value_of
from headgate.compat.protobuf.ranges import FIELD_NUMBERS, merged, ranges, reserved, signed
from headgate.compat.protobuf.tokens import Token

DEEPEST: Final = 32  # as the official compiler allows
_LABELS: Final = ("optional", "required", "repeated")
_SCALARS: Final = {scalar.value: scalar for scalar in Scalar}
_MAP_KEYS: Final = frozenset(Scalar) - {Scalar.DOUBLE, Scalar.FLOAT, Scalar.BYTES}


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands before a field's name."""

    label: Label
    type: Type
    oneof: str | None
    type_at: Point


@dataclass(slots=True)
class _Body:
    """A message while it is read."""

    fields: list[Field] = field(default_factory=list)
    oneofs: list[Oneof] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    enums: list[EnumType] = field(default_factory=list)
    extensions: list[Extension] = field(default_factory=list)
    kept: list[Reserved] = field(default_factory=list)
    open_ranges: list[Range] = field(default_factory=list)

    def message(self, name: str, at: Point) -> Message:
        return Message(
            name,
            tuple(self.fields),
            tuple(self.oneofs),
            tuple(self.messages),
            tuple(self.enums),
            tuple(self.extensions),
            merged(self.kept),
            tuple(self.open_ranges),
            at,
        )


def message(cursor: Cursor, syntax: Syntax, depth: int = 1) -> Message:
    """Reads `message Name { … }`; raises `SchemaTextError`."""
    cursor.expect("message", "here")
    name = cursor.name("a message")
    return _MessageReader(cursor, syntax, depth).body(name.text, name.at)


def extend(cursor: Cursor, syntax: Syntax, depth: int = 1) -> tuple[list[Extension], list[Message]]:
    """Reads `extend Name { … }`: the extensions, and the messages of groups among them."""
    cursor.expect("extend", "here")
    extendee = Named(cursor.dotted("an extended message"), NamedKind.MESSAGE)
    cursor.expect("{", f"after `extend {extendee}`")
    reader = _MessageReader(cursor, syntax, depth)
    while not cursor.skip("}"):
        if not cursor.skip(";"):
            reader.field(None)
    return [Extension(extendee, one) for one in reader.made.fields], reader.made.messages


class _MessageReader:
    def __init__(self, cursor: Cursor, syntax: Syntax, depth: int) -> None:
        self._cursor = cursor
        self._syntax = syntax
        self._depth = depth
        self.made = _Body()
        if depth > DEEPEST:
            fail(cursor.at, f"messages are nested more than {DEEPEST} deep")

    def body(self, name: str, at: Point) -> Message:
        self._cursor.expect("{", f"after `{name}`")
        while not self._cursor.skip("}"):
            self._statement(name)
        made = self.made.message(name, at)
        check_message(made)
        return made

    def _statement(self, name: str) -> None:
        cursor, made = self._cursor, self.made
        match cursor.next.text:
            case "message":
                made.messages.append(message(cursor, self._syntax, self._depth + 1))
            case "enum":
                made.enums.append(enum(cursor, self._syntax))
            case "extend":
                extensions, groups = extend(cursor, self._syntax, self._depth)
                made.extensions.extend(extensions)
                made.messages.extend(groups)
            case "oneof":
                self._oneof()
            case "reserved":
                made.kept.append(reserved(cursor, FIELD_NUMBERS))
            case "extensions":
                self._extensions(name)
            case "option":
                statement(cursor)
            case ";":
                cursor.take()
            case _:
                self.field(None)

    def _extensions(self, name: str) -> None:
        cursor = self._cursor
        at = cursor.take().at
        if self._syntax is Syntax.PROTO3:
            fail(at, f"`{name}` opens numbers for extensions, which proto3 has not")
        self.made.open_ranges.extend(ranges(cursor, FIELD_NUMBERS))
        bracketed(cursor)
        cursor.expect(";", "after `extensions`")

    def _oneof(self) -> None:
        cursor = self._cursor
        cursor.take()
        name = cursor.name("a oneof")
        cursor.expect("{", f"after `oneof {name.text}`")
        before = len(self.made.fields)
        while not cursor.skip("}"):
            if cursor.sees("option"):
                statement(cursor)
            elif not cursor.skip(";"):
                self.field(name.text)
        if len(self.made.fields) == before:
            fail(name.at, f"the oneof `{name.text}` has no field; give it one")
        self.made.oneofs.append(Oneof(name.text, name.at))

    def field(self, oneof: str | None) -> None:
        """Reads one field, map or group into what is made."""
        cursor = self._cursor
        label_at = cursor.at
        label = Label(cursor.take().text) if cursor.sees(*_LABELS) else Label.IMPLICIT
        if oneof is not None and label is not Label.IMPLICIT:
            fail(label_at, f"a field of the oneof `{oneof}` has no label; remove `{label.value}`")
        at = cursor.at
        if cursor.sees_then("map", "<"):
            self._map(label, oneof, at)
            return
        self._check_label(label, oneof, label_at)
        if cursor.sees("group"):
            self._group(label, oneof)
            return
        self._finish(_Head(label, _named(cursor, at), oneof, at))

    def _check_label(self, label: Label, oneof: str | None, at: Point) -> None:
        if self._syntax is Syntax.PROTO3 and label is Label.REQUIRED:
            fail(at, "proto3 has no required fields")
        if self._syntax is Syntax.PROTO2 and label is Label.IMPLICIT and oneof is None:
            fail(
                at, f"{self._cursor.next} begins no field: proto2 wants optional, required or repeated first"
            )

    def _map(self, label: Label, oneof: str | None, at: Point) -> None:
        if label is not Label.IMPLICIT or oneof is not None:
            fail(at, "a map field has no label and is in no oneof")
        cursor = self._cursor
        cursor.take()
        cursor.take()
        key_at = cursor.at
        key = _named(cursor, key_at)
        if not isinstance(key, Scalar) or key not in _MAP_KEYS:
            fail(key_at, f"the key of a map is an integer, bool or string, and `{key}` is none of them")
        cursor.expect(",", "after the map's key")
        value_at = cursor.at
        value = _named(cursor, value_at)
        cursor.expect(">", "after the map's value")
        self._finish(_Head(Label.REPEATED, MapType(key, value), None, value_at))

    def _group(self, label: Label, oneof: str | None) -> None:
        cursor = self._cursor
        at = cursor.take().at
        if self._syntax is Syntax.PROTO3:
            fail(at, "proto3 has no groups")
        name = cursor.name("a group")
        if not name.text[0].isupper():
            fail(name.at, f"the name of the group `{name.text}` must begin with a capital letter")
        number = self._number(name)
        options = bracketed(cursor)
        kind = Named(name.text, NamedKind.GROUP)
        made = _field(_Head(label, kind, oneof, at), name, number, options)
        self.made.fields.append(made)
        self.made.messages.append(
            _MessageReader(cursor, self._syntax, self._depth + 1).body(name.text, name.at)
        )

    def _finish(self, head: _Head) -> None:
        cursor = self._cursor
        name = cursor.name("a field")
        number = self._number(name)
        options = bracketed(cursor)
        cursor.expect(";", f"after the field `{name.text}`")
        made = _field(head, name, number, options)
        check_field(made, self._syntax)
        self.made.fields.append(made)

    def _number(self, name: Token) -> int:
        self._cursor.expect("=", f"after the field `{name.text}`")
        return signed(self._cursor, f"the field `{name.text}`", FIELD_NUMBERS)


def _named(cursor: Cursor, at: Point) -> Scalar | Named:
    name = cursor.dotted("a type")
    if name in _SCALARS:
        return _SCALARS[name]
    if name == ".":
        fail(at, "the name of a type is missing")
    return Named(name, NamedKind.UNKNOWN)


def _field(head: _Head, name: Token, number: int, options: tuple[Option, ...]) -> Field:
    json_name, default = value_of(options, "json_name"), value_of(options, "default")
    written = name.text.lower() if _is_group(head.type) else name.text
    return Field(
        written,
        number,
        head.label,
        head.type,
        head.oneof,
        json_name.value if json_name else json_name_of(written),
        default.value if default else None,
        name.at,
        head.type_at,
    )


def _is_group(type_: Type) -> bool:
    return isinstance(type_, Named) and type_.kind is NamedKind.GROUP


def json_name_of(name: str) -> str:
    """The field's name in JSON when the file gives none: lower camel case."""
    first, *others = name.split("_")
    return first + "".join(part[:1].upper() + part[1:] for part in others)
