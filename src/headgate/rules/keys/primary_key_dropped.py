"""keys/primary-key-dropped — the table has no primary key any more.

Why: readers that merge or look up by it get one row for each change instead of one row for each entity.

Instead: keep the primary key, or raise the major version and tell the readers.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.stream_kinds import PrimaryKeyDropped
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

GONE = Message(
    title="the primary key `{before}` of `{stream}` was dropped",
    remedy="keep `primaryKey: true` on `{before}`, or release {required}",
    label="no primary key",
)


@rule(on=PrimaryKeyDropped, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: PrimaryKeyDropped, context: Context) -> Iterator[Finding]:
    yield tell(GONE, change, context, stood="`{before}` was the key")
