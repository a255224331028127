"""schema/stream-renamed — the records of a stream have another name.

Why: an Avro reader resolves records by name and refuses another one; the table and the subject may be named after it
as well.

Instead: keep the name of the record, and tell the new one in `description` or `businessName`.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.stream_kinds import StreamRenamed
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

RENAMED = Message(
    title="the stream `{before}` was renamed to `{after}`",
    remedy="keep the name `{before}`, or release {required}",
    label="was `{before}`",
)


@rule(on=StreamRenamed, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: StreamRenamed, context: Context) -> Iterator[Finding]:
    yield tell(RENAMED, change, context, stood="`{before}` stood here")
