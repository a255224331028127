"""A record as an ODCS contract, in the layout that a person would write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, assert_never

from headgate.adopt.record import Imported
from headgate.adopt.yaml_text import scalar
from headgate.model import (
    Boolean,
    Bytes,
    Compatibility,
    Date,
    Decimal,
    Enumeration,
    Field,
    FieldPath,
    Float,
    Integer,
    ListOf,
    MapOf,
    Scalar,
    Struct,
    Text,
    Time,
    Timestamp,
    TimeUnit,
    Type,
    Uuid,
    WireFormat,
)

ODCS_VERSION: Final = "v3.2.0"
EXAMPLE_HOST: Final = "kafka.example.com:9092"
_INDENT: Final = "  "
Lines = Iterator[str]


@dataclass(frozen=True, slots=True)
class Identity:
    """Who promises the record, where it travels, and what nobody but its owner knows; empty is not yet known."""

    id: str
    topic: str
    format: WireFormat
    owner: str = ""
    purpose: str = ""
    key: str = ""
    event_time: str = ""
    primary_key: str = ""
    compatibility: Compatibility | None = None
    status: str = "draft"
    comment: str = ""


def contract_text(identity: Identity, record: Imported) -> str:
    """The contract; the same text for the same values."""
    lines = [*_head(identity), "", "schema:", *_stream(identity, record)]
    return "\n".join(lines) + "\n"


def _head(identity: Identity) -> Lines:
    if identity.comment:
        yield f"# {identity.comment}"
    yield f"apiVersion: {ODCS_VERSION}"
    yield "kind: DataContract"
    yield f"id: {scalar(identity.id)}"
    yield "version: 1.0.0"
    yield f"status: {identity.status}"
    if identity.purpose:
        yield from ("description:", f"{_INDENT}purpose: {scalar(identity.purpose)}")
    if identity.owner:
        yield from ("team:", f"{_INDENT}name: {scalar(identity.owner)}")
    server = f'{{server: production, type: kafka, host: "{EXAMPLE_HOST}", format: {identity.format.value}}}'
    yield from ("servers:", f"{_INDENT}- {server}")


def _stream(identity: Identity, record: Imported) -> Lines:
    yield f"{_INDENT}- name: {scalar(record.name)}"
    inner = _INDENT * 2
    yield f"{inner}physicalName: {scalar(identity.topic)}"
    yield f"{inner}physicalType: topic"
    if record.doc:
        yield f"{inner}description: {scalar(record.doc)}"
    yield f"{inner}properties:"
    spelling = _Spelling(_limits(record), identity.primary_key)
    yield from (f"{inner}{line}" for line in spelling.properties(record.fields, ()))
    block = dict(_block(identity))
    if block:
        yield f"{inner}customProperties:"
        yield f"{inner}{_INDENT}- property: headgate"
        yield f"{inner}{_INDENT}  value:"
        yield from (f"{inner}{_INDENT * 3}{key}: {value}" for key, value in block.items())


def _block(identity: Identity) -> Iterator[tuple[str, str]]:
    if identity.event_time:
        yield "eventTime", scalar(identity.event_time)
    topic = {"key": identity.key, "compatibility": identity.compatibility and identity.compatibility.value}
    given = [f"{name}: {scalar(value)}" for name, value in topic.items() if value]
    if given:
        yield "topic", f"{{{', '.join(given)}}}"


Options = tuple[tuple[str, Scalar], ...]


def _limits(record: Imported) -> _Limits:
    options: dict[FieldPath, Options] = {}
    for limit in record.limits:
        options[limit.path] = (*options.get(limit.path, ()), (limit.key, limit.value))
    return _Limits(options, {one.path: one.values for one in record.allowed})


@dataclass(frozen=True, slots=True)
class _Limits:
    options: Mapping[FieldPath, Options]
    values: Mapping[FieldPath, tuple[Scalar, ...]]


@dataclass(frozen=True, slots=True)
class _Words:
    """A type in ODCS's words: logical, physical, options, and headgate's own."""

    logical: str
    physical: str = ""
    options: Options = ()
    own: Options = ()
    values: tuple[Scalar, ...] = ()


@dataclass(frozen=True, slots=True)
class _Spelling:
    limits: _Limits
    primary_key: str

    def properties(self, fields: tuple[Field, ...], parent: FieldPath) -> Lines:
        """The fields as a YAML list, indented once."""
        for place, field in enumerate(fields, 1):
            first, *rest = self._property(field, (*parent, field.name), place)
            yield f"{_INDENT}- {first}"
            yield from (f"{_INDENT}  {line}" for line in rest)

    def _property(self, field: Field, path: FieldPath, place: int) -> Lines:
        yield f"name: {scalar(field.name)}"
        yield from self._type(field.type, path)
        if field.doc:
            yield f"description: {scalar(field.doc)}"
        if field.required:
            yield "required: true"
        if self.primary_key and path == (self.primary_key,):
            yield "primaryKey: true"
        if field.deprecated:
            yield "deprecated: true"
        number: Options = (("number", field.number),) if field.number not in (0, place) else ()
        called: Options = (("typeName", field.type_name),) if field.type_name else ()
        yield from _own((*_words(field.type).own, *number, *called))

    def _type(self, of: Type, path: FieldPath) -> Lines:
        words = _words(of)
        yield f"logicalType: {words.logical}"
        if words.physical:
            yield f"physicalType: {words.physical}"
        options = (*words.options, *self.limits.options.get(path, ()))
        if options:
            yield f"logicalTypeOptions: {_flow(options)}"
        values = words.values or self.limits.values.get(path, ())
        if values:
            yield "enum:"
            yield from (f"{_INDENT}- {{value: {scalar(value)}}}" for value in values)
        yield from self._inside(of, path)

    def _inside(self, of: Type, path: FieldPath) -> Lines:
        """What a list, a map or an object holds; limits do not reach into lists and maps."""
        match of:
            case Struct(fields):
                yield "properties:"
                yield from self.properties(fields, path)
            case ListOf(element):
                yield "items:"
                yield from (f"{_INDENT}{line}" for line in self._inner(element, path))
            case MapOf(value):
                yield from ("map:", f"{_INDENT}key: {{logicalType: string}}", f"{_INDENT}value:")
                yield from (f"{_INDENT * 2}{line}" for line in self._inner(value, path))
            case _:
                return

    def _inner(self, of: Type, path: FieldPath) -> Lines:
        yield from self._type(of, (*path, "[]"))
        yield from _own(_words(of).own)


def _own(options: Options) -> Lines:
    """headgate's own property, where there is something to say in it."""
    if options:
        yield "customProperties:"
        yield f"{_INDENT}- {{property: headgate, value: {_flow(options)}}}"


def _flow(options: Options) -> str:
    return "{" + ", ".join(f"{key}: {scalar(value)}" for key, value in options) + "}"


def _words(of: Type) -> _Words:
    match of:
        case Boolean():
            return _Words("boolean")
        case Integer(bits):
            return _Words("integer", "int32" if bits == 32 else "")
        case Float(bits):
            return _Words("number", "float" if bits == 32 else "")
        case Decimal(precision, scale):
            return _Words("number", own=(("precision", precision), ("scale", scale)))
        case Text():
            return _Words("string")
        case Bytes():
            return _Words("string", "bytes")
        case Date():
            return _Words("date")
        case Time(unit):
            return _Words("time", "time-micros" if unit is TimeUnit.MICROS else "")
        case Timestamp(unit, zoned):
            return _Words("timestamp", _clock(unit, zoned=zoned))
        case Uuid():
            return _Words("string", options=(("format", "uuid"),))
        case Enumeration(symbols):
            return _Words("string", values=symbols)
        case ListOf():
            return _Words("array")
        case MapOf():
            return _Words("map")
        case Struct():
            return _Words("object")
        case _:
            assert_never(of)


def _clock(unit: TimeUnit, *, zoned: bool) -> str:
    """The physical type of a timestamp; the default, an instant in milliseconds, needs none."""
    if zoned:
        return "timestamp-micros" if unit is TimeUnit.MICROS else ""
    return f"local-timestamp-{unit.value}"
