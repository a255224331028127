"""time/watermark-without-margin — the watermark delay is exactly the lateness allowed.

Why: partitions are read side by side and clocks differ by seconds, so the watermark may be a little ahead of a record
that is just on time. A window downstream then drops that record.

Instead: make `lateness.watermark` longer than `lateness.allowed`; a third more is a usual margin.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.durations import spell, with_margin
from headgate.lint.remedies import setting
from headgate.model import Stream

NO_MARGIN = Message(
    title="windows of `{stream}` close when the last record allowed may arrive",
    remedy="set `lateness.watermark` to more than {allowed}, such as {more}",
)


@rule(on=Stream, severity=Severity.WARNING, since="0.1")
def check(stream: Stream, context: Context) -> Iterator[Finding]:
    lateness = stream.lateness
    if lateness is not None and lateness.allowed and lateness.allowed == lateness.watermark:
        more = spell(with_margin(lateness.allowed))
        place = context.setting("lateness", "watermark")
        fix = setting(context, ("lateness", "watermark"), more)
        yield NO_MARGIN.at(place, fix=fix, stream=stream.name, allowed=spell(lateness.allowed), more=more)
