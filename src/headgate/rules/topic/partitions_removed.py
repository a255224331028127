"""topic/partitions-removed — the topic has fewer partitions.

Why: Kafka cannot take partitions away: the topic would have to be made anew, and its records and the readers' offsets
are lost.

Instead: keep the number of partitions, or move to a new topic with the next major version.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.stream_kinds import PartitionsRemoved
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

FEWER = Message(
    title="the partitions of `{stream}` were cut from {before} to {after}",
    remedy="keep `partitions: {before}`, or release {required} on a new topic",
    label="{after}",
)


@rule(on=PartitionsRemoved, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: PartitionsRemoved, context: Context) -> Iterator[Finding]:
    yield tell(FEWER, change, context)
