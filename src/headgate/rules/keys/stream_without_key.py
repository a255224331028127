"""keys/stream-without-key — records of the stream have no message key.

Why: Kafka keeps the order of records within a partition only, and the key decides the partition. Without a key, the
changes of one order or one user arrive in any order, and cannot be joined or compacted.

Instead: set `topic.key` to the required field that names the thing the record is about.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.model import Cleanup, Stream

NO_KEY = Message(
    title="`{stream}` has no message key",
    remedy="set `topic.key` to the field whose records must stay in order",
)


@rule(on=Stream, severity=Severity.WARNING, since="0.1")
def check(stream: Stream, context: Context) -> Iterator[Finding]:
    # A compacted stream without a key is graver, and has its own rule; a name that is no field is told by reading.
    written = context.has_setting("topic", "key")
    if stream.key is None and not written and stream.topic.cleanup is Cleanup.DELETE:
        yield NO_KEY.at(context.setting("topic"), stream=stream.name)
