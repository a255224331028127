"""topic/compatibility-replaced — the registry checks something else of a new schema.

Why: the mode says who upgrades first, producers or consumers, and the other order breaks the side that relied on it.

Instead: use a mode that has both promises, `FULL` or `FULL_TRANSITIVE`, or raise the major version.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.stream_kinds import CompatibilityReplaced
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

OTHER = Message(
    title="the compatibility of `{stream}` is {after}, and was {before}",
    remedy="use `FULL_TRANSITIVE`, which keeps {before}, or release {required}",
    label="{after}",
)


@rule(on=CompatibilityReplaced, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: CompatibilityReplaced, context: Context) -> Iterator[Finding]:
    yield tell(OTHER, change, context)
