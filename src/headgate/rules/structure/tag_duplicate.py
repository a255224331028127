"""structure/tag-duplicate — two fields of one Protobuf message have the same number.

Why: the number is all that a Protobuf record carries of a field's name. With the same number twice, no compiler
takes the message. A field without a `number` gets its position in the list, which may be another field's number.

Instead: give every field of the message its own `number`, and never use one again.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.diagnostics import Finding, Message, Related, Severity
from headgate.lint import Context, rule
from headgate.lint.fields import children, walk
from headgate.model import Field, FieldPath, Stream, WireFormat

TAKEN = Message(
    title="`{field}` has number {number}, as `{other}` has",
    remedy="give `{field}` a `number` of its own, such as {free}",
)


@rule(on=Stream, severity=Severity.ERROR, since="0.1")
def check(stream: Stream, context: Context) -> Iterator[Finding]:
    if stream.format is WireFormat.PROTOBUF:
        yield from _in_message((), stream.fields, context)
        for path, field in walk(stream.fields):
            yield from _in_message(path, children(field.type), context)


def _in_message(path: FieldPath, fields: tuple[Field, ...], context: Context) -> Iterator[Finding]:
    first: dict[int, Field] = {}
    free = max((field.number for field in fields), default=0) + 1
    for field in fields:
        other = first.setdefault(field.number, field)
        if other is not field and field.number:
            earlier = Related(
                "number", context.field((*path, other.name)), f"`{other.name}` has {field.number}"
            )
            yield TAKEN.at(
                context.field((*path, field.name)),
                related=(earlier,),
                field=field.name,
                number=field.number,
                other=other.name,
                free=free,
            )
