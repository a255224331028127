"""naming/illegal-name — a field has a name that the wire format cannot spell.

Why: Avro and Protobuf names are letters, digits and underscores, and do not begin with a digit. A registry refuses
the generated schema.

Instead: give the field a legal `physicalName`; `name` and `businessName` stay free for people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.model import Field, WireFormat

ILLEGAL = Message(
    title="`{field}` is not a name that {format} can spell",
    remedy="add `physicalName: {legal}`",
)
LEGAL: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@rule(on=Field, severity=Severity.ERROR, since="0.1")
def check(field: Field, context: Context) -> Iterator[Finding]:
    wire = context.stream.format
    if wire is not WireFormat.JSON and not LEGAL.fullmatch(field.name):
        yield ILLEGAL.at(context.place, field=field.name, format=wire.value.title(), legal=_legal(field.name))


def _legal(name: str) -> str:
    cleaned = re.sub(r"[^A-Za-z0-9_]+", "_", name).strip("_") or "field"
    return f"_{cleaned}" if cleaned[0].isdecimal() else cleaned
