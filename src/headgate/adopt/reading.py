"""Which reader a schema needs, and what to do with a text that none of them takes."""

from __future__ import annotations

import re
from typing import Final, assert_never

from headgate.adopt.json_text import json_value
from headgate.adopt.record import TOO_DEEP, Imported, SourceError
from headgate.model import WireFormat

_PROTO: Final = re.compile(r"^\s*(?:syntax\s*=|package\s|message\s|import\s)", re.MULTILINE)


def form_of(text: str) -> WireFormat:
    """The language of a schema, by what the text says; raises `SourceError` when it is none of the three."""
    if not text.lstrip().startswith(("{", "[")):
        if _PROTO.search(text):
            return WireFormat.PROTOBUF
        raise SourceError("this is no Avro, Protobuf or JSON Schema; give the text of one")
    root = json_value(text)
    if isinstance(root, dict) and root.get("type") in ("record", "error") and "fields" in root:
        return WireFormat.AVRO
    if isinstance(root, dict) and not root.keys().isdisjoint(("$schema", "properties", "$ref", "allOf")):
        return WireFormat.JSON
    raise SourceError("this JSON is neither an Avro record nor a JSON Schema; say which with --format")


def read_schema(text: str, form: WireFormat, *, name: str, message: str = "") -> Imported:
    """The record that a schema describes; raises `SourceError` when there is none.

    `name` is what a record without a name of its own is called; `message` picks one of several Protobuf messages.
    """
    try:
        return _read(text, form, name, message)
    except RecursionError:
        raise SourceError(TOO_DEEP) from None


def _read(text: str, form: WireFormat, name: str, message: str) -> Imported:
    match form:
        case WireFormat.AVRO:
            from headgate.adopt.avro import read_avro  # noqa: PLC0415 - one format a run

            return read_avro(text)
        case WireFormat.PROTOBUF:
            from headgate.adopt.protobuf import read_protobuf  # noqa: PLC0415 - likewise

            return read_protobuf(text, message)
        case WireFormat.JSON:
            from headgate.adopt.jsonschema import read_jsonschema  # noqa: PLC0415 - likewise

            return read_jsonschema(text, name)
        case _:
            assert_never(form)
