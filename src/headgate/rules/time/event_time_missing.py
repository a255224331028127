"""time/event-time-missing — the stream does not say which field is the time of the event.

Why: without an event time, windows downstream can only go by arrival. A replay of yesterday then counts as today,
and a late record cannot be told.

Instead: set `eventTime` to the required timestamp at which the thing happened.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.model import Cleanup, Stream

NO_EVENT_TIME = Message(
    title="`{stream}` has no event time",
    remedy="set `eventTime` to the timestamp at which the thing happened",
)


@rule(on=Stream, severity=Severity.WARNING, since="0.1")
def check(stream: Stream, context: Context) -> Iterator[Finding]:
    # A compacted stream is a table of latest states; lateness without event time has its own rule.
    is_log = stream.topic.cleanup is Cleanup.DELETE
    none = stream.event_time is None and not context.has_setting("eventTime")
    if is_log and none and stream.lateness is None:
        yield NO_EVENT_TIME.at(context.place, stream=stream.name)
