"""A stream's record as a JSON Schema.

The content model is closed (`additionalProperties: false`): a misspelt optional field is an error rather than a
silent absence, and a new optional field stays backward compatible, which is the registry's default mode here.
"""

from __future__ import annotations

from typing import Final, assert_never

from headgate.emit.clean import clean_stream
from headgate.emit.json_text import Json, compact
from headgate.emit.jsonschema.rules import Keywords, keywords, merged, why_not
from headgate.emit.names import record_name
from headgate.model import (
    Boolean,
    Bytes,
    Date,
    Decimal,
    Enumeration,
    Expectation,
    Field,
    FieldPath,
    Float,
    Integer,
    ListOf,
    MapOf,
    Required,
    Stream,
    Struct,
    Text,
    Time,
    Timestamp,
    Type,
    Uuid,
)
from headgate.predicate import misfit

DIALECT: Final = "http://json-schema.org/draft-07/schema#"
"""The newest one that every registry compares versions of (Apicurio 2.6 stores one schema of a later one, and no second)."""
_WALL_CLOCK: Final = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]+)?$"
_TIME_OF_DAY: Final = "^[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]+)?$"


def json_schema(stream: Stream, *, clean: bool = False) -> str:
    """The schema as the registry gets it: one line, without descriptions."""
    return compact(schema_value(clean_stream(stream) if clean else stream, docs=False))


def schema_value(stream: Stream, *, docs: bool, comment: str = "") -> dict[str, Json]:
    """The schema as a JSON value; `docs` adds the descriptions."""
    head: dict[str, Json] = {"$comment": comment} if comment else {}
    described: dict[str, Json] = {"description": stream.doc} if docs and stream.doc else {}
    body = _Spelling(stream, docs).record(stream.fields, ())
    return {**head, "$schema": DIALECT, "title": record_name(stream), **described, **body}


class _Spelling:
    def __init__(self, stream: Stream, docs: bool) -> None:
        self._docs = docs
        self._rules: dict[FieldPath, list[Expectation]] = {}
        for expectation in stream.expectations:
            field = getattr(expectation.promise, "field", None)
            if field is not None and not misfit(expectation, stream):
                self._rules.setdefault(field, []).append(expectation)

    def record(self, fields: tuple[Field, ...], path: FieldPath) -> Keywords:
        required: list[Json] = [field.name for field in fields if self._required(field, (*path, field.name))]
        demanded: Keywords = {"required": required} if required else {}
        properties: dict[str, Json] = {
            field.name: self._field(field, (*path, field.name)) for field in fields
        }
        return {"type": "object", "properties": properties, **demanded, "additionalProperties": False}

    def _required(self, field: Field, path: FieldPath) -> bool:
        rules = self._rules.get(path, ())
        asked = any(isinstance(rule.promise, Required) and not why_not(rule, field.type) for rule in rules)
        return field.required or asked

    def _field(self, field: Field, path: FieldPath) -> Json:
        rules = [rule for rule in self._rules.get(path, ()) if not why_not(rule, field.type)]
        spelled = self._type(field.type, path)
        fallback = _bounds(field.type)
        whole = merged([spelled, *(keywords(rule.promise) for rule in rules)])
        whole = {**whole, **{name: value for name, value in fallback.items() if not _bounded(whole, name)}}
        if not self._required(field, path):
            whole = _nullable(whole)
        described: Keywords = {"description": field.doc} if self._docs and field.doc else {}
        deprecated: Keywords = {"deprecated": True} if field.deprecated else {}
        return {**described, **deprecated, **whole}

    def _type(self, type_: Type, path: FieldPath) -> Keywords:
        match type_:
            case Boolean():
                return {"type": "boolean"}
            case Integer():
                return {"type": "integer"}
            case Float():
                return {"type": "number"}
            case Decimal(precision, scale):
                return {"type": "string", "pattern": _decimal_pattern(precision, scale)}
            case Text():
                return {"type": "string"}
            case Bytes():
                return {"type": "string", "contentEncoding": "base64"}
            case Date():
                return {"type": "string", "format": "date"}
            case Time():
                return {"type": "string", "pattern": _TIME_OF_DAY}
            case Timestamp(zoned=zoned):
                shape: Keywords = {"format": "date-time"} if zoned else {"pattern": _WALL_CLOCK}
                return {"type": "string", **shape}
            case Uuid():
                return {"type": "string", "format": "uuid"}
            case Enumeration(symbols):
                return {"type": "string", "enum": list(symbols)}
            case ListOf(element):
                return {"type": "array", "items": {**self._type(element, path), **_bounds(element)}}
            case MapOf(value):
                return {
                    "type": "object",
                    "additionalProperties": {**self._type(value, path), **_bounds(value)},
                }
            case Struct(fields):
                return self.record(fields, path)
            case _:
                assert_never(type_)


def _bounds(type_: Type) -> Keywords:
    """What the width of an integer allows."""
    if not isinstance(type_, Integer):
        return {}
    limit = 2 ** (type_.bits - 1)
    return {"minimum": -limit, "maximum": limit - 1}


def _bounded(schema: Keywords, name: str) -> bool:
    return name in schema or f"exclusive{name.capitalize()}" in schema


def _nullable(schema: Keywords) -> Keywords:
    """The schema, or null; `enum` has to list it, other keywords ignore it."""
    listed = schema.get("enum")
    choices: Keywords = {"enum": [*listed, None]} if isinstance(listed, list) else {}
    more = schema.get("allOf")
    parts: Keywords = {"allOf": [_nullable_part(part) for part in more]} if isinstance(more, list) else {}
    return {**schema, "type": [schema["type"], "null"], **choices, **parts}


def _nullable_part(part: Json) -> Json:
    if isinstance(part, dict) and isinstance(listed := part.get("enum"), list):
        return {**part, "enum": [*listed, None]}
    return part


def _decimal_pattern(precision: int, scale: int) -> str:
    """Plain notation with at most `precision` digits, `scale` of them after the point."""
    whole = f"(?:0|[1-9][0-9]{{0,{precision - scale - 1}}})" if precision > scale else "0"
    return f"^-?{whole}(?:\\.[0-9]{{1,{scale}}})?$" if scale else f"^-?{whole}$"
