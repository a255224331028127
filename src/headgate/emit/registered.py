"""The schema of a stream as its registry gets it; the emitter of a format is loaded when a stream has it."""

from __future__ import annotations

from typing import assert_never

from headgate.model import Stream, WireFormat


def schema_text(stream: Stream, *, clean: bool = False) -> str:
    """The schema of the raw topic, or of the clean one; ValueError when the format cannot say it."""
    match stream.format:
        case WireFormat.AVRO:
            from headgate.emit.avro import avro_schema  # noqa: PLC0415 - a stream in Avro loads Avro alone

            return avro_schema(stream, clean=clean)
        case WireFormat.PROTOBUF:
            from headgate.emit.protobuf import proto_schema  # noqa: PLC0415 - likewise

            return proto_schema(stream, clean=clean)
        case WireFormat.JSON:
            from headgate.emit.jsonschema import json_schema  # noqa: PLC0415 - likewise

            return json_schema(stream, clean=clean)
        case _:
            assert_never(stream.format)
