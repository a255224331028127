"""generated/stale — a generated file is not what its contract would generate now.

Why: what runs is the file, and it keeps another promise than the contract that is judged.

Instead: run `headgate generate` and commit what it writes.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Place, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.evidence import GeneratedFile

STALE = Message(
    title="`{name}` is stale",
    why="{difference}",
    remedy="run `headgate generate {target}` and commit the file",
)


@rule(on=GeneratedFile, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.GENERATED}))
def check(file: GeneratedFile, context: Context) -> Iterator[Finding]:  # noqa: ARG001 - a rule's signature
    if file.difference:
        name = file.path.rsplit("/", 1)[-1]
        yield STALE.at(Place(file.path), name=name, difference=file.difference, target=file.target)
