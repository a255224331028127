"""schema/enum-shrunk — an enumeration lost symbols that producers may still send.

Why: a record with a lost symbol becomes a dead letter, and readers of the new version cannot read the old records
that have it.

Instead: keep the symbol and let producers stop sending it first; take it away with the next major version.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.field_kinds import EnumShrunk
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

LOST = Message(
    title="`{field}` of `{stream}` lost {symbols}",
    remedy="keep {symbols} until no producer sends it, or release {required}",
    label="lost {symbols}",
)


@rule(on=EnumShrunk, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: EnumShrunk, context: Context) -> Iterator[Finding]:
    yield tell(LOST, change, context, stood="had {symbols}")
