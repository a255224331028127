"""structure/field-undocumented — a field has no description.

Why: a name alone does not tell its unit, its clock or its currency. Generated schemas carry the description to
every reader of the topic.

Instead: write what the value is, in which unit, and who sets it.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.fields import dotted
from headgate.model import Field

NO_DESCRIPTION = Message(
    title="`{field}` has no description",
    remedy="add a `description` that says what the value is and in which unit",
)


@rule(on=Field, severity=Severity.NOTE, since="0.1")
def check(field: Field, context: Context) -> Iterator[Finding]:
    if not field.doc.strip():
        yield NO_DESCRIPTION.at(context.place, field=dotted(context.path))
