"""schema/field-renamed — a field has another name on the wire.

Why: readers select a field by its name, so a new name is to them a field that is gone and a field that they do not
know.

Instead: add the new field beside the old one, fill both, and take the old one away with the next major version.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.field_kinds import FieldRenamed
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

RENAMED = Message(
    title="`{before}` of `{stream}` was renamed to `{after}`",
    remedy="keep `{before}` beside `{after}` and fill both for one release, or release {required}",
    label="was `{before}`",
)


@rule(on=FieldRenamed, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: FieldRenamed, context: Context) -> Iterator[Finding]:
    yield tell(RENAMED, change, context, stood="`{before}` stood here")
