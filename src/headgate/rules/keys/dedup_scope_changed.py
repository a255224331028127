"""keys/dedup-scope-changed — duplicates are looked for among other records.

Why: a wider scope takes records out that were passed before, a narrower one passes duplicates that were taken out.

Instead: keep the fields in `dedup.scope`, or raise the major version and tell the readers.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.stream_kinds import DedupScopeChanged
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

OTHERS = Message(
    title="the scope of duplicates in `{stream}` went from {before} to {after}",
    remedy="keep the scope {before}, or release {required}",
    label="scope {after}",
)


@rule(on=DedupScopeChanged, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: DedupScopeChanged, context: Context) -> Iterator[Finding]:
    yield tell(OTHERS, change, context, stood="scope {before}")
