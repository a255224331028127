"""privacy/treatment-needs-text — a value that is not text is to become a token, a mask or a cipher.

Why: a token, a mask or a cipher is text, so the field's type would change between the raw and the clean topic. Readers
of the clean topic would not find the type that the contract promises.

Instead: drop the field, or carry the value as text.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.fields import dotted
from headgate.model import Field, Privacy, Text, Uuid
from headgate.odcs.field_types import kind_of_type

NOT_TEXT = Message(
    title="`{field}` is {kind}, but only text can be {done}",
    remedy="use `privacy: drop`, or make `{field}` a `logicalType: string`",
)


DONE: Final = MappingProxyType(
    {Privacy.TOKENIZE: "tokenized", Privacy.MASK: "masked", Privacy.ENCRYPT: "encrypted"}
)


@rule(on=Field, severity=Severity.ERROR, since="0.1")
def check(field: Field, context: Context) -> Iterator[Finding]:
    done = DONE.get(field.privacy) if field.privacy is not None else None
    if done and not isinstance(field.type, Text | Uuid):
        kind = kind_of_type(field.type)
        yield NOT_TEXT.at(context.setting("privacy"), field=dotted(context.path), kind=kind, done=done)
