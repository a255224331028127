"""topic/insync-of-one — a write counts as safe when a single copy has it.

Why: with `minInsync: 1` a record is acknowledged while only the leader holds it. When that broker fails before the
others have caught up, acknowledged records are lost.

Instead: set `minInsync` to 2, with a `replication` of 3.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.remedies import setting
from headgate.model import Stream

ONE_COPY = Message(
    title="`{topic}` acknowledges records that only one broker has",
    remedy="set `topic.minInsync` to 2",
)


@rule(on=Stream, severity=Severity.WARNING, since="0.1")
def check(stream: Stream, context: Context) -> Iterator[Finding]:
    # A topic of one copy has its own rule.
    if stream.topic.min_insync == 1 < stream.topic.replication:
        # Two of two copies in sync would leave no spare, and that has a rule of its own.
        fix = setting(context, ("topic", "minInsync"), 2) if stream.topic.replication > 2 else None
        yield ONE_COPY.at(context.setting("topic", "minInsync"), fix=fix, topic=stream.topic.name)
