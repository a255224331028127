"""objectives/objective-removed — an objective is gone on which readers built theirs.

Why: nothing measures or alerts any more, and readers that promised something on the strength of it promise more than
they know.

Instead: keep the objective, or raise the major version and tell the readers.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.promise_kinds import ObjectiveRemoved
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

GONE = Message(
    title="the objective `{name}` was removed",
    remedy="keep the objective `{name}`, or release {required}",
    label="no `{name}`",
)


@rule(on=ObjectiveRemoved, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: ObjectiveRemoved, context: Context) -> Iterator[Finding]:
    yield tell(GONE, change, context, stood="`{name}` stood here")
