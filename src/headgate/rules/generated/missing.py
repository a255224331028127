"""generated/missing — a file that a contract generates is not there, though others of its kind are.

Why: a stream without its generated files is a stream that nothing enforces.

Instead: run `headgate generate` and commit what it writes.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.evidence import GeneratedFile

MISSING = Message(
    title="`{name}` was not generated",
    why="other contracts have their {target} files, and this one lacks {path}",
    remedy="run `headgate generate {target}` and commit the file",
)


@rule(on=GeneratedFile, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.GENERATED}))
def check(file: GeneratedFile, context: Context) -> Iterator[Finding]:
    if not file.difference:
        name = file.path.rsplit("/", 1)[-1]
        yield MISSING.at(context.source.place("/id"), name=name, path=file.path, target=file.target)
