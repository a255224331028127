"""keys/key-field-unknown — the message key names a field that the stream does not have.

Why: the producer takes the key from that field, so it could not produce a single record.

Instead: name one of the stream's fields as it is on the wire.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.fields import dotted, find, known
from headgate.model import Stream

NO_SUCH_FIELD = Message(
    title="key `{key}` is not a field of `{stream}`",
    remedy="name one of its fields: {fields}",
)


@rule(on=Stream, severity=Severity.ERROR, since="0.1")
def check(stream: Stream, context: Context) -> Iterator[Finding]:
    if stream.key is not None and find(stream, stream.key) is None:
        place = context.setting("topic", "key")
        yield NO_SUCH_FIELD.at(place, key=dotted(stream.key), stream=stream.name, fields=known(stream.fields))
