"""schema/required-field-added — a new field must be there in every record.

Why: producers of the earlier version do not send it, so that each of their records becomes a dead letter. Records
that are on the topic already lack it too.

Instead: add the field as optional, and require it when every producer sends it.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.field_kinds import RequiredFieldAdded
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

DEMANDED = Message(
    title="required `{field}` was added to `{stream}`",
    remedy="drop `required: true` from `{field}` until every producer sends it, or release {required}",
    label="every record must have it",
)


@rule(on=RequiredFieldAdded, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: RequiredFieldAdded, context: Context) -> Iterator[Finding]:
    yield tell(DEMANDED, change, context)
