"""privacy/treatment-tightened — less of a personal value is left downstream.

Why: readers that join by a token or show the last digits get something else, or nothing, and old and new records no
longer match.

Instead: keep the treatment until the readers can do without, then raise the major version.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.field_kinds import TreatmentTightened
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

LESS = Message(
    title="the treatment of `{field}` of `{stream}` was tightened from {before} to {after}",
    remedy="keep the treatment {before} until readers can do without, or release {required}",
    label="{after}",
)


@rule(on=TreatmentTightened, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: TreatmentTightened, context: Context) -> Iterator[Finding]:
    yield tell(LESS, change, context)
