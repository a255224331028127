"""Kafka splits as Flink 2.1 wrote them into a savepoint."""

from __future__ import annotations

import pytest

from headgate.ops.pipeline.splits import Position, position_of

TOPIC = b"\x00\x15clickstream.events.v1"
UNBOUNDED = b"\x80\x00\x00\x00\x00\x00\x00\x00"
WRITTEN = (
    b"\x00\x00\x00\x00\x00\x00\x00+" + TOPIC + b"\x00\x00\x00\n\x00\x00\x00\x00\x00\x00\x06#" + UNBOUNDED
)
UNREAD = b"\x00\x00\x00\x00\x00\x00\x00\x17\x00\x01t\x00\x00\x00\x00" + b"\xff" * 7 + b"\xfd" + UNBOUNDED


@pytest.mark.parametrize(
    ("content", "position"), [(WRITTEN, ("clickstream.events.v1", 10, 1571)), (UNREAD, ("t", 0, -3))]
)
def test_a_split_is_read(content: bytes, position: Position) -> None:
    assert position_of(content) == position


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "cut short"),
        (WRITTEN[:-1], "version 0 of"),
        (b"\x00\x00\x00\x01" + WRITTEN[4:], "version 1 of"),
        (WRITTEN[:9] + b"\x14" + WRITTEN[10:], "version 0 of"),
    ],
    ids=["empty", "shorter", "newer", "other-name"],
)
def test_another_layout_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        position_of(content)
