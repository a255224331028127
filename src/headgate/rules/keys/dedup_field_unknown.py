"""keys/dedup-field-unknown — deduplication names a field that the stream does not have.

Why: two records are told to be one by these fields. A name that no record has tells nothing, and the pipeline cannot
be built.

Instead: name fields of the stream in `dedup.by` and `dedup.scope` as they are on the wire.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.fields import dotted, find, known
from headgate.model import Stream

NO_SUCH_FIELD = Message(
    title="`dedup.{part}` names `{field}`, which `{stream}` does not have",
    remedy="name one of its fields: {fields}",
)


@rule(on=Stream, severity=Severity.ERROR, since="0.1")
def check(stream: Stream, context: Context) -> Iterator[Finding]:
    parts = (("by", stream.dedup.by), ("scope", stream.dedup.scope)) if stream.dedup else ()
    for part, paths in parts:
        for path in paths:
            if find(stream, path) is None:
                place = context.setting("dedup", part)
                names = known(stream.fields)
                yield NO_SUCH_FIELD.at(place, part=part, field=dotted(path), stream=stream.name, fields=names)
