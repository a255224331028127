"""Walks over the fields of a record, nested ones included."""

from __future__ import annotations

from collections.abc import Iterator

from headgate.model import Enumeration, Field, FieldPath, ListOf, MapOf, Struct, Type


def field_paths(fields: tuple[Field, ...], parent: FieldPath = ()) -> Iterator[tuple[FieldPath, Field]]:
    """Each field with its path, in declaration order, a parent before its children."""
    for field in fields:
        path = (*parent, field.name)
        yield path, field
        yield from field_paths(inner_fields(field.type), path)


def inner_fields(type_: Type) -> tuple[Field, ...]:
    """The fields of a struct, or of the structs in a list or map."""
    match type_:
        case Struct(fields):
            return fields
        case ListOf(inner) | MapOf(inner):
            return inner_fields(inner)
        case _:
            return ()


def enumerations(type_: Type) -> tuple[str, ...]:
    """The symbols of an enumeration, or of those in a list or map."""
    match type_:
        case Enumeration(symbols):
            return symbols
        case ListOf(inner) | MapOf(inner):
            return enumerations(inner)
        case _:
            return ()
