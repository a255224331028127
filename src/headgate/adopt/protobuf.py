"""Protobuf messages (.proto) as records, with their numbers; what the model has no word for is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, assert_never

from headgate.adopt.comments import Comments
from headgate.adopt.protobuf_enums import read_symbols
from headgate.adopt.record import Imported, Notes, SourceError
from headgate.compat import SchemaTextError
from headgate.compat.protobuf import descriptors as proto
from headgate.compat.protobuf.parser import parse
from headgate.emit.names import pascal
from headgate.model import (
    Boolean,
    Bytes,
    Enumeration,
    Field,
    FieldPath,
    Float,
    Integer,
    ListOf,
    MapOf,
    Struct,
    Text,
    Timestamp,
    TimeUnit,
    Type,
)

_SCALARS: Final[Mapping[proto.Scalar, Type]] = {
    proto.Scalar.DOUBLE: Float(64),
    proto.Scalar.FLOAT: Float(32),
    proto.Scalar.INT32: Integer(32),
    proto.Scalar.INT64: Integer(64),
    proto.Scalar.UINT32: Integer(64),
    proto.Scalar.UINT64: Integer(64),
    proto.Scalar.SINT32: Integer(32),
    proto.Scalar.SINT64: Integer(64),
    proto.Scalar.FIXED32: Integer(64),
    proto.Scalar.FIXED64: Integer(64),
    proto.Scalar.SFIXED32: Integer(32),
    proto.Scalar.SFIXED64: Integer(64),
    proto.Scalar.BOOL: Boolean(),
    proto.Scalar.STRING: Text(),
    proto.Scalar.BYTES: Bytes(),
}
_KEPT: Final = frozenset(
    proto.Scalar(word) for word in ("double", "float", "int32", "int64", "bool", "string", "bytes")
)
_TIMESTAMP: Final = "google.protobuf.Timestamp"


def read_protobuf(text: str, message: str = "") -> Imported:
    """The record that a message is: the one named, or the only one that no other message contains.

    Raises `SourceError` for a text that is no .proto file, or when there is no telling which message is meant.
    """
    try:
        file = parse(text)
    except SchemaTextError as fault:
        raise SourceError(f"this is no .proto file: {fault}") from None
    root = _root(file, message)
    reader = _Reader(Comments(text), dict(_types(file)))
    return reader.record_of(file, root)


def _root(file: proto.File, wanted: str) -> proto.Message:
    named = {one.name: one for one in file.messages}
    if wanted:
        if wanted not in named:
            raise SourceError(f"there is no message `{wanted}`; there are {_listed(named)}")
        return named[wanted]
    used = {name for one in file.messages for name in _used(one, own=_full(file.package, one.name))}
    roots = [one for one in file.messages if _full(file.package, one.name) not in used]
    if len(roots) != 1:
        raise SourceError(f"any of {_listed(named)} could be the record; name one with --message")
    return roots[0]


def _listed(names: Mapping[str, object]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "none"


def _full(package: str, name: str) -> str:
    return f"{package}.{name}" if package else name


def _used(message: proto.Message, own: str) -> Iterator[str]:
    """The full names of the types that a message's fields have, but for itself."""
    for one in message.fields:
        of = one.type.value if isinstance(one.type, proto.MapType) else one.type
        if isinstance(of, proto.Named) and str(of) != own:
            yield str(of)
    for inner in message.messages:
        yield from _used(inner, own)


def _types(file: proto.File) -> Iterator[tuple[str, proto.Message | proto.EnumType]]:
    for enum in file.enums:
        yield _full(file.package, enum.name), enum
    for message in file.messages:
        yield from _types_in(message, file.package)


def _types_in(message: proto.Message, scope: str) -> Iterator[tuple[str, proto.Message | proto.EnumType]]:
    own = _full(scope, message.name)
    yield own, message
    for enum in message.enums:
        yield _full(own, enum.name), enum
    for inner in message.messages:
        yield from _types_in(inner, own)


@dataclass(slots=True)
class _Reader:
    comments: Comments
    types: Mapping[str, proto.Message | proto.EnumType]
    notes: Notes = field(default_factory=Notes)
    open: list[str] = field(default_factory=list)
    called: dict[FieldPath, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def record_of(self, file: proto.File, root: proto.Message) -> Imported:
        self.open.append(_full(file.package, root.name))
        for service in file.services:
            self.notes.lose((), f"the service `{service.name}` is not kept")
        if not file.package:
            self.notes.lose((), "that it has no package is not kept: a generated one comes from the topic")
        fields = self._fields(root, ())
        if not fields:
            raise SourceError(f"the message `{root.name}` has no field that a contract can have")
        self._lose_unused(_full(file.package, root.name))
        doc = self.comments.of(root.at.line)
        return Imported(root.name, fields, doc, file.package, losses=tuple(self.notes.losses))

    def _lose_unused(self, root: str) -> None:
        """Tells of the types that the record does not hold: a registry counts them as removed."""
        unused = {name: of for name, of in self.types.items() if name not in self.used | {root}}
        for name, of in unused.items():
            if name.rpartition(".")[0] not in unused:
                kind = "message" if isinstance(of, proto.Message) else "enum"
                self.notes.lose((), f"the {kind} `{of.name}` is not kept: the record does not hold it")

    def _fields(self, message: proto.Message, parent: FieldPath) -> tuple[Field, ...]:
        for oneof in message.oneofs:
            self.notes.lose((*parent, oneof.name), "that at most one of a `oneof` is set is not kept")
        if message.reserved.numbers or message.reserved.names:
            self.notes.lose(
                parent, f"what `{message.name}` reserves is not kept; give no field those numbers"
            )
        if message.extension_ranges:
            self.notes.lose(parent, f"that `{message.name}` can be extended is not kept")
        read = (self._field(one, (*parent, one.name)) for one in message.fields)
        return tuple(one for one in read if one is not None)

    def _field(self, one: proto.Field, path: FieldPath) -> Field | None:
        self.notes.meet(path)
        of = self._type(one.type, path)
        if of is None:
            return None
        if one.default is not None:
            self.notes.lose(path, f"the default {one.default} is not kept")
        if one.label is proto.Label.REPEATED and not isinstance(of, MapOf):
            of = ListOf(of)
        required = one.label is proto.Label.REQUIRED
        line = one.at.line
        old = self.comments.says_deprecated(line)
        doc, own = self.comments.of(line), self.called.get(path, "")
        return Field(one.name, of, required, doc, deprecated=old, number=one.number, type_name=own)

    def _type(self, of: proto.Type, path: FieldPath) -> Type | None:
        match of:
            case proto.Scalar():
                return self._scalar(of, path)
            case proto.Named():
                return self._named(str(of), path)
            case proto.MapType(key, value):
                return self._map(key, value, path)
            case _:
                assert_never(of)

    def _scalar(self, of: proto.Scalar, path: FieldPath) -> Type:
        if of not in _KEPT:
            kept = _SCALARS[of]
            assert isinstance(kept, Integer)
            self.notes.lose(path, f"`{of}` becomes `int{kept.bits}`")
        return _SCALARS[of]

    def _map(self, key: proto.Scalar, value: proto.Scalar | proto.Named, path: FieldPath) -> Type | None:
        if key is not proto.Scalar.STRING:
            self.notes.leave_out(path, f"a map with {key} keys; a contract's maps have text keys")
            return None
        inner = self._type(value, path)
        return None if inner is None else MapOf(inner)

    def _named(self, name: str, path: FieldPath) -> Type | None:
        if name == _TIMESTAMP:
            return Timestamp(TimeUnit.MICROS)
        self.used.add(name)
        found = self.types.get(name)
        if name not in self.open:
            self._call(found, path)
        match found:
            case None:
                self.notes.leave_out(path, f"`{name}` is defined in another file")
                return None
            case proto.EnumType():
                return self._enum(found, path)
            case proto.Message():
                return self._message(found, name, path)
            case _:
                assert_never(found)

    def _call(self, found: proto.Message | proto.EnumType | None, path: FieldPath) -> None:
        if found is not None and found.name != pascal(path[-1]):
            self.called[path] = found.name

    def _enum(self, enum: proto.EnumType, path: FieldPath) -> Type | None:
        symbols = read_symbols(enum)
        for what in symbols.losses:
            self.notes.lose(path, what)
        if not symbols.names:
            self.notes.leave_out(path, f"`{enum.name}` has no value but zero")
            return None
        return Enumeration(symbols.names)

    def _message(self, message: proto.Message, name: str, path: FieldPath) -> Type | None:
        if name in self.open:
            self.notes.leave_out(path, f"`{name}` contains itself; a contract's types do not")
            return None
        self.open.append(name)
        fields = self._fields(message, path)
        self.open.pop()
        if not fields:
            self.notes.leave_out(path, f"`{name}` has no field")
        return Struct(fields) if fields else None
