"""A stream's record as an Avro 1.12 schema."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from headgate.emit.clean import clean_stream
from headgate.emit.json_text import Json, compact
from headgate.emit.names import namespace, record_name
from headgate.model import (
    Boolean,
    Bytes,
    Date,
    Decimal,
    Enumeration,
    Field,
    Float,
    Integer,
    ListOf,
    MapOf,
    Stream,
    Struct,
    Text,
    Time,
    Timestamp,
    TimeUnit,
    Type,
    Uuid,
)


def avro_schema(stream: Stream, *, clean: bool = False) -> str:
    """The schema as the registry gets it: one line, without docs.

    So a reworded description is no new schema version. Without treatments the clean schema is the raw one.
    """
    return compact(schema_value(clean_stream(stream) if clean else stream, docs=False))


def schema_value(stream: Stream, *, docs: bool) -> dict[str, Json]:
    """The schema as a JSON value; `docs` adds the descriptions."""
    name, space = record_name(stream), namespace(stream.topic.name)
    spelling = _Spelling(docs, {f"{space}.{name}": Struct(stream.fields)})
    return spelling.record(name, space, stream.fields, doc=stream.doc)


class _Spelling:
    """Spells types; a nested record or enum lives in its parent's namespace unless the contract names it otherwise."""

    def __init__(self, docs: bool, named: dict[str, Type]) -> None:
        self._docs = docs
        self._named = named

    def record(self, name: str, space: str, fields: tuple[Field, ...], *, doc: str = "") -> dict[str, Json]:
        described: dict[str, Json] = {"doc": doc} if doc and self._docs else {}
        inner = f"{space}.{name}"
        return {
            "type": "record",
            "name": name,
            "namespace": space,
            **described,
            "fields": [self._field(field, inner) for field in fields],
        }

    def _field(self, field: Field, space: str) -> Json:
        described: dict[str, Json] = {"doc": field.doc} if field.doc and self._docs else {}
        spelled = self._type(field.type, _Named(field.type_name or field.name, field.name, space))
        if field.required:
            return {"name": field.name, **described, "type": spelled}
        return {"name": field.name, **described, "type": ["null", spelled], "default": None}

    def _type(self, type_: Type, named: _Named) -> Json:
        match type_:
            case Boolean():
                return "boolean"
            case Integer(bits):
                return "int" if bits == 32 else "long"
            case Float(bits):
                return "float" if bits == 32 else "double"
            case Decimal(precision, scale):
                return {"type": "bytes", "logicalType": "decimal", "precision": precision, "scale": scale}
            case Text():
                return "string"
            case Bytes():
                return "bytes"
            case Date():
                return {"type": "int", "logicalType": "date"}
            case Time(unit):
                base = "int" if unit is TimeUnit.MILLIS else "long"
                return {"type": base, "logicalType": f"time-{unit.value}"}
            case Timestamp(unit, zoned):
                kind = "timestamp" if zoned else "local-timestamp"
                return {"type": "long", "logicalType": f"{kind}-{unit.value}"}
            case Uuid():
                return {"type": "string", "logicalType": "uuid"}
            case Enumeration(symbols):
                name, space, known = self._place(type_, named)
                enum: Json = {"type": "enum", "name": name, "namespace": space, "symbols": list(symbols)}
                return f"{space}.{name}" if known else enum
            case ListOf(element):
                return {"type": "array", "items": self._type(element, named)}
            case MapOf(value):
                return {"type": "map", "values": self._type(value, named)}
            case Struct(fields):
                name, space, known = self._place(type_, named)
                return f"{space}.{name}" if known else self.record(name, space, fields)
            case _:
                assert_never(type_)

    def _place(self, type_: Type, named: _Named) -> tuple[str, str, bool]:
        """A named type's name and namespace, and whether it stands above already; two types never share a name."""
        space, _, name = named.given.rpartition(".")
        space = space or named.space
        if self._named.get(f"{space}.{name}", type_) != type_:
            space = f"{named.space}.{named.field}"
        known = f"{space}.{name}" in self._named
        self._named[f"{space}.{name}"] = type_
        return name, space, known


@dataclass(frozen=True, slots=True)
class _Named:
    """What a field's record or enum is called: the name given to it, the field, and the namespace around both."""

    given: str
    field: str
    space: str
