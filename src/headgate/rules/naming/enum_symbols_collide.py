"""naming/enum-symbols-collide — two values of an enumeration become one name in Protobuf.

Why: Protobuf's enum values are written in capitals, so values that differ only in case are one name, and
`unspecified` is the name of the value that is not set. No compiler takes the message.

Instead: rename one of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.fields import dotted
from headgate.model import Enumeration, Field, WireFormat

COLLIDE = Message(
    title="values `{symbol}` and `{other}` of `{field}` are one name in Protobuf",
    remedy="rename one of them",
)
TAKEN = Message(
    title="value `{symbol}` of `{field}` is Protobuf's own name for no value",
    remedy="rename `{symbol}`",
)
UNSET: Final = "UNSPECIFIED"


@rule(on=Field, severity=Severity.ERROR, since="0.1")
def check(field: Field, context: Context) -> Iterator[Finding]:
    if context.stream.format is not WireFormat.PROTOBUF or not isinstance(field.type, Enumeration):
        return
    place = context.setting("enum") if context.has_setting("enum") else context.at("enum")
    first: dict[str, str] = {}
    for symbol in field.type.symbols:
        other = first.setdefault(symbol.upper(), symbol)
        if symbol.upper() == UNSET:
            yield TAKEN.at(place, symbol=symbol, field=dotted(context.path))
        elif other is not symbol:
            yield COLLIDE.at(place, symbol=symbol, other=other, field=dotted(context.path))
