"""privacy/data-subject-unset — a field no longer says whom a record is about.

Why: an order to erase a person finds records by this field, and passes over all of them from then on.

Instead: keep `dataSubject: true` on one field of every stream that has personal values.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.field_kinds import DataSubjectUnset
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

NOBODY = Message(
    title="`{field}` of `{stream}` no longer says whom a record is about",
    remedy="keep `dataSubject: true` on `{field}`, or release {required}",
    label="no data subject",
)


@rule(on=DataSubjectUnset, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: DataSubjectUnset, context: Context) -> Iterator[Finding]:
    yield tell(NOBODY, change, context, stood="data subject here")
