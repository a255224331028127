"""Whether a default is a value of its field's type: as Apache Avro Java 1.12 asks, any branch of a union will do."""

from __future__ import annotations

from typing import Final, assert_never

from headgate.compat.avro.json_value import LEAST_LONG, MOST_LONG, Json, Object, loaded, whole_number
from headgate.compat.avro.nodes import (
    Array,
    Enumeration,
    Field,
    Fixed,
    Kind,
    Map,
    Node,
    Primitive,
    Record,
    Schema,
    Union,
)

LEAST_INT, MOST_INT = -(2**31), 2**31 - 1
NOT_FINITE: Final = ("NaN", "Infinity", "-Infinity")


def default_fits(schema: Schema, field: Field) -> bool:
    """Whether the field has no default, or one of its type."""
    return field.default is None or _fits(schema, field.type, loaded(field.default))


def _fits(schema: Schema, node: Node, value: Json) -> bool:
    match schema.follow(node):
        case Primitive(kind):
            return _fits_primitive(kind, value)
        case Array(items):
            return isinstance(value, list) and all(_fits(schema, items, one) for one in value)
        case Map(values):
            return isinstance(value, dict) and all(_fits(schema, values, one) for one in value.values())
        case Union(branches):
            return any(_fits(schema, branch, value) for branch in branches)
        case Enumeration(symbols=symbols):
            return value in symbols
        case Fixed():
            return isinstance(value, str)
        case Record(fields=fields):
            return isinstance(value, dict) and all(_fits_field(schema, one, value) for one in fields)
        case other:
            assert_never(other)


def _fits_field(schema: Schema, field: Field, value: Object) -> bool:
    """Whether the record's value has the field, or the field its own default."""
    if field.name in value:
        return _fits(schema, field.type, value[field.name])
    return field.default is not None and default_fits(schema, field)


def _fits_primitive(kind: Kind, value: Json) -> bool:
    number = whole_number(value)
    match kind:
        case Kind.NULL:
            return value is None
        case Kind.BOOLEAN:
            return isinstance(value, bool)
        case Kind.INT:
            return number is not None and LEAST_INT <= number <= MOST_INT
        case Kind.LONG:
            return number is not None and LEAST_LONG <= number <= MOST_LONG
        case Kind.FLOAT | Kind.DOUBLE:
            return number is not None or isinstance(value, float) or value in NOT_FINITE
        case Kind.BYTES | Kind.STRING:
            return isinstance(value, str)
        case _:
            assert_never(kind)
