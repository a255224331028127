"""quality/unknown-field — a quality rule names a field that the stream does not have.

Why: the rule can never be computed, so nobody would learn that its promise is broken.

Instead: name the stream's fields as they are on the wire.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.fields import dotted, find, known
from headgate.lint.promises import fields_of
from headgate.model import Expectation

NO_SUCH_FIELD = Message(
    title="a rule names `{field}`, which `{stream}` does not have",
    remedy="name one of its fields: {fields}",
)


@rule(on=Expectation, severity=Severity.ERROR, since="0.1")
def check(expectation: Expectation, context: Context) -> Iterator[Finding]:
    stream = context.stream
    for path in fields_of(expectation):
        if find(stream, path) is None:
            yield NO_SUCH_FIELD.at(
                context.place,
                field=dotted(path),
                stream=stream.name,
                fields=known(stream.fields),
            )
