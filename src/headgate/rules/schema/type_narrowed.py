"""schema/type-narrowed — a field's type no longer has all values that it had.

Why: producers of the earlier version still send the values that are gone, and records with them are on the topic
already.

Instead: add a field of the new type beside the old one, or check the values with a quality rule and keep the type.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.field_kinds import TypeNarrowed
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

NARROWED = Message(
    title="`{field}` of `{stream}` was narrowed from {before} to {after}",
    remedy="keep {before} for `{field}` and add a rule for its values, or release {required}",
    label="{after}",
)


@rule(on=TypeNarrowed, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: TypeNarrowed, context: Context) -> Iterator[Finding]:
    yield tell(NARROWED, change, context)
