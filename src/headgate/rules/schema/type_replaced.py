"""schema/type-replaced — a field has a type that the earlier one cannot be read as.

Why: a reader of the earlier version takes the bytes for another value, or cannot read them at all. A changed unit,
scale or zone is passed even by the registry, and every number is wrong.

Instead: add a field of the new type beside the old one, fill both, and take the old one away with the next major
version.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.field_kinds import TypeReplaced
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

REPLACED = Message(
    title="`{field}` of `{stream}` became {after}, and was {before}",
    remedy="add a field of type {after} beside `{field}` and fill both, or release {required}",
    label="{after}",
)


@rule(on=TypeReplaced, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: TypeReplaced, context: Context) -> Iterator[Finding]:
    yield tell(REPLACED, change, context)
