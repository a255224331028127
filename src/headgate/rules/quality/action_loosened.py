"""quality/action-loosened — a breach of a quality rule leads to less.

Why: records that were held back reach the clean topic, where readers do not expect them.

Instead: keep the action, or raise the major version and tell the readers.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.promise_kinds import ActionLoosened
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

MILDER = Message(
    title="a breach of `{name}` of `{stream}` leads to {after}, and led to {before}",
    remedy="keep `action: {before}`, or release {required}",
    label="{after}",
)


@rule(on=ActionLoosened, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: ActionLoosened, context: Context) -> Iterator[Finding]:
    yield tell(MILDER, change, context)
