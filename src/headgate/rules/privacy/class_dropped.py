"""privacy/class-dropped — a value has no privacy class any more.

Why: what has no class is treated as public: the value stands readable in dead letters, logs and tables from then on.

Instead: keep the class; name a lower one explicitly where the value is harmless.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.field_kinds import ClassDropped
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

DROPPED = Message(
    title="the class {before} of `{field}` of `{stream}` was dropped",
    remedy="keep `classification: {before}`, or release {required}",
    label="no class",
)


@rule(on=ClassDropped, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: ClassDropped, context: Context) -> Iterator[Finding]:
    yield tell(DROPPED, change, context)
