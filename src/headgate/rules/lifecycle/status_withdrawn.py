"""lifecycle/status-withdrawn — an active contract is a draft again.

Why: a draft promises nothing, and consumers that relied on the active contract are left without one.

Instead: work on a draft in a branch, or under a pre-release version; the released contract stays active.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.contract_kinds import StatusWithdrawn
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

WITHDRAWN = Message(
    title="the status was taken back from {before} to {after}",
    remedy="keep `status: {before}`, or release {required}",
    label="{after}",
)


@rule(on=StatusWithdrawn, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: StatusWithdrawn, context: Context) -> Iterator[Finding]:
    yield tell(WITHDRAWN, change, context)
