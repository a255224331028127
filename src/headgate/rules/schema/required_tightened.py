"""schema/required-tightened — a field must be there that producers could leave out.

Why: records of producers that leave it out become dead letters, and records that are on the topic already may lack
it.

Instead: keep it optional until every producer sends it and the retention has passed, then raise the major version.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.field_kinds import RequiredTightened
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

REQUIRED = Message(
    title="`{field}` of `{stream}` became required",
    remedy="keep `{field}` optional until every producer sends it, or release {required}",
    label="required now",
)


@rule(on=RequiredTightened, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: RequiredTightened, context: Context) -> Iterator[Finding]:
    yield tell(REQUIRED, change, context, stood="was optional")
