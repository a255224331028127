"""keys/key-field-optional — the message key may be missing.

Why: a record without the field has no key, so it lands on any partition and overtakes the other records of its thing. A
compacted topic refuses it.

Instead: make the field `required: true`, or choose a required one.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Related, Severity
from headgate.lint import Context, rule
from headgate.lint.fields import dotted, find, may_be_missing
from headgate.lint.remedies import requiring
from headgate.model import Stream

OPTIONAL = Message(
    title="key `{key}` of `{stream}` is not required",
    remedy="add `required: true` to `{key}`, or choose a required field",
)


@rule(on=Stream, severity=Severity.ERROR, since="0.1")
def check(stream: Stream, context: Context) -> Iterator[Finding]:
    key = stream.key
    if key is not None and find(stream, key) is not None and may_be_missing(stream, key):
        chosen = (
            (Related("key", context.setting("topic", "key")),) if context.has_setting("topic", "key") else ()
        )
        fix = requiring(context, key)
        yield OPTIONAL.at(context.field(key), related=chosen, fix=fix, key=dotted(key), stream=stream.name)
