"""Records with one value changed, at any depth."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from headgate.edge.traffic.source import GeneratedRecord
from headgate.model import Field, FieldPath, Struct

MISSING: Final = None


def with_value(record: Mapping[str, object], path: FieldPath, value: object) -> GeneratedRecord:
    """A copy of `record` with `value` at `path`; None takes the value away."""
    name, *rest = path
    inner = record.get(name)
    if not rest:
        return {**record, name: value}
    return {**record, name: with_value(inner if isinstance(inner, Mapping) else {}, tuple(rest), value)}


def value_at(record: Mapping[str, object], path: FieldPath) -> object:
    """The value at `path`, None when it or a struct above it is missing."""
    value: object = record
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def field_at(fields: tuple[Field, ...], path: FieldPath) -> Field | None:
    """The field that `path` names."""
    name, *rest = path
    found = next((field for field in fields if field.name == name), None)
    if not rest or found is None:
        return found
    return field_at(found.type.fields, tuple(rest)) if isinstance(found.type, Struct) else None
