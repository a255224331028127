"""quality/enum-empty — a list of allowed values is empty.

Why: no value is in it, so every record that has the field would be a dead letter.

Instead: list the values, or take the list away.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.fields import dotted, walk
from headgate.model import Enumeration, OneOf, Stream

NO_VALUE = Message(
    title="`{field}` may have none of no values",
    remedy="list the values that `{field}` may have, or take the list away",
)


@rule(on=Stream, severity=Severity.ERROR, since="0.1")
def check(stream: Stream, context: Context) -> Iterator[Finding]:
    for path, field in walk(stream.fields):
        if isinstance(field.type, Enumeration) and not field.type.symbols:
            yield NO_VALUE.at(context.field(path), field=dotted(path))
    for expectation in stream.expectations:
        promise = expectation.promise
        if isinstance(promise, OneOf) and not promise.values:
            place = context.source.expectation(stream.name, expectation.name)
            yield NO_VALUE.at(place, field=dotted(promise.field))
