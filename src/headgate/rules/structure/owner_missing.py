"""structure/owner-missing — nobody is named who answers for the stream.

Why: a broken promise needs somebody to call, and a breaking change needs somebody to agree. Dead letters and burn
alerts of a stream are routed to the contract's team.

Instead: name the team in `team.name`.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.model import Contract

NO_OWNER = Message(
    title="`{contract}` names no team that owns it",
    remedy="write `team: {{name: …}}` with the team that answers for the stream",
)


@rule(on=Contract, severity=Severity.WARNING, since="0.1")
def check(contract: Contract, context: Context) -> Iterator[Finding]:
    if contract.streams and not contract.owner.strip():
        yield NO_OWNER.at(context.at("id"), contract=contract.id)
