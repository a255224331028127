"""keys/compacted-without-key — a compacted topic gets records without a key.

Why: compaction keeps the latest record of each key, so a broker refuses a record without one. Every write would
fail.

Instead: set `topic.key`, or keep the records by time with `cleanup: delete`.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.model import Cleanup, Stream

NO_KEY = Message(
    title="`{stream}` is compacted but has no message key",
    remedy="set `topic.key` to the field that names one entry, or use `cleanup: delete`",
)


@rule(on=Stream, severity=Severity.ERROR, since="0.1")
def check(stream: Stream, context: Context) -> Iterator[Finding]:
    written = context.has_setting("topic", "key")
    if stream.key is None and not written and stream.topic.cleanup is not Cleanup.DELETE:
        yield NO_KEY.at(context.setting("topic", "cleanup"), stream=stream.name)
