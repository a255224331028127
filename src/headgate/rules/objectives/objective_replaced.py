"""objectives/objective-replaced — an objective promises something else.

Why: neither promise has the other in it, so a reader who relied on the earlier one is left with a part of it.

Instead: add the new objective beside the old one, or raise the major version.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.promise_kinds import ObjectiveReplaced
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

OTHER = Message(
    title="the objective `{name}` was changed from {before} to {after}",
    remedy="keep {before} beside the new objective, or release {required}",
    label="{after}",
)


@rule(on=ObjectiveReplaced, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: ObjectiveReplaced, context: Context) -> Iterator[Finding]:
    yield tell(OTHER, change, context)
