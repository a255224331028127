"""quality/expectation-removed — a quality rule is gone on which readers count.

Why: readers left out their own check because the contract promised it, and now meet values that it kept away.

Instead: keep the rule, or raise the major version and tell the readers.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.promise_kinds import ExpectationRemoved
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

GONE = Message(
    title="the rule `{name}` was removed from `{stream}`",
    remedy="keep the rule `{name}`, or release {required}",
    label="no `{name}`",
)


@rule(on=ExpectationRemoved, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: ExpectationRemoved, context: Context) -> Iterator[Finding]:
    yield tell(GONE, change, context, stood="`{name}` stood here")
