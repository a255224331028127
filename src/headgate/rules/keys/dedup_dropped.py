"""keys/dedup-dropped — duplicates are no longer taken out.

Why: readers that count or sum on the strength of the promise count every retry of a producer twice.

Instead: keep `dedup`, or raise the major version and tell the readers that they meet duplicates.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.stream_kinds import DedupDropped
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

GONE = Message(
    title="`{stream}` is no longer deduplicated",
    remedy="keep `dedup`, or release {required}",
    label="no deduplication",
)


@rule(on=DedupDropped, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: DedupDropped, context: Context) -> Iterator[Finding]:
    yield tell(GONE, change, context, stood="deduplicated here")
