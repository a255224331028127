"""From ODCS properties to fields: names, types, treatment, and who contains whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from headgate.diagnostics import Related
from headgate.model import Field, FieldPath, ListOf, MapOf, Privacy, Struct, Type
from headgate.odcs import offences
from headgate.odcs.blocks import block, unchecked
from headgate.odcs.cursor import Cursor, Ledger
from headgate.odcs.field_types import Site, list_type, map_type, plain_type, vector_type
from headgate.odcs.likeness import nearest
from headgate.odcs.mending import Write

_TREATMENTS: Final = {privacy.value: privacy for privacy in Privacy}


@dataclass(frozen=True, slots=True)
class Above:
    """What contains a field; rules reach a field only through objects, and bind only where all of them must be."""

    path: FieldPath = ()
    names: FieldPath = ()
    in_reach: bool = True
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """A field, the property that it was read from, and what contains it."""

    field: Field
    site: Site
    path: FieldPath
    names: FieldPath
    above: Above

    @property
    def dotted(self) -> str:
        """The path as rules and messages name it."""
        return ".".join(self.path)


@dataclass(slots=True)
class FieldReader:
    """Reads the properties of one stream; `found` lists all fields, each before the ones in it, `inside` what lists and maps hold."""

    stream: str
    ledger: Ledger
    found: list[Found] = field(default_factory=list)
    inside: list[Site] = field(default_factory=list)

    def fields(self, properties: Cursor, above: Above) -> tuple[Field, ...]:
        """The fields of an object; one whose type is not known is left out, and told of."""
        names: dict[str, Field] = {}
        numbers: dict[int, str] = {}
        for position, at in enumerate(properties.items(), start=1):
            read = self._field(at, above, position) if isinstance(at.value, dict) else None
            if read is None or self._is_twin(read, at, names, above):
                continue
            self._number(read, at, numbers)
            names[read.name] = read
        return tuple(names.values())

    def _field(self, at: Cursor, above: Above, position: int) -> Field | None:
        name = at["physicalName"].text or at["name"].text
        if not name:
            return None
        treatment = block(at, "property", self.ledger)
        path = (*above.path, name)
        site = Site(at, treatment, ".".join(path))
        is_required = at["required"].truth
        logical = (*above.names, at["name"].text or name)
        inside = Above(path, logical, above.in_reach, above.is_sure and is_required)
        slot = len(self.found)
        of = self._type(site, inside)
        if of is None:
            return None
        read = _field(site, name, of, treatment["number"].whole or position)
        self.found.insert(slot, Found(read, site, path, logical, above))
        self.ledger.fields[self.stream, path] = at.pointer
        return read

    def _type(self, site: Site, inside: Above) -> Type | None:
        match site.at["logicalType"].text:
            case "object":
                return self._struct(site, inside)
            case "array":
                return list_type(site, self._inner(inside), self.ledger)
            case "map":
                return map_type(site, self._inner(inside), self.ledger)
            case "vector":
                return vector_type(site)
            case _:
                return plain_type(site, self.ledger)

    def _struct(self, site: Site, inside: Above) -> Type | None:
        fields = self.fields(site.at["properties"], inside)
        if fields:
            return Struct(fields)
        if not site.at["properties"]:
            at = site.at["logicalType"]
            self.ledger.tell(offences.TYPE_PART, at, field=site.name, kind="an object", part="properties")
        return None

    def _inner(self, inside: Above) -> _Inner:
        return _Inner(self, Above(inside.path, inside.names, in_reach=False, is_sure=False))

    def inner_type(self, outer: Site, at: Cursor, inside: Above) -> Type | None:
        """The type of an item or of a map's value, whose own name (if any) does not count."""
        site = Site(at, block(at, "property", self.ledger), f"{outer.name}[]")
        self.inside.append(site)
        return self._type(site, inside)

    def _is_twin(self, read: Field, at: Cursor, names: dict[str, Field], above: Above) -> bool:
        if read.name not in names:
            return False
        first = self.ledger.fields.get((self.stream, (*above.path, read.name)), at.pointer)
        related = (Related("first", self.ledger.place(first)),) if first != at.pointer else ()
        self.ledger.tell(offences.TWIN_FIELD, _name_of(at), related=related, name=read.name)
        return True

    def _number(self, read: Field, at: Cursor, numbers: dict[int, str]) -> None:
        other = numbers.setdefault(read.number, read.name)
        if other != read.name:
            self.ledger.tell(
                offences.TWIN_NUMBER, _name_of(at), name=read.name, number=read.number, other=other
            )


@dataclass(slots=True)
class WireReader(FieldReader):
    """Reads fields for their schemas alone: `found` and `inside` stay empty, and nothing is told.

    Versions that follow each other share most of their fields, so what was read of a property is kept.
    """

    def _field(self, at: Cursor, above: Above, position: int) -> Field | None:
        written = (position, repr(at.value))
        if written in _KEPT:
            return _KEPT[written]
        # Named as the class above, since a slotted dataclass is made anew and its own cell stays behind.
        read = FieldReader._field(self, at, above, position)  # noqa: SLF001 - its own
        self.found.clear()
        if len(_KEPT) >= MOST_KEPT:
            _KEPT.clear()
        _KEPT[written] = read
        return read


MOST_KEPT: Final = 4096
_KEPT: Final[dict[tuple[int, str], Field | None]] = {}


@dataclass(frozen=True, slots=True)
class _Inner:
    reader: FieldReader
    inside: Above

    def __call__(self, outer: Site, at: Cursor) -> Type | None:
        return self.reader.inner_type(outer, at, self.inside)


def _name_of(at: Cursor) -> Cursor:
    return at["physicalName"] or at["name"]


def _field(site: Site, name: str, of: Type, number: int) -> Field:
    at, treatment = site.at, site.block
    held = _held(at) if isinstance(of, ListOf | MapOf) else []
    return Field(
        name=name,
        type=of,
        required=at["required"].truth,
        doc=at["description"].text,
        classification=_first(item["classification"].text for item in (at, *held)),
        privacy=_TREATMENTS.get(_first(part["privacy"].text for part in (treatment, *map(_block, held)))),
        data_subject=treatment["dataSubject"].truth,
        deprecated=at["deprecated"].truth,
        number=number,
        type_name=treatment["typeName"].text,
    )


def _held(at: Cursor) -> list[Cursor]:
    """What a list or a map holds, and what that holds: they have no names, so what is said of them is said of the field."""
    inner = at["items"] or at["map"]["value"]
    return [inner, *_held(inner)] if inner else []


def _block(at: Cursor) -> Cursor:
    return next((item["value"] for item in unchecked(at)), Cursor(None))


def _first(words: Iterable[str]) -> str:
    return next((word for word in words if word), "")


@dataclass(frozen=True, slots=True)
class Register:
    """Finds fields by the names that a contract may use: the name on the wire, or the logical one."""

    by_name: dict[str, Found]

    @classmethod
    def of(cls, found: Iterable[Found]) -> Register:
        """A register of all fields that rules can reach; wire names come first."""
        reachable = [item for item in found if item.above.in_reach]
        logical = {".".join(item.names): item for item in reachable}
        return cls(logical | {item.dotted: item for item in reachable})

    def look_up(self, at: Cursor, reference: str, why: str, ledger: Ledger) -> Found | None:
        """The field that the text at a cursor names; None, and a finding when it names none."""
        if not at.text:
            return None
        item = self.by_name.get(at.text)
        if item is None:
            near = nearest(at.text, self.by_name)
            remedy = f"write `{near}`" if near else "name a field of the stream"
            ledger.tell(
                offences.REFERENCE,
                at,
                mend=Write(at.pointer, near) if near else None,
                reference=reference,
                given=at.text,
                remedy=remedy,
                why=why,
            )
        return item

    def look_up_all(self, at: Cursor, reference: str, why: str, ledger: Ledger) -> tuple[FieldPath, ...]:
        """The fields that a name or a list of names gives, without the ones that are none."""
        names = list(at.items()) if isinstance(at.value, list) else [at]
        found = (self.look_up(name, reference, why, ledger) for name in names)
        return tuple(item.path for item in found if item is not None)
