"""topic/format-changed — records are written in another format.

Why: a consumer's deserialiser cannot read the new bytes, and a registry refuses the new schema under the earlier
subject.

Instead: write the new format to a new topic, and raise the major version.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.stream_kinds import FormatChanged
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

REWRITTEN = Message(
    title="`{stream}` is written as {after}, and was {before}",
    remedy="keep {before}, or write {after} to a new topic and release {required}",
    label="{after}",
)


@rule(on=FormatChanged, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: FormatChanged, context: Context) -> Iterator[Finding]:
    yield tell(REWRITTEN, change, context)
