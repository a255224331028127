"""keys/key-dropped — messages have no key any more.

Why: without a key the records of one entity are spread over partitions, so that their order is lost, and compaction
keeps nothing.

Instead: keep the key, or raise the major version together with a new topic.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.stream_kinds import KeyDropped
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

UNKEYED = Message(
    title="the message key `{before}` of `{stream}` was dropped",
    remedy="keep `topic.key: {before}`, or release {required} on a new topic",
    label="no key",
)


@rule(on=KeyDropped, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: KeyDropped, context: Context) -> Iterator[Finding]:
    yield tell(UNKEYED, change, context, stood="`{before}` was the key")
