"""lifecycle/contract-deprecated — the contract is announced to go.

Why: consumers need the time between the announcement and the end to move, and they have it only when they hear of it.

Instead: tell every consumer on the list, say in `description` what to read instead, and raise the minor version.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.contract_kinds import ContractDeprecated
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

DEPRECATED = Message(
    title="the contract was deprecated, and was {before}",
    remedy="tell the consumers what to read instead",
    label="announced to go",
)


@rule(on=ContractDeprecated, severity=Severity.WARNING, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: ContractDeprecated, context: Context) -> Iterator[Finding]:
    yield tell(DEPRECATED, change, context)
