"""schema/field-removed — a field is gone that a consumer may still read.

Why: readers select a field by its name, and a schema that still has it finds nothing to fill it from. Nobody can tell
from outside who reads which field.

Instead: deprecate the field for one release and tell its readers, then raise the major version and take it away.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.field_kinds import FieldRemoved
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

GONE = Message(
    title="`{field}` was removed from `{stream}`",
    remedy="keep `{field}` and set `deprecated: true` for one release, or release {required}",
    label="no `{field}` any more",
)


@rule(on=FieldRemoved, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: FieldRemoved, context: Context) -> Iterator[Finding]:
    yield tell(GONE, change, context, stood="`{field}` stood here")
