"""topic/topic-renamed — the records are on another topic.

Why: consumers stay on the earlier topic, where nothing comes any more and no error tells them.

Instead: write to both topics for one release, or keep the topic; a new topic goes with a new major version.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.change.stream_kinds import TopicRenamed
from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, rule
from headgate.lint.changed import tell

RENAMED = Message(
    title="the topic of `{stream}` was renamed from `{before}` to `{after}`",
    remedy="keep `{before}` filled beside `{after}` until its readers moved, or release {required}",
    label="was `{before}`",
)


@rule(on=TopicRenamed, severity=Severity.ERROR, since="0.1", needs=frozenset({Needs.HISTORY}))
def check(change: TopicRenamed, context: Context) -> Iterator[Finding]:
    yield tell(RENAMED, change, context, stood="`{before}` stood here")
