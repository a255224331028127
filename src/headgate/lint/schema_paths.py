"""From a place in a wire schema, as its registry spells it, to the field of the stream that it was spelled from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from headgate.model import Field, FieldPath, ListOf, MapOf, Stream, Struct, Type, WireFormat

_DOWN: Final = frozenset(("items", "values", "additionalProperties"))
_NAMED: Final = frozenset(("properties", "required"))


def field_at(stream: Stream, place: str) -> FieldPath:
    """The wire names of the field that the place lies in; empty when it is the record itself, or no field's.

    Avro counts fields (`/fields/3/type/1`), JSON Schema names them (`#/properties/total`), Protobuf gives their numbers
    (`#/Order/4`).
    """
    steps = [step.replace("~1", "/").replace("~0", "~") for step in place.strip("#/").split("/") if step]
    match stream.format:
        case WireFormat.AVRO:
            return tuple(_counted(steps, Struct(stream.fields)))
        case WireFormat.JSON:
            return tuple(_named(steps, Struct(stream.fields)))
        case WireFormat.PROTOBUF:
            return tuple(_numbered(steps, stream))


def _counted(steps: Sequence[str], type_: Type) -> Iterator[str]:
    for before, step in zip(("", *steps), steps, strict=False):
        if step in _DOWN:
            type_ = _inner(type_)
        elif before == "fields" and isinstance(type_, Struct) and step.isdecimal():
            field = _nth(type_, int(step))
            if field is None:
                return
            yield field.name
            type_ = field.type


def _named(steps: Sequence[str], type_: Type) -> Iterator[str]:
    names = iter(steps)
    for step in names:
        if step in _DOWN:
            type_ = _inner(type_)
        elif step in _NAMED and isinstance(type_, Struct):
            name = next(names, "")
            field = next((one for one in type_.fields if one.name == name), None)
            if field is None:
                return
            yield field.name
            type_ = field.type


def _numbered(steps: Sequence[str], stream: Stream) -> Iterator[str]:
    """A number is a field's; a name below the record's own is that of the message or enum of a field."""
    from headgate.emit.protobuf.message import Kind, MessageShape, message_of  # noqa: PLC0415 - Protobuf alone

    message: MessageShape | None = message_of(stream)
    for step in steps[1:]:
        if message is None:
            return
        named = ((one, "" if isinstance(one.value, Kind) else one.value.name) for one in message.fields)
        field = next((one for one, name in named if step in (str(one.number), name)), None)
        if field is None:
            return
        yield field.source.name
        message = field.value if isinstance(field.value, MessageShape) else None


def _inner(type_: Type) -> Type:
    match type_:
        case ListOf(element):
            return element
        case MapOf(value):
            return value
        case _:
            return type_


def _nth(type_: Struct, place: int) -> Field | None:
    return type_.fields[place] if place < len(type_.fields) else None
