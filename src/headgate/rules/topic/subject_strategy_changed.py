"""topic/subject-strategy-changed — the schema is registered under another subject.

Why: clients that are configured for the earlier strategy look for the schema under a subject that gets no new
versions, and the new subject checks nothing against the past.

Instead: keep the strategy, or raise the major version together with a new topic.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.stream_kinds import SubjectStrategyChanged
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

ELSEWHERE = Message(
    title="the subject of `{stream}` is named by {after}, and was by {before}",
    remedy="keep `subjectStrategy: {before}`, or release {required}",
    label="{after}",
)


@rule(on=SubjectStrategyChanged, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: SubjectStrategyChanged, context: Context) -> Iterator[Finding]:
    yield tell(ELSEWHERE, change, context)
