"""lifecycle/contract-retired — the contract holds no more.

Why: consumers that still read the stream have no promise of it, and producers may stop at any time.

Instead: deprecate the contract first, retire it when the list of consumers is empty, and raise the major version.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.contract_kinds import ContractRetired
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

RETIRED = Message(
    title="the contract was retired, and was {before}",
    remedy="keep `status: {before}` until no consumer is left, or release {required}",
    label="retired",
)


@rule(on=ContractRetired, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: ContractRetired, context: Context) -> Iterator[Finding]:
    yield tell(RETIRED, change, context)
