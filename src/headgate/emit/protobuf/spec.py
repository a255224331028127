"""The message spec that the JVM decoder reads (reference_pipelines/jvm/functions, "Protobuf")."""

from __future__ import annotations

from typing import assert_never

from headgate.emit.clean import clean_stream
from headgate.emit.json_text import Json
from headgate.emit.protobuf.message import (
    EnumShape,
    FieldShape,
    Kind,
    MessageShape,
    Scalarlike,
    message_of,
)
from headgate.emit.protobuf.schema import proto_schema
from headgate.model import Stream


def message_spec(stream: Stream, *, clean: bool = False) -> dict[str, Json]:
    """The spec as a JSON value; `clean` gives that of the clean record, with its registered .proto text.

    Raises `ValueError` for a list or map directly inside a list or map.
    """
    if not clean:
        return _message(message_of(stream))
    return {**_message(message_of(clean_stream(stream))), "proto": proto_schema(stream, clean=True)}


def _message(message: MessageShape) -> dict[str, Json]:
    fields: list[Json] = [_field(field) for field in message.fields]
    return {"message": message.name, "syntax": "proto3", "fields": fields}


def _field(field: FieldShape) -> Json:
    head: dict[str, Json] = {"name": field.source.name, "number": field.number}
    if field.mapped:
        return {**head, "type": "map", "value": _value(field.value)}
    return {**head, **_value(field.value), "label": "repeated" if field.repeated else "optional"}


def _value(value: Scalarlike) -> dict[str, Json]:
    match value:
        case Kind():
            return {"type": value.word}
        case EnumShape(symbols=symbols):
            return {"type": "enum", "symbols": list(symbols)}
        case MessageShape():
            return {"type": "message", "message": _message(value)}
        case _:
            assert_never(value)
