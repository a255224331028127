"""quality/expectation-replaced — a quality rule asks for something else.

Why: records that kept the earlier rule may break the new one, and the reverse: producers and readers are both hit.

Instead: add the new rule beside the old one, or raise the major version.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.promise_kinds import ExpectationReplaced
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

OTHER = Message(
    title="the rule `{name}` of `{stream}` was changed from {before} to {after}",
    remedy="keep {before} beside the new rule, or release {required}",
    label="{after}",
)


@rule(on=ExpectationReplaced, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: ExpectationReplaced, context: Context) -> Iterator[Finding]:
    yield tell(OTHER, change, context)
