"""privacy/class-replaced — a value has a class of which nobody can tell whether it is stricter.

Why: rules downstream know the earlier word, and a word that they do not know protects nothing.

Instead: use a word that is known (public, internal, confidential, restricted, secret), or raise the major version.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.field_kinds import ClassReplaced
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

OTHER = Message(
    title="the class of `{field}` of `{stream}` went from {before} to {after}",
    remedy="keep `classification: {before}`, or release {required}",
    label="{after}",
)


@rule(on=ClassReplaced, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: ClassReplaced, context: Context) -> Iterator[Finding]:
    yield tell(OTHER, change, context)
