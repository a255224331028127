"""keys/dedup-within-shortened — duplicates are recognised for less time.

Why: a retry that comes after the new window passes as a record of its own, and readers count it twice.

Instead: keep `dedup.within` as long as producers retry, or raise the major version.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.stream_kinds import DedupWithinShortened
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

SHORTER = Message(
    title="deduplication of `{stream}` was shortened from {before} to {after}",
    remedy="keep `dedup.within: {before}`, or release {required}",
    label="{after}",
)


@rule(on=DedupWithinShortened, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: DedupWithinShortened, context: Context) -> Iterator[Finding]:
    yield tell(SHORTER, change, context)
