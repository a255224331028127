"""Rules that a stream's types promise without saying so.

A required field without a `required` rule, and a UUID without a `format` rule: no wire format demands either on its
own (proto3 demands no field, and a UUID travels as any text), so the guard and the edge ask.
"""

from __future__ import annotations

from collections.abc import Iterator

from headgate.model import (
    Expectation,
    Field,
    FieldPath,
    Format,
    HasFormat,
    RecordRule,
    Required,
    Stream,
    Struct,
    Uuid,
)


def implied_rules(stream: Stream) -> tuple[Expectation, ...]:
    """What the types ask beside the stream's own expectations, in declaration order of the fields."""
    said = {rule.promise for rule in stream.expectations}
    names = {rule.name for rule in stream.expectations}
    asked = (rule for rule in _asked(stream.fields, ()) if rule.promise not in said)
    return tuple(rule for rule in asked if rule.name not in names)


def _asked(fields: tuple[Field, ...], parent: FieldPath) -> Iterator[Expectation]:
    for field in fields:
        path = (*parent, field.name)
        if field.required:
            yield _expectation("required", Required(path))
        match field.type:
            case Uuid():
                yield _expectation("format", HasFormat(path, Format.UUID))
            case Struct(inner):
                yield from _asked(inner, path)
            case _:
                pass


def _expectation(metric: str, rule: RecordRule) -> Expectation:
    return Expectation(".".join((*rule.field, metric)), rule)
