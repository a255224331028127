"""keys/dedup-field-optional — an id that deduplication goes by may be missing.

Why: two records without the id look like the same record, so the second of two different events would be taken out
as a duplicate.

Instead: make the field `required: true`: a record without an id is then a dead letter, with a reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Related, Severity
from headgate.lint import Context, rule
from headgate.lint.fields import dotted, find, may_be_missing
from headgate.model import Stream

OPTIONAL = Message(
    title="`{field}` tells records of `{stream}` apart but is not required",
    remedy="add `required: true` to `{field}`, or take it out of `dedup.{part}`",
)


@rule(on=Stream, severity=Severity.ERROR, since="0.1")
def check(stream: Stream, context: Context) -> Iterator[Finding]:
    parts = (("by", stream.dedup.by), ("scope", stream.dedup.scope)) if stream.dedup else ()
    for part, paths in parts:
        for path in paths:
            if find(stream, path) is not None and may_be_missing(stream, path):
                chosen = (Related("dedup", context.setting("dedup", part)),)
                place, field = context.field(path), dotted(path)
                yield OPTIONAL.at(place, related=chosen, field=field, stream=stream.name, part=part)
