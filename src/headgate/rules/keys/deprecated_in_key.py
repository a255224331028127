"""keys/deprecated-in-key — a deprecated field is still the key, an id or the event time.

Why: a deprecated field is on its way out, but these three cannot be taken away without moving every record. The day
it goes, order, deduplication or lateness go with it.

Instead: move the key, the id or the event time to the field that replaces it first.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.fields import dotted, find
from headgate.model import FieldPath, Stream

STILL_USED = Message(
    title="`{field}` is deprecated but is the {use} of `{stream}`",
    remedy="move the {use} to the field that replaces `{field}`",
)


@rule(on=Stream, severity=Severity.WARNING, since="0.1")
def check(stream: Stream, context: Context) -> Iterator[Finding]:
    for use, path in _uses(stream):
        field = find(stream, path)
        if field is not None and field.deprecated:
            yield STILL_USED.at(context.field(path), field=dotted(path), use=use, stream=stream.name)


def _uses(stream: Stream) -> Iterator[tuple[str, FieldPath]]:
    if stream.key is not None:
        yield "message key", stream.key
    if stream.event_time is not None:
        yield "event time", stream.event_time
    for path in stream.dedup.by if stream.dedup else ():
        yield "dedup id", path
