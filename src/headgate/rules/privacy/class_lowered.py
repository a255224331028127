"""privacy/class-lowered — a personal value has a less strict class.

Why: access, masking and retention follow the class, so a lower one opens the value to people who were kept from it.
That goes for copies, too, that were made under the earlier class.

Instead: keep the class, or let the data protection officer decide and raise the major version.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.field_kinds import ClassLowered
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

LOWERED = Message(
    title="the class of `{field}` of `{stream}` was lowered from {before} to {after}",
    remedy="keep `classification: {before}`, or release {required}",
    label="{after}",
)


@rule(on=ClassLowered, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: ClassLowered, context: Context) -> Iterator[Finding]:
    yield tell(LOWERED, change, context)
