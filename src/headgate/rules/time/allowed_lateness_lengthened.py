"""time/allowed-lateness-lengthened — records may come later than readers were promised.

Why: readers closed their windows by the earlier bound, and now miss the records that come after it.

Instead: keep `lateness.allowed`, or raise the major version and tell the readers how long to wait.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.stream_kinds import AllowedLatenessLengthened
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

LATER = Message(
    title="records of `{stream}` may be {after} late, and might be {before}",
    remedy="keep `lateness.allowed: {before}`, or release {required}",
    label="{after}",
)


@rule(on=AllowedLatenessLengthened, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: AllowedLatenessLengthened, context: Context) -> Iterator[Finding]:
    yield tell(LATER, change, context)
