"""topic/cleanup-changed — old records are cleaned up in another way.

Why: a compacted topic keeps the last record of each key and a deleting one all records of a time: a reader that
rebuilds its state, or its history, from the topic gets another one.

Instead: keep the cleanup, or fill a new topic and raise the major version.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.stream_kinds import CleanupChanged
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

OTHERWISE = Message(
    title="the cleanup of `{stream}` was changed from {before} to {after}",
    remedy="keep `cleanup: {before}`, or fill a new topic and release {required}",
    label="{after}",
)


@rule(on=CleanupChanged, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: CleanupChanged, context: Context) -> Iterator[Finding]:
    yield tell(OTHERWISE, change, context)
