"""keys/key-changed — messages have another key.

Why: records of one entity move to other partitions, so that a reader with state by key meets the two halves in any
order, and joins by partition break.

Instead: write the records with the new key to a new topic, and raise the major version.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.stream_kinds import KeyChanged
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

REKEYED = Message(
    title="the message key of `{stream}` was changed from `{before}` to `{after}`",
    remedy="keep `topic.key: {before}`, or release {required} on a new topic",
    label="key `{after}`",
)


@rule(on=KeyChanged, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: KeyChanged, context: Context) -> Iterator[Finding]:
    yield tell(REKEYED, change, context, stood="key `{before}`")
