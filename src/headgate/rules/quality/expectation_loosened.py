"""quality/expectation-loosened — a quality rule asks for less.

Why: readers sized their columns, buckets and code by the rule, and now meet values outside of it.

Instead: keep the bounds, or raise the major version and tell the readers.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.promise_kinds import ExpectationLoosened
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

LOOSER = Message(
    title="the rule `{name}` of `{stream}` was loosened from {before} to {after}",
    remedy="keep {before}, or release {required}",
    label="{after}",
)


@rule(on=ExpectationLoosened, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: ExpectationLoosened, context: Context) -> Iterator[Finding]:
    yield tell(LOOSER, change, context)
