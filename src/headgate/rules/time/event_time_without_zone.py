"""time/event-time-without-zone — the event time is a wall clock that names no time zone.

Why: lateness compares the event time with the broker's clock, which counts in UTC. A local time is off by the
producer's zone, and one hour a year exists twice.

Instead: send an instant: drop `timezone: false`, and convert at the producer.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.fields import dotted, find
from headgate.model import Stream, Timestamp

LOCAL = Message(
    title="event time `{field}` of `{stream}` has no time zone",
    remedy="send `{field}` as an instant, with `timezone: true`",
)


@rule(on=Stream, severity=Severity.WARNING, since="0.1")
def check(stream: Stream, context: Context) -> Iterator[Finding]:
    path = stream.event_time
    field = find(stream, path) if path is not None else None
    if path is not None and field is not None and isinstance(field.type, Timestamp) and not field.type.zoned:
        yield LOCAL.at(context.field(path), field=dotted(path), stream=stream.name)
