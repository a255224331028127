"""naming/illegal-enum-symbol — a value of an enumeration is not a name that the wire format can spell.

Why: Avro symbols and Protobuf enum values are letters, digits and underscores, and do not begin with a digit. A
registry refuses the generated schema.

Instead: spell the value as a name, or keep the field text and check it with an `invalidValues` rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.fields import dotted
from headgate.model import Enumeration, Field, WireFormat

ILLEGAL = Message(
    title="`{symbol}` of `{field}` is not a name that {format} can spell",
    remedy="spell it in letters, digits and underscores, or use an `invalidValues` rule instead",
)
LEGAL: Final = {
    WireFormat.AVRO: re.compile(r"[A-Za-z_][A-Za-z0-9_]*"),
    # The type's own name stands before each value, so a leading digit is no harm in Protobuf.
    WireFormat.PROTOBUF: re.compile(r"[A-Za-z0-9_]+"),
    WireFormat.JSON: re.compile(r".*", re.DOTALL),
}


@rule(on=Field, severity=Severity.ERROR, since="0.1")
def check(field: Field, context: Context) -> Iterator[Finding]:
    wire = context.stream.format
    for symbol in field.type.symbols if isinstance(field.type, Enumeration) else ():
        if not LEGAL[wire].fullmatch(symbol):
            place = context.at("enum") if not context.has_setting("enum") else context.setting("enum")
            yield ILLEGAL.at(place, symbol=symbol, field=dotted(context.path), format=wire.value.title())
