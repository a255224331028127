"""The .proto text of a stream's record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from headgate.emit.clean import clean_stream
from headgate.emit.protobuf.message import (
    EnumShape,
    FieldShape,
    Kind,
    MessageShape,
    Scalarlike,
    message_of,
    package_of,
)
from headgate.model import Stream

_INDENT = "  "


def proto_schema(stream: Stream, *, clean: bool = False) -> str:
    """The .proto text as the registry gets it, without comments: a reworded description is no new version.

    Raises `ValueError` for a list or map directly inside a list or map.
    """
    return proto_text(clean_stream(stream) if clean else stream, docs=False)


def proto_text(stream: Stream, *, docs: bool) -> str:
    """The .proto text; `docs` adds the descriptions, and which fields are required, as comments."""
    message = message_of(stream)
    lines = ['syntax = "proto3";', "", f"package {package_of(stream)};", ""]
    if _uses_timestamp(message):
        lines += ['import "google/protobuf/timestamp.proto";', ""]
    if docs and stream.doc:
        lines += _comment(stream.doc)
    # A package `ads.google.v1` would be searched first for what begins with `google`.
    root = "." if "google" in (*package_of(stream).split(".")[1:], message.name) else ""
    return "\n".join([*lines, *_message_lines(message, _Style(docs, root))]) + "\n"


@dataclass(frozen=True, slots=True)
class _Style:
    """Whether descriptions are written, and what stands before the name of a type from another package."""

    docs: bool
    root: str


def _uses_timestamp(message: MessageShape) -> bool:
    return any(_value_uses_timestamp(field.value) for field in message.fields)


def _value_uses_timestamp(value: Scalarlike) -> bool:
    match value:
        case Kind():
            return value is Kind.TIMESTAMP
        case EnumShape():
            return False
        case MessageShape():
            return _uses_timestamp(value)
        case _:
            assert_never(value)


def _message_lines(message: MessageShape, style: _Style) -> Iterator[str]:
    yield f"message {message.name} {{"
    for field in message.fields:
        for line in (*_nested_type(field.value, style), *_field_lines(field, style)):
            yield f"{_INDENT}{line}"
    yield "}"


def _nested_type(value: Scalarlike, style: _Style) -> Iterator[str]:
    match value:
        case Kind():
            return
        case EnumShape(name):
            yield f"enum {name} {{"
            yield from (f"{_INDENT}{symbol} = {number};" for number, symbol in enumerate(value.values))
            yield "}"
        case MessageShape():
            yield from _message_lines(value, style)
        case _:
            assert_never(value)


def _field_lines(field: FieldShape, style: _Style) -> Iterator[str]:
    if style.docs:
        required = ["Required."] if field.source.required else []
        yield from _comment(" ".join([*required, field.source.doc]).strip())
    name = _type_name(field.value, style)
    spelled = (
        f"map<string, {name}>" if field.mapped else f"{'repeated' if field.repeated else 'optional'} {name}"
    )
    deprecated = " [deprecated = true]" if field.source.deprecated else ""
    yield f"{spelled} {field.source.name} = {field.number}{deprecated};"


def _type_name(value: Scalarlike, style: _Style) -> str:
    if not isinstance(value, Kind):
        return value.name
    return f"{style.root}{value.proto}" if value is Kind.TIMESTAMP else value.proto


def _comment(text: str) -> list[str]:
    return [f"// {line}".rstrip() for line in text.splitlines()]
