"""lifecycle/id-changed — the contract has another identity.

Why: history, waivers, dead letters and metrics are kept by the id, and consumers look the contract up by it: under
another one it has no past.

Instead: keep the id; the name may change.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.contract_kinds import IdChanged
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

OTHER = Message(
    title="the contract's id was changed from `{before}` to `{after}`",
    remedy="keep `id: {before}`, or release {required}",
    label="was `{before}`",
)


@rule(on=IdChanged, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: IdChanged, context: Context) -> Iterator[Finding]:
    yield tell(OTHER, change, context, stood="`{before}` stood here")
