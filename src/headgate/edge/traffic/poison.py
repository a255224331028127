"""Bytes that no decoder can read, one way each."""

from __future__ import annotations

import random
from enum import Enum
from typing import Final

from headgate.edge.framing import HEADER_BYTES

# No registry has come this far.
UNKNOWN_ID: Final = 2_000_000_000
OTHER_MAGIC: Final = b"\x01"
NOISE_BYTES: Final = 24
# Ten bytes with the high bit set are no number in Avro nor in Protobuf, and no character in UTF-8.
OVERLONG: Final = b"\xff" * 11


class Poison(Enum):
    """A way to be unreadable; the value names it in the truth."""

    GARBAGE = "garbage"
    TRUNCATED = "truncated"
    UNKNOWN_SCHEMA = "unknown-schema"
    BAD_MAGIC = "bad-magic"
    TOO_SHORT = "too-short"
    NULL = "null"


def poisoned(kind: Poison, value: bytes, chance: random.Random) -> bytes | None:
    """The good framed `value`, spoilt."""
    match kind:
        case Poison.GARBAGE:
            return value[:HEADER_BYTES] + OVERLONG + chance.randbytes(NOISE_BYTES)
        case Poison.TRUNCATED:
            # One byte only: a longer cut may end a Protobuf message between two fields, where it is whole.
            return value[:-1]
        case Poison.UNKNOWN_SCHEMA:
            return value[:1] + UNKNOWN_ID.to_bytes(HEADER_BYTES - 1, "big") + value[HEADER_BYTES:]
        case Poison.BAD_MAGIC:
            return OTHER_MAGIC + value[1:]
        case Poison.TOO_SHORT:
            return value[: HEADER_BYTES - 2]
        case Poison.NULL:
            return None
