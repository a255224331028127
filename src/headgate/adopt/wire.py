"""Whether what a contract generates still reads what exists: the registry's verdict on the round trip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, assert_never

from headgate.compat import Reason, check_compatibility
from headgate.model import Compatibility, Stream, WireFormat

STRONGEST_FIRST: Final = (Compatibility.FULL, Compatibility.BACKWARD, Compatibility.FORWARD)


@dataclass(frozen=True, slots=True)
class Held:
    """The strongest mode in which the generated schema follows the source, and what stops the next stronger one."""

    mode: Compatibility
    reasons: tuple[Reason, ...] = ()


def held(stream: Stream, source: str) -> Held:
    """The generated schema of the stream held against the one that it was imported from.

    Raises `headgate.compat.SchemaTextError` when a registry would not take the source, and `ValueError` for a
    stream that its format cannot spell.
    """
    new = generated(stream)
    reasons: tuple[Reason, ...] = ()
    for mode in STRONGEST_FIRST:
        verdict = check_compatibility(stream.format, mode, new=new, history=(source,))
        if verdict.compatible:
            return Held(mode, reasons)
        reasons = reasons or verdict.reasons
    return Held(Compatibility.NONE, reasons)


def generated(stream: Stream) -> str:
    """The schema that the registry would get of the stream."""
    match stream.format:
        case WireFormat.AVRO:
            from headgate.emit.avro import avro_schema  # noqa: PLC0415 - one format a run

            return avro_schema(stream)
        case WireFormat.PROTOBUF:
            from headgate.emit.protobuf import proto_schema  # noqa: PLC0415 - likewise

            return proto_schema(stream)
        case WireFormat.JSON:
            from headgate.emit.jsonschema import json_schema  # noqa: PLC0415 - likewise

            return json_schema(stream)
        case _:
            assert_never(stream.format)
