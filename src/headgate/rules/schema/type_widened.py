"""schema/type-widened — a field's type has values that readers of the earlier version cannot hold.

Why: a reader built for the earlier type overflows, or refuses the record, at the first value that only the new type
has.

Instead: add a field of the new type beside the old one, or raise the major version and tell the readers.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.field_kinds import TypeWidened
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

WIDENED = Message(
    title="`{field}` of `{stream}` was widened from {before} to {after}",
    remedy="add a field of type {after} beside `{field}`, or release {required}",
    label="{after}",
)


@rule(on=TypeWidened, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: TypeWidened, context: Context) -> Iterator[Finding]:
    yield tell(WIDENED, change, context)
