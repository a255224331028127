"""A split of Flink's Kafka source as it lies in a savepoint: which partition, and the next offset to read."""

from __future__ import annotations

import struct
from typing import Final, TypeAlias

Position: TypeAlias = tuple[str, int, int]
"""Topic, partition, next offset; a negative offset for a partition that was not read yet."""

VERSION: Final = 0
HEAD: Final = struct.Struct(">iiH")
"""The serialiser's version, the length of what follows the second number, the length of the topic's name."""
TAIL: Final = struct.Struct(">iqq")
"""Partition, next offset, the offset to stop at."""


def position_of(content: bytes) -> Position:
    """The split's position; raises ValueError for bytes of another layout."""
    if len(content) < HEAD.size + TAIL.size:
        raise ValueError("a split of Flink's Kafka source is cut short")
    version, length, name = HEAD.unpack_from(content)
    if (version, length, name) != (VERSION, len(content) - 8, len(content) - HEAD.size - TAIL.size):
        raise ValueError(f"version {version} of Flink's Kafka splits is not known")
    topic = content[HEAD.size : HEAD.size + name].decode()
    partition, offset, _stop = TAIL.unpack_from(content, HEAD.size + name)
    return topic, partition, offset
