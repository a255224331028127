"""Whether a reader schema reads what a writer schema wrote, by the rules of Apache Avro Java 1.12.

Its `SchemaCompatibility`, rule for rule: short names match, or an alias the full name; a union reads a type when one
of its branches does; a pair of named types that is being compared counts as compatible meanwhile. Two things are told
better than there, with the same verdict and types: Java cuts the place of a type short that it first met in a union,
and says of a union only that no branch fits; here the place is whole, and the cause is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from headgate.compat.avro.clash import AmbiguousFieldError, Clash, Clashes, ClashType, Location
from headgate.compat.avro.nodes import (
    Array,
    Enumeration,
    Field,
    Fixed,
    Kind,
    Map,
    Named,
    Node,
    Primitive,
    Record,
    Reference,
    Schema,
    Union,
    short_name,
)

FITS: Final = {kind: frozenset({kind}) for kind in Kind} | {
    Kind.LONG: frozenset({Kind.LONG, Kind.INT}),
    Kind.FLOAT: frozenset({Kind.FLOAT, Kind.INT, Kind.LONG}),
    Kind.DOUBLE: frozenset({Kind.DOUBLE, Kind.INT, Kind.LONG, Kind.FLOAT}),
    Kind.BYTES: frozenset({Kind.BYTES, Kind.STRING}),
    Kind.STRING: frozenset({Kind.STRING, Kind.BYTES}),
}
"""What each primitive reads: itself, and what is promoted to it."""


def clashes(reader: Schema, writer: Schema) -> Clashes:
    """All that stops the reader; a type that both use in several places is told of once."""
    try:
        return _Comparison(reader, writer).nodes(reader.root, writer.root, None)
    except AmbiguousFieldError as error:
        return (error.clash,)


class _Comparison:
    """One comparison's two schemas, and what it knows of pairs of named types; None while they are compared."""

    def __init__(self, reader: Schema, writer: Schema) -> None:
        self._reader = reader.named
        self._writer = writer.named
        self._known: dict[tuple[str, str], Clashes | None] = {}

    def nodes(self, reader: Node, writer: Node, at: Location) -> Clashes:
        match reader, writer:
            case Primitive(kind), Primitive(written):
                return () if written in FITS[kind] else _mismatch(reader, writer, at)
            case Reference(name), Reference(written_name):
                return self._named_pair(name, written_name, at)
            case Union(), Union(branches):
                return tuple(self._unread(reader, branches, at))
            case _, Union(branches):
                return self._all(reader, branches, at)
            case Union(branches), _:
                return self._some(reader, writer, at)
            case Array(inner), Array(written_inner):
                return self.nodes(inner, written_inner, (at, "items"))
            case Map(inner), Map(written_inner):
                return self.nodes(inner, written_inner, (at, "values"))
            case _:
                return _mismatch(reader, writer, at)

    def _all(self, reader: Node, branches: tuple[Node, ...], at: Location) -> Clashes:
        """What of a union's branches the reader, no union, does not read."""
        return tuple(
            clash for i, branch in enumerate(branches) for clash in self.nodes(reader, branch, (at, str(i)))
        )

    def _unread(self, reader: Union, branches: tuple[Node, ...], at: Location) -> Iterator[Clash]:
        for index, branch in enumerate(branches):
            for clash in self._some(reader, branch, at):
                yield Clash(clash.type, (at, str(index)), reader, branch, causes=clash.causes)

    def _some(self, reader: Union, writer: Node, at: Location) -> Clashes:
        """Nothing when a branch reads what is written, else that none does and why the nearest does not."""
        causes: Clashes = ()
        for index, branch in enumerate(reader.branches):
            found = self.nodes(branch, writer, (at, index))
            if not found:
                return ()
            causes = _nearer(causes, found, (at, index))
        return (Clash(ClashType.MISSING_UNION_BRANCH, at, reader, writer, causes=causes),)

    def _named_pair(self, reader: str, writer: str, at: Location) -> Clashes:
        pair = (reader, writer)
        if pair in self._known:
            return self._known[pair] or ()
        self._known[pair] = None
        found = tuple(dict.fromkeys(self._definitions(self._reader[reader], self._writer[writer], at)))
        self._known[pair] = found
        return found

    def _definitions(self, reader: Named, writer: Named, at: Location) -> Clashes:
        match reader, writer:
            case Record(), Record():
                return (*_names(reader, writer, at), *self._fields(reader, writer, at))
            case Enumeration(), Enumeration():
                return (*_names(reader, writer, at), *_symbols(reader, writer, at))
            case Fixed(), Fixed():
                return (*_names(reader, writer, at), *_sizes(reader, writer, at))
            case _:
                return _mismatch(Reference(reader.name), Reference(writer.name), at)

    def _fields(self, reader: Record, writer: Record, at: Location) -> Iterator[Clash]:
        written = {field.name: field for field in writer.fields}
        fields: Location = (at, "fields")
        for index, field in enumerate(reader.fields):
            found = written.get(field.name)
            if field.aliases:
                found = _by_alias(field, written, (fields, index))
            if found is not None:
                yield from self.nodes(field.type, found.type, ((fields, index), "type"))
            elif field.default is None:
                yield self._missing(field, writer, (fields, index))

    def _missing(self, field: Field, writer: Record, at: Location) -> Clash:
        """A field that nobody writes and nobody defaults; Java takes an enum's own default for a reason to compare."""
        is_enum = isinstance(field.type, Reference) and self._reader[field.type.name]
        node = Reference(writer.name)
        if isinstance(is_enum, Enumeration) and is_enum.default is not None:
            return Clash(ClashType.TYPE_MISMATCH, (at, "type"), field.type, node, (field.name,))
        return Clash(ClashType.READER_FIELD_MISSING_DEFAULT_VALUE, at, field.type, node, (field.name,))


def _by_alias(field: Field, written: dict[str, Field], at: Location) -> Field | None:
    names = (field.name, *dict.fromkeys(field.aliases))
    found = [written[name] for name in names if name in written]
    if len(found) > 1:
        several = tuple(one.name for one in found)
        clash = Clash(ClashType.AMBIGUOUS_READER_FIELD, at, field.type, found[0].type, (field.name, *several))
        raise AmbiguousFieldError(clash)
    return found[0] if found else None


def _names(reader: Named, writer: Named, at: Location) -> Clashes:
    if short_name(reader.name) == short_name(writer.name) or writer.name in reader.aliases:
        return ()
    return (_clash(ClashType.NAME_MISMATCH, reader, writer, (at, "name")),)


def _symbols(reader: Enumeration, writer: Enumeration, at: Location) -> Clashes:
    missing = tuple(symbol for symbol in writer.symbols if symbol not in reader.symbols)
    if not missing or reader.default is not None:
        return ()
    return (_clash(ClashType.MISSING_ENUM_SYMBOLS, reader, writer, (at, "symbols"), missing),)


def _sizes(reader: Fixed, writer: Fixed, at: Location) -> Clashes:
    if reader.size == writer.size:
        return ()
    sizes = (str(reader.size), str(writer.size))
    return (_clash(ClashType.FIXED_SIZE_MISMATCH, reader, writer, (at, "size"), sizes),)


def _clash(
    type_: ClashType, reader: Named, writer: Named, at: Location, names: tuple[str, ...] = ()
) -> Clash:
    return Clash(type_, at, Reference(reader.name), Reference(writer.name), names)


def _mismatch(reader: Node, writer: Node, at: Location) -> Clashes:
    return (Clash(ClashType.TYPE_MISMATCH, at, reader, writer),)


def _nearer(so_far: Clashes, found: Clashes, branch: Location) -> Clashes:
    """Why the branch that comes nearest does not serve: one of the same type, and of the same name before others."""
    if found[0].type is ClashType.TYPE_MISMATCH and found[0].location == branch:
        return so_far
    renamed = found[0].type is ClashType.NAME_MISMATCH
    return so_far if so_far and renamed else found
