"""topic/insync-over-replication — more copies must be in sync than there are.

Why: a write is acknowledged when `minInsync` copies have it, so with fewer copies than that every write is refused.

Instead: make `minInsync` one less than `replication`.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.remedies import setting
from headgate.model import Stream

NEVER_WRITTEN = Message(
    title="`{topic}` wants {insync} copies in sync but has {copies}",
    remedy="set `topic.minInsync` to {fewer}, or `topic.replication` to {more}",
)


@rule(on=Stream, severity=Severity.ERROR, since="0.1")
def check(stream: Stream, context: Context) -> Iterator[Finding]:
    topic = stream.topic
    if topic.min_insync > topic.replication:
        fewer = max(topic.replication - 1, 1)
        yield NEVER_WRITTEN.at(
            context.setting("topic", "minInsync"),
            fix=setting(context, ("topic", "minInsync"), fewer),
            topic=topic.name,
            insync=topic.min_insync,
            copies=topic.replication,
            fewer=fewer,
            more=topic.min_insync + 1,
        )
