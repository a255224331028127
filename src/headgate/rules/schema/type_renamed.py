"""schema/type-renamed — the object or enum in a field has another name on the wire.

Why: Avro readers match records and enums by name, and code generated from a schema calls them so. With another name, what was
written before cannot be read.

Instead: write the earlier name as `typeName` in the field's `headgate` property.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.field_kinds import TypeRenamed
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

RENAMED = Message(
    title="the type in `{field}` of `{stream}` is `{after}`, and was `{before}`",
    remedy="write `typeName: {before}` for `{field}`, or release {required}",
    label="`{after}` now",
)


@rule(on=TypeRenamed, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: TypeRenamed, context: Context) -> Iterator[Finding]:
    yield tell(RENAMED, change, context, stood="`{before}`")
