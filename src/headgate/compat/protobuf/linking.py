"""Names: every declaration is known once, and every type that a field names is found, by Protobuf's rules of scope."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from headgate.compat.protobuf.descriptors import (
    EnumType,
    Extension,
    Field,
    File,
    MapType,
    Message,
    Named,
    NamedKind,
    Scalar,
    Type,
)
from headgate.compat.protobuf.faults import Point, fail
from headgate.compat.protobuf.wellknown import WELL_KNOWN


@dataclass(frozen=True, slots=True)
class _Declared:
    """One declaration; `kind` is None for what is no type: a field, a value, a oneof, a service."""

    name: str
    at: Point
    kind: NamedKind | None = None


def linked(file: File) -> File:
    """The file with every type by its full name; raises `SchemaTextError` for a name that is taken or unknown."""
    return _Scopes(file).file()


class _Scopes:
    def __init__(self, file: File) -> None:
        self._file = file
        self._types = dict(_imported(file.imports))
        # An import that is not at hand may declare anything, so what is not found may be there.
        self._tolerant = any(name not in WELL_KNOWN for name in file.imports)
        self._types |= _types(_checked(file))

    def file(self) -> File:
        file = self._file
        return replace(
            file,
            messages=tuple(self._message(one, file.package) for one in file.messages),
            extensions=tuple(self._extension(one, file.package) for one in file.extensions),
        )

    def _message(self, message: Message, outer: str) -> Message:
        scope = _inside(outer, message.name)
        return replace(
            message,
            fields=tuple(self._field(one, scope) for one in message.fields),
            messages=tuple(self._message(one, scope) for one in message.messages),
            extensions=tuple(self._extension(one, scope) for one in message.extensions),
        )

    def _extension(self, extension: Extension, scope: str) -> Extension:
        extendee = self._named(extension.extendee, scope, extension.field.at)
        if extendee.kind is NamedKind.ENUM:
            fail(extension.field.at, f"`{extendee}` is an enum, and only a message can be extended")
        return Extension(extendee, self._field(extension.field, scope))

    def _field(self, field: Field, scope: str) -> Field:
        type_ = self._type(field.type, scope, field.type_at)
        if field.default is not None and isinstance(type_, Named) and type_.kind is NamedKind.MESSAGE:
            fail(field.at, f"`{field.name}` has a default, which a message cannot have")
        return replace(field, type=type_)

    def _type(self, type_: Type, scope: str, at: Point) -> Type:
        match type_:
            case Scalar():
                return type_
            case Named():
                return self._named(type_, scope, at)
            case MapType(key, value):
                return MapType(key, value if isinstance(value, Scalar) else self._named(value, scope, at))
            case _:
                assert_never(type_)

    def _named(self, written: Named, scope: str, at: Point) -> Named:
        for name in _candidates(written.name, scope):
            if name in self._types:
                found = self._types[name]
                return Named(name, NamedKind.GROUP if written.kind is NamedKind.GROUP else found)
        if not self._tolerant:
            fail(at, _unknown(written.name))
        return Named(written.name, NamedKind.UNKNOWN)


def _candidates(written: str, scope: str) -> Iterator[str]:
    """The full names that a name may mean, from the innermost scope outwards."""
    if written.startswith("."):
        yield written[1:]
        return
    while scope:
        yield f"{scope}.{written}"
        scope = scope.rpartition(".")[0]
    yield written


def _unknown(name: str) -> str:
    for path, types in WELL_KNOWN.items():
        if name.removeprefix(".") in types:
            return f'the type `{name}` is not imported; add `import "{path}";`'
    return f"the type `{name}` is declared nowhere; declare it, or import the file that does"


def _imported(imports: tuple[str, ...]) -> Iterator[tuple[str, NamedKind]]:
    for path in imports:
        yield from WELL_KNOWN.get(path, {}).items()


def _types(declared: Mapping[str, _Declared]) -> dict[str, NamedKind]:
    return {name: one.kind for name, one in declared.items() if one.kind is not None}


def _checked(file: File) -> dict[str, _Declared]:
    seen: dict[str, _Declared] = {}
    for one in _declarations(file):
        if one.name in seen:
            fail(one.at, f"`{one.name}` is declared already, at {seen[one.name].at}")
        seen[one.name] = one
    return seen


def _declarations(file: File) -> Iterator[_Declared]:
    for message in file.messages:
        yield from _of_message(message, file.package)
    for enum in file.enums:
        yield from _of_enum(enum, file.package)
    for extension in file.extensions:
        yield _Declared(_inside(file.package, extension.field.name), extension.field.at)
    for service in file.services:
        yield _Declared(_inside(file.package, service.name), service.at)


def _of_message(message: Message, outer: str) -> Iterator[_Declared]:
    scope = _inside(outer, message.name)
    yield _Declared(scope, message.at, NamedKind.MESSAGE)
    for field in (*message.fields, *(one.field for one in message.extensions)):
        yield _Declared(_inside(scope, field.name), field.at)
    for oneof in message.oneofs:
        yield _Declared(_inside(scope, oneof.name), oneof.at)
    for nested in message.messages:
        yield from _of_message(nested, scope)
    for enum in message.enums:
        yield from _of_enum(enum, scope)


def _of_enum(enum: EnumType, outer: str) -> Iterator[_Declared]:
    yield _Declared(_inside(outer, enum.name), enum.at, NamedKind.ENUM)
    for value in enum.values:
        # A value is the enum's sibling, not its child: C++'s rule, and so Protobuf's.
        yield _Declared(_inside(outer, value.name), value.at)


def _inside(scope: str, name: str) -> str:
    return f"{scope}.{name}" if scope else name
