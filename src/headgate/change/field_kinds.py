"""What can change in a field."""

from __future__ import annotations

from headgate.change.shapes import FieldChange, FieldMember, FieldShift, SymbolChange
from headgate.model import FieldPath, Privacy, Type


class FieldAdded(FieldMember):
    """An optional field is new."""

    __slots__ = ()


class RequiredFieldAdded(FieldMember):
    """A field is new, and every record must have it."""

    __slots__ = ()


class FieldRemoved(FieldMember):
    """A field is gone; `path` is its old one."""

    __slots__ = ()


class FieldRenamed(FieldShift[FieldPath]):
    """A field has another name, by evidence: `before` and `after` are the paths."""

    __slots__ = ()


class FieldsReordered(FieldShift[tuple[str, ...]]):
    """The fields of a record or an object stand in another order; `path` is the object's, empty for the record."""

    __slots__ = ()


class TypeNarrowed(FieldShift[Type]):
    """The new type lacks values of the old one."""

    __slots__ = ()


class TypeWidened(FieldShift[Type]):
    """The new type has all values of the old one, and more."""

    __slots__ = ()


class TypeReplaced(FieldShift[Type]):
    """Neither type has all values of the other, or the same bytes mean something else."""

    __slots__ = ()


class EnumShrunk(SymbolChange):
    """An enumeration lost symbols."""

    __slots__ = ()


class EnumExtended(SymbolChange):
    """An enumeration gained symbols."""

    __slots__ = ()


class EnumReordered(FieldShift[tuple[str, ...]]):
    """The kept symbols of an enumeration stand in another order."""

    __slots__ = ()


class EnumRenumbered(SymbolChange):
    """Symbols that stay have other Protobuf numbers."""

    __slots__ = ()


class RequiredTightened(FieldChange):
    """An optional field became required."""

    __slots__ = ()


class RequiredLoosened(FieldChange):
    """A required field became optional."""

    __slots__ = ()


class NumberChanged(FieldShift[int]):
    """A field has another Protobuf number."""

    __slots__ = ()


class TypeRenamed(FieldShift[str]):
    """The record or enum in a field is called otherwise on the wire."""

    __slots__ = ()


class ClassRaised(FieldShift[str]):
    """The privacy class is a stricter one, or there is one now."""

    __slots__ = ()


class ClassLowered(FieldShift[str]):
    """The privacy class is a less strict one."""

    __slots__ = ()


class ClassDropped(FieldShift[str]):
    """The privacy class is gone."""

    __slots__ = ()


class ClassReplaced(FieldShift[str]):
    """The privacy class is another, and nobody knows which is stricter."""

    __slots__ = ()


class TreatmentTightened(FieldShift[Privacy | None]):
    """Less of a personal value is left downstream."""

    __slots__ = ()


class TreatmentLoosened(FieldShift[Privacy | None]):
    """More of a personal value is left downstream."""

    __slots__ = ()


class DataSubjectSet(FieldChange):
    """The field now says whom a record is about."""

    __slots__ = ()


class DataSubjectUnset(FieldChange):
    """The field no longer says whom a record is about."""

    __slots__ = ()


class FieldDeprecated(FieldChange):
    """The field is announced to go."""

    __slots__ = ()


class FieldReinstated(FieldChange):
    """The field is no longer announced to go."""

    __slots__ = ()


class FieldDocChanged(FieldShift[str]):
    """The field is described in other words."""

    __slots__ = ()
