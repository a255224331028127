"""topic/insync-without-spare — every copy must be in sync, so one broker down stops all writes.

Why: with `minInsync` equal to `replication`, every restart of a broker makes the topic refuse writes. Brokers are
restarted for each upgrade, one at a time.

Instead: make `minInsync` one less than `replication`.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.remedies import setting
from headgate.model import Stream

NO_SPARE = Message(
    title="`{topic}` cannot be written while one of its {copies} copies is down",
    remedy="set `topic.minInsync` to {fewer}",
)


@rule(on=Stream, severity=Severity.WARNING, since="0.1")
def check(stream: Stream, context: Context) -> Iterator[Finding]:
    topic = stream.topic
    if topic.min_insync == topic.replication > 1:
        place, fewer = context.setting("topic", "minInsync"), topic.replication - 1
        # One copy in sync is no remedy: that has a rule of its own.
        fix = setting(context, ("topic", "minInsync"), fewer) if fewer > 1 else None
        yield NO_SPARE.at(place, fix=fix, topic=topic.name, copies=topic.replication, fewer=fewer)
