"""naming/names-collide — two fields of one record are one name to something that reads them.

Why: Iceberg, Spark and Hive find columns without regard to case, and Protobuf's JSON form leaves underscores out. One
field then hides the other, or the table or the message is refused.

Instead: give one of them another name.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Related, Severity
from headgate.lint import Context, rule
from headgate.lint.fields import children, walk
from headgate.model import Field, FieldPath, Stream, WireFormat

COLLIDE = Message(
    title="`{field}` and `{other}` are one name to {reader}",
    remedy="give one of them another name",
)
TABLE = "a table, where case does not count"
JSON = "Protobuf's JSON, where underscores do not count"


@rule(on=Stream, severity=Severity.ERROR, since="0.1")
def check(stream: Stream, context: Context) -> Iterator[Finding]:
    yield from _among((), stream.fields, context)
    for path, field in walk(stream.fields):
        yield from _among(path, children(field.type), context)


def _among(path: FieldPath, fields: tuple[Field, ...], context: Context) -> Iterator[Finding]:
    is_protobuf = context.stream.format is WireFormat.PROTOBUF
    first: dict[str, str] = {}
    for field in fields:
        folded = field.name.casefold()
        other = first.setdefault(folded.replace("_", "") if is_protobuf else folded, field.name)
        if other != field.name:
            reader = TABLE if other.casefold() == folded else JSON
            twin = Related("twin", context.field((*path, other)))
            place = context.field((*path, field.name))
            yield COLLIDE.at(place, related=(twin,), field=field.name, other=other, reader=reader)
