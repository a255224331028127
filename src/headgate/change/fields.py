"""What changed in the fields of a stream, down into objects, lists and maps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from headgate.change.classes import class_changes
from headgate.change.field_kinds import (
    DataSubjectSet,
    DataSubjectUnset,
    EnumExtended,
    EnumRenumbered,
    EnumReordered,
    EnumShrunk,
    FieldAdded,
    FieldDeprecated,
    FieldDocChanged,
    FieldReinstated,
    FieldRemoved,
    FieldRenamed,
    FieldsReordered,
    NumberChanged,
    RequiredFieldAdded,
    RequiredLoosened,
    RequiredTightened,
    TreatmentLoosened,
    TreatmentTightened,
    TypeNarrowed,
    TypeRenamed,
    TypeReplaced,
    TypeWidened,
)
from headgate.change.kinds import Change
from headgate.change.relation import Relation, of_types
from headgate.change.renames import renamed_fields
from headgate.model import (
    Enumeration,
    Field,
    FieldPath,
    ListOf,
    MapOf,
    Privacy,
    Struct,
    Type,
    WireFormat,
)

_STRENGTH: Final = {treatment: strength for strength, treatment in enumerate((None, *Privacy))}


@dataclass(frozen=True, slots=True)
class Site:
    """Where the compared fields are: the stream by its new name, the old and the new path above, the wire format."""

    stream: str
    wire: WireFormat
    before: FieldPath = ()
    after: FieldPath = ()

    def inside(self, before: Field, after: Field) -> Site:
        """The site of what is in the field."""
        return Site(self.stream, self.wire, (*self.before, before.name), (*self.after, after.name))


def field_changes(before: Sequence[Field], after: Sequence[Field], site: Site) -> Iterator[Change]:
    """Every change from the fields `before` to the fields `after`, renames first."""
    pairs = _pairs(before, after, site.wire)
    kept_before, kept_after = ({id(pair[side]) for pair in pairs} for side in (0, 1))
    for old, new in pairs:
        if old.name != new.name:
            paths = (*site.before, old.name), (*site.after, new.name)
            yield FieldRenamed(site.stream, paths[1], *paths)
    yield from _gone(before, kept_before, site)
    yield from _come(after, kept_after, site)
    yield from _reordered(before, pairs, site)
    for old, new in pairs:
        yield from _one(old, new, site.inside(old, new))


def _pairs(before: Sequence[Field], after: Sequence[Field], wire: WireFormat) -> list[tuple[Field, Field]]:
    """The fields that are there on both sides, in the new order."""
    by_name = {field.name: field for field in before}
    earlier = {new.name: old for old, new in renamed_fields(before, after, wire)}
    matches = ((earlier.get(new.name) or by_name.get(new.name), new) for new in after)
    return [(old, new) for old, new in matches if old is not None]


def _gone(before: Sequence[Field], kept: set[int], site: Site) -> Iterator[Change]:
    for field in before:
        if id(field) not in kept:
            yield FieldRemoved(site.stream, (*site.before, field.name), field)


def _come(after: Sequence[Field], kept: set[int], site: Site) -> Iterator[Change]:
    for field in after:
        if id(field) not in kept:
            kind = RequiredFieldAdded if field.required else FieldAdded
            yield kind(site.stream, (*site.after, field.name), field)


def _reordered(before: Sequence[Field], pairs: list[tuple[Field, Field]], site: Site) -> Iterator[Change]:
    spots = {id(field): spot for spot, field in enumerate(before)}
    old = sorted(pairs, key=lambda pair: spots[id(pair[0])])
    if old != pairs:
        names = tuple(tuple(new.name for _, new in order) for order in (old, pairs))
        yield FieldsReordered(site.stream, site.after, *names)


def _one(old: Field, new: Field, site: Site) -> Iterator[Change]:
    stream, path = site.stream, site.after
    if old.required is not new.required:
        yield (RequiredTightened if new.required else RequiredLoosened)(stream, path)
    if old.number != new.number and site.wire is WireFormat.PROTOBUF:
        yield NumberChanged(stream, path, old.number, new.number)
    before, after = old.type_name or old.name, new.type_name or new.name
    if old.type_name != new.type_name and before != after:
        yield TypeRenamed(stream, path, before, after)
    yield from class_changes(old, new, stream, path)
    if old.privacy is not new.privacy:
        tightened = _STRENGTH[new.privacy] > _STRENGTH[old.privacy]
        yield (TreatmentTightened if tightened else TreatmentLoosened)(stream, path, old.privacy, new.privacy)
    if old.data_subject is not new.data_subject:
        yield (DataSubjectSet if new.data_subject else DataSubjectUnset)(stream, path)
    if old.deprecated is not new.deprecated:
        yield (FieldDeprecated if new.deprecated else FieldReinstated)(stream, path)
    if old.doc != new.doc:
        yield FieldDocChanged(stream, path, old.doc, new.doc)
    yield from _types(old.type, new.type, site)


def _types(old: Type, new: Type, site: Site) -> Iterator[Change]:
    match held := _held(old, new):
        case Struct(before), Struct(after):
            yield from field_changes(before, after, site)
        case Enumeration(before), Enumeration(after):
            yield from _symbols(before, after, site)
        case _:
            yield from _replaced(old, new, of_types(*held), site)


def _replaced(old: Type, new: Type, relation: Relation, site: Site) -> Iterator[Change]:
    match relation:
        case Relation.NARROWED:
            yield TypeNarrowed(site.stream, site.after, old, new)
        case Relation.WIDENED:
            yield TypeWidened(site.stream, site.after, old, new)
        case Relation.REPLACED:
            yield TypeReplaced(site.stream, site.after, old, new)
        case Relation.SAME:
            pass


def _held(old: Type, new: Type) -> tuple[Type, Type]:
    """What the two types hold, where both are lists or both are maps."""
    match old, new:
        case (ListOf(before), ListOf(after)) | (MapOf(before), MapOf(after)):
            return _held(before, after)
        case _:
            return old, new


def _symbols(old: tuple[str, ...], new: tuple[str, ...], site: Site) -> Iterator[Change]:
    stream, path = site.stream, site.after
    before, after = ({symbol: spot for spot, symbol in enumerate(side)} for side in (old, new))
    lost = tuple(symbol for symbol in old if symbol not in after)
    gained = tuple(symbol for symbol in new if symbol not in before)
    if lost:
        yield EnumShrunk(stream, path, lost)
    if gained:
        yield EnumExtended(stream, path, gained)
    kept, order = ([symbol for symbol in side if symbol in before and symbol in after] for side in (old, new))
    if site.wire is WireFormat.PROTOBUF:
        moved = tuple(symbol for symbol in order if before[symbol] != after[symbol])
        if moved:
            yield EnumRenumbered(stream, path, moved)
    elif kept != order:
        yield EnumReordered(stream, path, tuple(kept), tuple(order))
