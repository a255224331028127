"""keys/dedup-changed — other fields tell what a duplicate is.

Why: records that were two are now one and the others are lost to the readers, or the reverse.

Instead: keep the fields in `dedup.by`, or raise the major version and tell the readers.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.stream_kinds import DedupChanged
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

OTHERS = Message(
    title="`{stream}` is deduplicated by `{after}`, not by `{before}`",
    remedy="keep `dedup.by: {before}`, or release {required}",
    label="by `{after}`",
)


@rule(on=DedupChanged, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: DedupChanged, context: Context) -> Iterator[Finding]:
    yield tell(OTHERS, change, context, stood="by `{before}`")
