"""schema/required-loosened — a field may be missing on which readers count.

Why: a reader that counts on the value meets null, which a typed column or a primitive in code cannot hold.

Instead: keep the field required, or raise the major version and tell the readers.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.field_kinds import RequiredLoosened
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

OPTIONAL = Message(
    title="`{field}` of `{stream}` became optional",
    remedy="keep `required: true` on `{field}`, or release {required}",
    label="may be missing now",
)


@rule(on=RequiredLoosened, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: RequiredLoosened, context: Context) -> Iterator[Finding]:
    yield tell(OPTIONAL, change, context, stood="was required")
