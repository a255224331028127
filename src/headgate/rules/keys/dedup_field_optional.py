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
from headgate.lint.remedies import requiring
from headgate.model import Stream

OPTIONAL = Message(
    title="`{field}` tells records of `{stream}` apart but is not required",
    remedy="add `required: true` to `{field}`, or take it out of `dedup.by`",
)
OPTIONAL_SCOPE = Message(
    title="`{field}` is the scope of deduplication in `{stream}` but is not required",
    remedy="add `required: true` to `{field}`, or take it out of `dedup.scope`",
    why="records without it share one scope, which a single worker would have to hold",
)


@rule(on=Stream, severity=Severity.ERROR, since="0.1")
def check(stream: Stream, context: Context) -> Iterator[Finding]:
    if stream.dedup is None:
        return
    for part, message, paths in (
        ("by", OPTIONAL, stream.dedup.by),
        ("scope", OPTIONAL_SCOPE, stream.dedup.scope),
    ):
        for path in paths:
            if find(stream, path) is not None and may_be_missing(stream, path):
                chosen = (Related("dedup", context.setting("dedup", part)),)
                place, fix = context.field(path), requiring(context, path)
                yield message.at(place, related=chosen, fix=fix, field=dotted(path), stream=stream.name)
