"""topic/retention-shortened — records are kept for less time.

Why: a consumer that is behind, or that replays from the start, finds records gone that it was promised.

Instead: keep the retention, or raise the major version and tell the readers how long a replay can reach back.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.stream_kinds import RetentionShortened
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

SHORTER = Message(
    title="the retention of `{stream}` was shortened from {before} to {after}",
    remedy="keep `retention: {before}`, or release {required}",
    label="{after}",
)


@rule(on=RetentionShortened, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: RetentionShortened, context: Context) -> Iterator[Finding]:
    yield tell(SHORTER, change, context)
