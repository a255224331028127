"""The Confluent frame: a zero byte, the schema id in four, then the payload."""

from __future__ import annotations

import struct
from typing import Final

MAGIC: Final = 0
HEADER_BYTES: Final = 5
_HEADER: Final = struct.Struct(">bi")


def frame(schema_id: int) -> bytes:
    """The first five bytes of a record written with the schema `schema_id`."""
    return _HEADER.pack(MAGIC, schema_id)


def schema_id_of(value: bytes) -> int | None:
    """The schema id in a framed value, None when it has no frame."""
    if len(value) < HEADER_BYTES or value[0] != MAGIC:
        return None
    magic_and_id: tuple[int, int] = _HEADER.unpack_from(value)
    return magic_and_id[1]
