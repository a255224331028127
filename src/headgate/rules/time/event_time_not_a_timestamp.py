"""time/event-time-not-a-timestamp — the event time is not an instant.

Why: lateness is the source timestamp minus the event time, and a date, a text or a bare number is no instant to
subtract.

Instead: make the field `logicalType: timestamp`.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Related, Severity
from headgate.lint import Context, rule
from headgate.lint.fields import dotted, find
from headgate.model import Stream, Timestamp
from headgate.odcs.field_types import kind_of_type

NOT_AN_INSTANT = Message(
    title="event time `{field}` of `{stream}` is {kind}, not a timestamp",
    remedy="make `{field}` a `logicalType: timestamp`, or choose a field that is one",
)


@rule(on=Stream, severity=Severity.ERROR, since="0.1")
def check(stream: Stream, context: Context) -> Iterator[Finding]:
    path = stream.event_time
    field = find(stream, path) if path is not None else None
    if path is not None and field is not None and not isinstance(field.type, Timestamp):
        chosen = (Related("event time", context.setting("eventTime")),)
        kind = kind_of_type(field.type)
        yield NOT_AN_INSTANT.at(
            context.field(path), related=chosen, field=dotted(path), stream=stream.name, kind=kind
        )
