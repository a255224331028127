"""Avro payloads, by fastavro."""

from __future__ import annotations

import json
from collections.abc import Mapping
from io import BytesIO

from fastavro import parse_schema, schemaless_writer

from headgate.edge.serialise.protocol import Payload, UnserialisableError


def avro_payload(schema_text: str) -> Payload:
    """The function that writes records in the Avro schema `schema_text`."""
    schema = parse_schema(json.loads(schema_text))

    def payload(record: Mapping[str, object]) -> bytes:
        buffer = BytesIO()
        try:
            # A tuple is a list of the contract, and no (branch, value) of a union.
            schemaless_writer(buffer, schema, record, disable_tuple_notation=True)
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as fault:
            raise UnserialisableError("avro", fault) from fault
        return buffer.getvalue()

    return payload
