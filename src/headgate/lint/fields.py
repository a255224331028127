"""Fields of a stream by path, and how rules spell them."""

from __future__ import annotations

from collections.abc import Iterator

from headgate.model import (
    Field,
    FieldPath,
    ListOf,
    MapOf,
    Stream,
    Struct,
    Type,
)


def walk(fields: tuple[Field, ...], above: FieldPath = ()) -> Iterator[tuple[FieldPath, Field]]:
    """Every field with its path, a struct before its own fields; list and map elements share their field's path."""
    for field in fields:
        path = (*above, field.name)
        yield path, field
        yield from walk(children(field.type), path)


def children(kind: Type) -> tuple[Field, ...]:
    """The fields directly inside a type, looking through lists and maps."""
    match kind:
        case Struct(fields):
            return fields
        case ListOf(inner) | MapOf(inner):
            return children(inner)
        case _:
            return ()


def find(stream: Stream, path: FieldPath) -> Field | None:
    """The field at `path`, or None."""
    found, fields = None, stream.fields
    for step in path:
        found = next((field for field in fields if field.name == step), None)
        if found is None:
            return None
        fields = children(found.type)
    return found


def may_be_missing(stream: Stream, path: FieldPath) -> bool:
    """Whether a record may lack the field at `path`, because it or a struct above it is optional."""
    heads = (path[:length] for length in range(1, len(path) + 1))
    return any(field is not None and not field.required for field in (find(stream, head) for head in heads))


def dotted(path: FieldPath) -> str:
    """`address.city`."""
    return ".".join(path)
