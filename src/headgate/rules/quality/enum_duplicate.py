"""quality/enum-duplicate — an enumeration has the same value twice.

Why: Avro refuses an enumeration with a repeated symbol, and Protobuf one with a repeated name. Values that differ
only in case become one name in Protobuf.

Instead: list every value once.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.fields import dotted
from headgate.model import Enumeration, Field, WireFormat

TWICE = Message(
    title="`{field}` has the value `{symbol}` twice",
    remedy="list `{symbol}` once",
)


@rule(on=Field, severity=Severity.ERROR, since="0.1")
def check(field: Field, context: Context) -> Iterator[Finding]:
    symbols = field.type.symbols if isinstance(field.type, Enumeration) else ()
    folds = context.stream.format is WireFormat.PROTOBUF
    seen: set[str] = set()
    for symbol in symbols:
        name = symbol.upper() if folds else symbol
        if name in seen:
            place = context.setting("enum") if context.has_setting("enum") else context.at("enum")
            yield TWICE.at(place, field=dotted(context.path), symbol=symbol)
        seen.add(name)
