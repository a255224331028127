"""structure/tag-reserved — a Protobuf field number is outside what the format allows.

Why: Protobuf numbers run from 1 to 536,870,911, and it keeps 19,000 to 19,999 for itself: no compiler takes another.

Instead: number from 1; the numbers up to 15 take one byte a record.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.fields import dotted
from headgate.model import Field, WireFormat

OUT_OF_RANGE = Message(
    title="`{field}` has number {number}, which Protobuf does not allow",
    remedy="choose a free number from 1 to 18999",
)
LARGEST: Final = 2**29 - 1
RESERVED: Final = range(19_000, 20_000)


@rule(on=Field, severity=Severity.ERROR, since="0.1")
def check(field: Field, context: Context) -> Iterator[Finding]:
    legal = 1 <= field.number <= LARGEST and field.number not in RESERVED
    if context.stream.format is WireFormat.PROTOBUF and not legal:
        place = context.setting("number")
        yield OUT_OF_RANGE.at(place, field=dotted(context.path), number=field.number)
