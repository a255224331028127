"""topic/keys-repartitioned — more partitions move the keys of a keyed topic.

Why: with another number the records of a key continue in another partition, out of order, and state or joins by
partition come apart. The partition is the key's hash modulo the number of partitions.

Instead: choose the number for years ahead; else fill a new topic with the new number, and raise the major version.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.stream_kinds import KeysRepartitioned
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

MOVED = Message(
    title="`{stream}` has {after} partitions, not {before}, so its keys move",
    remedy="keep `partitions: {before}`, or fill a new topic and release {required}",
    label="{after}",
)


@rule(on=KeysRepartitioned, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: KeysRepartitioned, context: Context) -> Iterator[Finding]:
    yield tell(MOVED, change, context)
