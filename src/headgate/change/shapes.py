"""What changes of one sort have alike: what they are about, and the two values where one became the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from headgate.model import Field, FieldPath

V_co = TypeVar("V_co", covariant=True)


@dataclass(frozen=True, slots=True)
class ContractChange:
    """Of the contract itself."""


@dataclass(frozen=True, slots=True)
class ContractShift(ContractChange, Generic[V_co]):
    """A value of the contract that became another."""

    before: V_co
    after: V_co


@dataclass(frozen=True, slots=True)
class ConsumerChange:
    """Of a reader that the contract names."""

    consumer: str


@dataclass(frozen=True, slots=True)
class StreamChange:
    """Of a stream, under its new name (the old one, where it is gone)."""

    stream: str


@dataclass(frozen=True, slots=True)
class StreamShift(StreamChange, Generic[V_co]):
    """A value of a stream that became another."""

    before: V_co
    after: V_co


@dataclass(frozen=True, slots=True)
class FieldChange(StreamChange):
    """Of a field, under its new path (the old one, where it is gone)."""

    path: FieldPath


@dataclass(frozen=True, slots=True)
class FieldMember(FieldChange):
    """A field that came or went."""

    field: Field


@dataclass(frozen=True, slots=True)
class FieldShift(FieldChange, Generic[V_co]):
    """A value of a field that became another."""

    before: V_co
    after: V_co


@dataclass(frozen=True, slots=True)
class SymbolChange(FieldChange):
    """Of the symbols that an enumeration gained or lost."""

    symbols: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExpectationChange(StreamChange):
    """Of a quality rule under its new name; `fields` are what it is about."""

    name: str
    fields: tuple[FieldPath, ...]


@dataclass(frozen=True, slots=True)
class ExpectationShift(ExpectationChange, Generic[V_co]):
    """A value of a quality rule that became another."""

    before: V_co
    after: V_co


@dataclass(frozen=True, slots=True)
class ObjectiveChange:
    """Of an objective."""

    name: str


@dataclass(frozen=True, slots=True)
class ObjectiveShift(ObjectiveChange, Generic[V_co]):
    """A value of an objective that became another."""

    before: V_co
    after: V_co
