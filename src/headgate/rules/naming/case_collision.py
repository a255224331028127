"""naming/case-collision — two fields differ only in upper and lower case.

Why: the topic can carry both, but Iceberg, Spark and Hive resolve columns without regard to case. One field then
hides the other, or the table cannot be read at all.

Instead: give one of them another name.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Related, Severity
from headgate.lint import Context, rule
from headgate.lint.fields import children, walk
from headgate.model import Field, FieldPath, Stream

COLLIDES = Message(
    title="`{field}` and `{other}` differ only in case",
    remedy="rename one of them: a table's columns are found without regard to case",
)


@rule(on=Stream, severity=Severity.ERROR, since="0.1")
def check(stream: Stream, context: Context) -> Iterator[Finding]:
    yield from _among((), stream.fields, context)
    for path, field in walk(stream.fields):
        yield from _among(path, children(field.type), context)


def _among(path: FieldPath, fields: tuple[Field, ...], context: Context) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for field in fields:
        other = first.setdefault(field.name.casefold(), field.name)
        if other != field.name:
            twin = Related("twin", context.field((*path, other)))
            place = context.field((*path, field.name))
            yield COLLIDES.at(place, related=(twin,), field=field.name, other=other)
