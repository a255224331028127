"""topic/retention-under-a-week — the raw topic forgets records within days.

Why: a replay needs the raw log, and faults are often understood only days after they began. One that begins on a Friday
night has outlived a retention of two days by Monday, and what it lost cannot be repaired.

Instead: keep at least seven days.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.durations import spell
from headgate.model import Cleanup, Stream

TOO_SHORT = Message(
    title="`{topic}` keeps records for {retention} only",
    remedy="set `topic.retention` to 7d or more",
)
A_WEEK: Final = timedelta(days=7)


@rule(on=Stream, severity=Severity.WARNING, since="0.1")
def check(stream: Stream, context: Context) -> Iterator[Finding]:
    kept = stream.topic.retention
    if stream.topic.cleanup is not Cleanup.COMPACT and kept is not None and kept < A_WEEK:
        place = context.setting("topic", "retention")
        yield TOO_SHORT.at(place, topic=stream.topic.name, retention=spell(kept))
