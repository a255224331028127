"""keys/dedup-drops-updates — a compacted stream is deduplicated by its own key.

Why: in a compacted stream a second record with the same key is an update, not a repetition. Deduplication by the key
would take every update within the window out as a duplicate, and readers would keep the old state.

Instead: deduplicate by the id of the change, or not at all: compaction already keeps one record a key.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.fields import dotted
from headgate.model import Cleanup, Stream

DROPS = Message(
    title="`{stream}` is compacted by `{key}` and deduplicated by it too",
    remedy="take `dedup` away, or deduplicate by the id of the change",
)


@rule(on=Stream, severity=Severity.ERROR, since="0.1")
def check(stream: Stream, context: Context) -> Iterator[Finding]:
    if stream.dedup is None or stream.key is None or stream.topic.cleanup is Cleanup.DELETE:
        return
    # No id at all, or a name that is no field, has a rule of its own.
    if stream.dedup.by and set(stream.dedup.by) <= {stream.key, *stream.dedup.scope}:
        yield DROPS.at(context.setting("dedup", "by"), stream=stream.name, key=dotted(stream.key))
