"""Records that protoc would reject: illegal names and tags, names that meet after a change of case, nested lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, assert_never

from headgate.emit.names import AVRO_NAME
from headgate.emit.protobuf.message import EnumShape, Kind, MessageShape, message_of, tag
from headgate.emit.protocol import Loss
from headgate.emit.walk import inner_fields
from headgate.model import Enumeration, Field, FieldPath, ListOf, MapOf, Stream, Struct

_MAX_TAG: Final = 536_870_911
_RESERVED_TAGS: Final = range(19_000, 20_000)


def refusals(stream: Stream) -> tuple[Loss, ...]:
    """The reasons why the stream has no .proto, as refused losses."""
    # Names are held against each other when each is one: a record that is refused already may have no shape.
    found = list(_fields(stream.fields, ())) or list(_names(message_of(stream), ()))
    return tuple(
        Loss("protobuf", node, reason, stream.name, path, refused=True) for path, node, reason in found
    )


_Refusal = tuple[FieldPath, type, str]


def _names(message: MessageShape, parent: FieldPath) -> Iterator[_Refusal]:
    """An enum's values are its siblings, not its children: they meet the names of the whole message."""
    taken = {field.source.name for field in message.fields}
    taken |= {field.value.name for field in message.fields if not isinstance(field.value, Kind)}
    for field in message.fields:
        path = (*parent, field.source.name)
        match field.value:
            case EnumShape(values=values):
                for name in (value for value in values if value in taken):
                    yield (
                        path,
                        Enumeration,
                        f"its value `{name}` has the name of another value, field or type",
                    )
                taken.update(values)
            case MessageShape():
                yield from _names(field.value, path)
            case Kind():
                pass
            case _:
                assert_never(field.value)


def _fields(fields: tuple[Field, ...], parent: FieldPath) -> Iterator[_Refusal]:
    tags: set[int] = set()
    names: set[str] = set()
    for place, field in enumerate(fields, 1):
        path = (*parent, field.name)
        number = tag(field, place)
        yield from _of_field(field, path)
        if number in tags or not 1 <= number <= _MAX_TAG or number in _RESERVED_TAGS:
            yield path, Struct, f"the tag {number} is taken, reserved or out of range"
        if _json_name(field.name) in names:
            yield path, Struct, f"`{field.name}` has the JSON name of another field"
        tags.add(number)
        names.add(_json_name(field.name))
        yield from _fields(inner_fields(field.type), path)


def _of_field(field: Field, path: FieldPath) -> Iterator[_Refusal]:
    if not AVRO_NAME.fullmatch(field.name):
        yield path, Struct, f"`{field.name}` is no identifier (letters, digits and `_`, no digit first)"
    match field.type:
        case ListOf(ListOf() | MapOf()) | MapOf(ListOf() | MapOf()):
            yield path, type(field.type), "proto3 has no list or map directly inside a list or map"
        case Enumeration(symbols) | ListOf(Enumeration(symbols)) | MapOf(Enumeration(symbols)):
            yield from _of_symbols(symbols, path)
        case _:
            return


def _of_symbols(symbols: tuple[str, ...], path: FieldPath) -> Iterator[_Refusal]:
    if len({symbol.upper() for symbol in symbols} - {"UNSPECIFIED"}) < len(symbols):
        yield path, Enumeration, "symbols that differ only in case, or one named unspecified"
    for symbol in symbols:
        if not AVRO_NAME.fullmatch(f"_{symbol}"):
            yield path, Enumeration, f"`{symbol}` is no identifier (letters, digits and `_`)"


def _json_name(name: str) -> str:
    """The lowerCamelCase name protoc derives, compared without case as it does for conflicts."""
    return name.replace("_", "").lower()
