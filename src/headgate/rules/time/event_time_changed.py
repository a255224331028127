"""time/event-time-changed — another field is the event time.

Why: records move to other windows, days and partitions, so that every count by time changes, also of the past when it
is replayed.

Instead: keep `eventTime`, and let readers of the new time name its field themselves; else raise the major version.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.stream_kinds import EventTimeChanged
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

OTHER = Message(
    title="the event time of `{stream}` was changed from `{before}` to `{after}`",
    remedy="keep `eventTime: {before}`, or release {required}",
    label="`{after}`",
)


@rule(on=EventTimeChanged, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: EventTimeChanged, context: Context) -> Iterator[Finding]:
    yield tell(OTHER, change, context, stood="was `{before}`")
