"""From a record to the bytes of its message: one module a wire format."""

from __future__ import annotations

from typing import assert_never

from headgate.connect.schemas import wire_schema
from headgate.edge.framing import frame
from headgate.edge.serialise.avro import avro_payload
from headgate.edge.serialise.json import json_payload
from headgate.edge.serialise.protobuf import protobuf_payload
from headgate.edge.serialise.protocol import Payload, UnserialisableError
from headgate.model import Stream, WireFormat

__all__ = ["Payload", "UnserialisableError", "serialiser"]


def serialiser(stream: Stream, schema_id: int) -> Payload:
    """The function that writes a record of `stream` as a framed message of the registered schema."""
    payload = _payload(stream)
    head = frame(schema_id)
    return lambda record: head + payload(record)


def _payload(stream: Stream) -> Payload:
    match stream.format:
        case WireFormat.AVRO:
            return avro_payload(wire_schema(stream).text)
        case WireFormat.PROTOBUF:
            return protobuf_payload(stream)
        case WireFormat.JSON:
            return json_payload()
        case _:
            assert_never(stream.format)
