"""topic/unreplicated — the topic has a single copy.

Why: one lost disk is the loss of every record of its partitions, and each restart of the broker is an outage.

Instead: set `replication` to 3 in the contract; a one-broker test stack overrides it in its own settings.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.model import Stream

ONE_COPY = Message(
    title="`{topic}` has a single copy",
    remedy="set `topic.replication` to 3",
)


@rule(on=Stream, severity=Severity.WARNING, since="0.1")
def check(stream: Stream, context: Context) -> Iterator[Finding]:
    if stream.topic.replication == 1:
        yield ONE_COPY.at(context.setting("topic", "replication"), topic=stream.topic.name)
