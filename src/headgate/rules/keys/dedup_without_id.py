"""keys/dedup-without-id — deduplication is declared, but no field tells two records apart.

Why: without an id no two records are the same, or all are. The stream has no primary key that `dedup` could go by.

Instead: name the id in `dedup.by`, or mark it `primaryKey: true`.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.model import Stream

NO_ID = Message(
    title="`{stream}` is deduplicated by no field",
    remedy="set `dedup.by` to the field that is the same for every retry of one record",
)


@rule(on=Stream, severity=Severity.ERROR, since="0.1")
def check(stream: Stream, context: Context) -> Iterator[Finding]:
    # A name that is no field is told when the text is read.
    if stream.dedup is not None and not stream.dedup.by and not context.has_setting("dedup", "by"):
        yield NO_ID.at(context.setting("dedup"), stream=stream.name)
