"""The schema that a stream's records are registered with, in the stream's own format."""

from __future__ import annotations

from typing import assert_never

from headgate.connect.registry import Schema
from headgate.emit.avro import avro_schema
from headgate.emit.jsonschema import json_schema
from headgate.emit.protobuf import proto_schema
from headgate.model import Stream, WireFormat


def wire_schema(stream: Stream, *, clean: bool = False) -> Schema:
    """The schema of the raw topic's records, or of the clean topic's."""
    match stream.format:
        case WireFormat.AVRO:
            return Schema(avro_schema(stream, clean=clean), stream.format)
        case WireFormat.PROTOBUF:
            return Schema(proto_schema(stream, clean=clean), stream.format)
        case WireFormat.JSON:
            return Schema(json_schema(stream, clean=clean), stream.format)
        case _:
            assert_never(stream.format)
