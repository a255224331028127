"""time/event-time-dropped — the stream has no event time any more.

Why: windows downstream go by it, and without one they can only go by arrival: a replay of yesterday then counts as
today.

Instead: keep `eventTime`, or raise the major version and tell the readers.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.stream_kinds import EventTimeDropped
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

GONE = Message(
    title="the event time `{before}` of `{stream}` was dropped",
    remedy="keep `eventTime: {before}`, or release {required}",
    label="no event time",
)


@rule(on=EventTimeDropped, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: EventTimeDropped, context: Context) -> Iterator[Finding]:
    yield tell(GONE, change, context, stood="`{before}` was the event time")
