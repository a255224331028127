"""objectives/objective-loosened — an objective promises less.

Why: readers built their own objectives on it: what may come later or less often here cannot come sooner there.

Instead: keep the objective, or raise the major version and tell the readers.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.promise_kinds import ObjectiveLoosened
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

LOOSER = Message(
    title="the objective `{name}` was loosened from {before} to {after}",
    remedy="keep {before}, or release {required}",
    label="{after}",
)


@rule(on=ObjectiveLoosened, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: ObjectiveLoosened, context: Context) -> Iterator[Finding]:
    yield tell(LOOSER, change, context)
