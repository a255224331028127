"""The schema that a stream's records are registered with, in the stream's own format."""

from __future__ import annotations

from headgate.connect.registry import Schema
from headgate.emit.registered import schema_text
from headgate.model import Stream


def wire_schema(stream: Stream, *, clean: bool = False) -> Schema:
    """The schema of the raw topic's records, or of the clean topic's."""
    return Schema(schema_text(stream, clean=clean), stream.format)
