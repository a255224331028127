"""structure/purpose-missing — the contract does not say what the stream is for.

Why: a reader who does not know what a stream is for guesses, and builds on what was never promised. The purpose is
also what an erase or access request is answered with.

Instead: write one sentence in `description.purpose`.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.model import Contract

NO_PURPOSE = Message(
    title="`{contract}` does not say what it is for",
    remedy="write `description: {{purpose: …}}` in one sentence",
)


@rule(on=Contract, severity=Severity.WARNING, since="0.1")
def check(contract: Contract, context: Context) -> Iterator[Finding]:
    if contract.streams and not contract.purpose.strip():
        yield NO_PURPOSE.at(context.at("id"), contract=contract.id)
