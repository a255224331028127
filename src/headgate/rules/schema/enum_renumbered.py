"""schema/enum-renumbered — symbols of an enumeration have other Protobuf numbers.

Why: on the Protobuf wire a symbol is its number, so every reader of the earlier version takes one symbol for another,
without an error.

Instead: put new symbols last, and leave the others where they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.field_kinds import EnumRenumbered
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

RENUMBERED = Message(
    title="`{field}` of `{stream}` has other numbers for {symbols}",
    remedy="put new symbols last and leave {symbols} where they were, or release {required}",
    label="other numbers",
)


@rule(on=EnumRenumbered, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: EnumRenumbered, context: Context) -> Iterator[Finding]:
    yield tell(RENUMBERED, change, context, stood="the earlier order")
