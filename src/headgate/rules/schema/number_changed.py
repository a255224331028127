"""schema/number-changed — a field has another Protobuf number.

Why: on the Protobuf wire a field is its number, so readers of the earlier version find the field empty, or another
field's value in it. A number that is not written is the field's position, and moves with it.

Instead: write the earlier number as `number` in the field's `headgate` property, and give new fields new numbers.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.field_kinds import NumberChanged
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

RENUMBERED = Message(
    title="`{field}` of `{stream}` has number {after}, and had {before}",
    remedy="write `number: {before}` for `{field}`, or release {required}",
    label="number {after}",
)


@rule(on=NumberChanged, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: NumberChanged, context: Context) -> Iterator[Finding]:
    yield tell(RENUMBERED, change, context, stood="number {before}")
