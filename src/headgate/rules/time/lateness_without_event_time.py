"""time/lateness-without-event-time — lateness is declared, but nothing to measure it by.

Why: a record is late when it arrives long after its event time, so without one no record is ever late, whatever
`lateness` says.

Instead: set `eventTime`, or take `lateness` away.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.model import Stream

NEVER_LATE = Message(
    title="`{stream}` has `lateness` but no event time to measure it by",
    remedy="set `eventTime`, or take `lateness` away",
)


@rule(on=Stream, severity=Severity.ERROR, since="0.1")
def check(stream: Stream, context: Context) -> Iterator[Finding]:
    # A name that is no field is told when the text is read.
    none = stream.event_time is None and not context.has_setting("eventTime")
    if stream.lateness is not None and none:
        yield NEVER_LATE.at(context.setting("lateness"), stream=stream.name)
