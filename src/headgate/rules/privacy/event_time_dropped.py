"""privacy/event-time-dropped — the event time is taken out of the clean topic.

Why: without it, readers of the clean topic have no windows, and the table no partitions: both go by the event time.

Instead: keep the event time, or choose another timestamp for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.fields import dotted
from headgate.model import Field, Privacy

DROPPED = Message(
    title="`{field}` is the event time of `{stream}` but is dropped",
    remedy="keep `{field}`, or set `eventTime` to a timestamp that may be read",
)


@rule(on=Field, severity=Severity.ERROR, since="0.1")
def check(field: Field, context: Context) -> Iterator[Finding]:
    if field.privacy is Privacy.DROP and context.path == context.stream.event_time:
        stream = context.stream.name
        yield DROPPED.at(context.setting("privacy"), field=dotted(context.path), stream=stream)
