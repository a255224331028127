"""privacy/data-subject-missing — a stream has personal fields, but does not say whom they are about.

Why: a request to erase or to show a person's data finds the records by the field that identifies the person. Without
one, they cannot be found.

Instead: set `dataSubject: true` on the field that identifies the person.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, rule
from headgate.lint.fields import dotted, walk
from headgate.lint.personal import is_personal
from headgate.model import Stream

WHOSE = Message(
    title="`{stream}` has personal fields (`{field}`) but no data subject",
    remedy="set `dataSubject: true` on the field that identifies the person",
)


@rule(on=Stream, severity=Severity.WARNING, since="0.1")
def check(stream: Stream, context: Context) -> Iterator[Finding]:
    fields = tuple(walk(stream.fields))
    if any(field.data_subject for _, field in fields):
        return
    for path, field in fields:
        if field.privacy is not None or is_personal(field):
            yield WHOSE.at(context.field(path), stream=stream.name, field=dotted(path))
            return
