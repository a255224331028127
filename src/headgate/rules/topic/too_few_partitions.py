"""topic/too-few-partitions — the declared traffic is more than the partitions can carry.

Why: one partition is written by one disk and read by one consumer at a time, and beyond about 50 MB/s it falls behind.
Adding partitions later moves keys and breaks their order.

Instead: choose enough partitions for the peak before the first record is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.size import record_bytes
from headgate.model import Stream

TOO_FEW = Message(
    title="`{topic}` would carry {each} MB/s in each of {partitions} partitions",
    remedy="set `topic.partitions` to {enough} or more, for {total} MB/s at the peak ({size} bytes a record)",
)
PARTITION_BYTES_PER_S: Final = 50_000_000
MEGA: Final = 1_000_000


@rule(on=Stream, severity=Severity.ERROR, since="0.1")
def check(stream: Stream, context: Context) -> Iterator[Finding]:
    if stream.volume is None:
        return
    size = record_bytes(stream)
    total = int(stream.volume.rate * stream.volume.peak * size)
    if total >= PARTITION_BYTES_PER_S * stream.topic.partitions:
        yield TOO_FEW.at(
            context.setting("topic", "partitions"),
            topic=stream.topic.name,
            each=total // stream.topic.partitions // MEGA,
            partitions=stream.topic.partitions,
            enough=total // PARTITION_BYTES_PER_S + 1,
            total=total // MEGA,
            size=size,
        )
