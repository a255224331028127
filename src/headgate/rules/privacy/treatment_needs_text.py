"""privacy/treatment-needs-text — a value that is not text is to become a token, a mask or a cipher.

Why: the three give text, so the field's type would have to change between the raw and the clean topic. Readers of the
clean topic would not find the type that the contract promises.

Instead: drop the field, or carry the value as text.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.fields import dotted
from headgate.model import Field, Privacy, Text, Uuid

NOT_TEXT = Message(
    title="`{field}` is of type {type}, which cannot become text to {treatment} it",
    remedy="use `privacy: drop`, or make `{field}` a `logicalType: string`",
)


@rule(on=Field, severity=Severity.ERROR, since="0.1")
def check(field: Field, context: Context) -> Iterator[Finding]:
    needs_text = field.privacy is not None and field.privacy is not Privacy.DROP
    if field.privacy is not None and needs_text and not isinstance(field.type, Text | Uuid):
        kind = type(field.type).__name__.lower()
        treatment = field.privacy.value
        yield NOT_TEXT.at(
            context.setting("privacy"), field=dotted(context.path), type=kind, treatment=treatment
        )
