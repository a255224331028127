"""The record of the clean topic: personal values treated, nothing else changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from headgate.emit.walk import field_paths
from headgate.model import (
    Aggregate,
    Expectation,
    Field,
    FieldPath,
    ListOf,
    MapOf,
    Privacy,
    Required,
    Stream,
    Struct,
    Text,
    Type,
)


def clean_stream(stream: Stream) -> Stream:
    """The stream whose fields are those of `.clean`: a dropped field is gone, another treated one is text.

    Rules of a treated field end there (a token is no e-mail address), but for `required` where it is kept.
    Without a treatment the result equals the argument, so both topics have one schema.
    """
    treatments = {path: field.privacy for path, field in field_paths(stream.fields) if field.privacy}
    if not treatments:
        return stream
    kept = tuple(rule for rule in stream.expectations if _survives(rule, treatments))
    return replace(stream, fields=_treated(stream.fields), expectations=kept)


def _survives(rule: Expectation, treatments: Mapping[FieldPath, Privacy]) -> bool:
    promise = rule.promise
    if isinstance(promise, Aggregate):
        return True
    above = (promise.field[:length] for length in range(1, len(promise.field) + 1))
    met = {treatments[path] for path in above if path in treatments}
    return not met or (isinstance(promise, Required) and Privacy.DROP not in met)


def _treated(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    treated = tuple(_treated_field(field) for field in fields if field.privacy is not Privacy.DROP)
    if treated == fields:
        return fields
    # A tag is the field's place unless it says otherwise; it must not move when a field before it is dropped.
    numbers = [
        field.number or place for place, field in enumerate(fields, 1) if field.privacy is not Privacy.DROP
    ]
    return tuple(
        field if field.number else replace(field, number=number)
        for field, number in zip(treated, numbers, strict=True)
    )


def _treated_field(field: Field) -> Field:
    if field.privacy is not None:
        return replace(field, type=Text())
    treated = _treated_type(field.type)
    return field if treated is field.type else replace(field, type=treated)


def _treated_type(type_: Type) -> Type:
    match type_:
        case Struct(fields):
            treated = _treated(fields)
            return type_ if treated is fields else Struct(treated)
        case ListOf(element):
            return ListOf(_treated_type(element))
        case MapOf(value):
            return MapOf(_treated_type(value))
        case _:
            return type_
