"""time/event-time-unknown — the event time names a field that the stream does not have.

Why: lateness, windows and the table's partitions all go by this field. The pipeline cannot be built without it.

Instead: name one of the stream's timestamps as it is on the wire.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.fields import dotted, find, known
from headgate.model import Stream

NO_SUCH_FIELD = Message(
    title="event time `{field}` is not a field of `{stream}`",
    remedy="name one of its fields: {fields}",
)


@rule(on=Stream, severity=Severity.ERROR, since="0.1")
def check(stream: Stream, context: Context) -> Iterator[Finding]:
    path = stream.event_time
    if path is not None and find(stream, path) is None:
        place = context.setting("eventTime")
        yield NO_SUCH_FIELD.at(place, field=dotted(path), stream=stream.name, fields=known(stream.fields))
