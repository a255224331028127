"""time/event-time-optional — the event time may be missing.

Why: a record without it can be neither on time nor late, and has no place in a window or in the table's partitions.

Instead: make the field `required: true`: a record without it is then a dead letter, with a reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Related, Severity
from headgate.lint import Context, rule
from headgate.lint.fields import dotted, find, may_be_missing
from headgate.lint.remedies import requiring
from headgate.model import Stream

OPTIONAL = Message(
    title="event time `{field}` of `{stream}` is not required",
    remedy="add `required: true` to `{field}`",
)


@rule(on=Stream, severity=Severity.ERROR, since="0.1")
def check(stream: Stream, context: Context) -> Iterator[Finding]:
    path = stream.event_time
    if path is not None and find(stream, path) is not None and may_be_missing(stream, path):
        chosen = (Related("event time", context.setting("eventTime")),)
        fix = requiring(context, path)
        yield OPTIONAL.at(
            context.field(path), related=chosen, fix=fix, field=dotted(path), stream=stream.name
        )
