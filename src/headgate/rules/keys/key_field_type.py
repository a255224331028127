"""keys/key-field-type — the message key is of a type that has no single text form.

Why: the key travels as text, and equal values must give equal bytes. A float, a decimal or a struct has several
spellings, so equal things could land on different partitions.

Instead: choose a text, integer, UUID or enumeration field.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.fields import dotted, find, identifies
from headgate.model import Stream

NO_TEXT_FORM = Message(
    title="key `{key}` of `{stream}` is a {type}",
    remedy="choose a text, integer or UUID field as `topic.key`",
)


@rule(on=Stream, severity=Severity.ERROR, since="0.1")
def check(stream: Stream, context: Context) -> Iterator[Finding]:
    field = find(stream, stream.key) if stream.key is not None else None
    if stream.key is not None and field is not None and not identifies(field.type):
        kind = type(field.type).__name__.lower()
        yield NO_TEXT_FORM.at(
            context.setting("topic", "key"), key=dotted(stream.key), stream=stream.name, type=kind
        )
