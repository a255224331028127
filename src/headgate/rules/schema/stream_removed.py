"""schema/stream-removed — a stream is gone that consumers may still read.

Why: nothing is promised of its topic any more, and the readers on it learn of it by silence.

Instead: set the contract's status to `deprecated` for one release and tell the readers, then raise the major version.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.stream_kinds import StreamRemoved
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

GONE = Message(
    title="the stream `{stream}` was removed",
    remedy="keep the stream for one more release, or release {required}",
    label="`{stream}` is gone",
)


@rule(on=StreamRemoved, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: StreamRemoved, context: Context) -> Iterator[Finding]:
    yield tell(GONE, change, context, stood="`{stream}` stood here")
