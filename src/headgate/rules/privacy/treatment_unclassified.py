"""privacy/treatment-unclassified — a field is treated as personal, but not classified.

Why: the classification is what access rules, catalogues and audits go by. A treatment alone does not tell them that
the raw topic holds the value in the clear.

Instead: write the field's `classification`.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.fields import dotted
from headgate.model import Field

UNCLASSIFIED = Message(
    title="`{field}` is treated as personal but has no classification",
    remedy="add `classification: restricted`, or the word that your organisation uses",
)


@rule(on=Field, severity=Severity.NOTE, since="0.1")
def check(field: Field, context: Context) -> Iterator[Finding]:
    if field.privacy is not None and not field.classification.strip():
        yield UNCLASSIFIED.at(context.setting("privacy"), field=dotted(context.path))
