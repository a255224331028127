"""Whether a reader schema reads what a writer schema wrote, by the rules of Apache Avro Java 1.12.

Its `SchemaCompatibility`, rule for rule: short names match, or an alias the full name; a union reads a type when one
of its branches does; a pair of named types that is being compared counts as compatible meanwhile. Two things are told
better than there, with the same verdict and types: Java cuts the place of a type short that it first met in a union,
and says of a union only that no branch fits; here the place is whole, and the cause is told.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Final

from headgate.compat.avro.clash import (
    DEEPEST,
    TOO_DEEP,
    AmbiguousFieldError,
    Clash,
    Clashes,
    ClashType,
    Location,
    steps,
)
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
from headgate.compat.verdict import SchemaTextError

FITS: Final = {kind: frozenset({kind}) for kind in Kind} | {
    Kind.LONG: frozenset({Kind.LONG, Kind.INT}),
    Kind.FLOAT: frozenset({Kind.FLOAT, Kind.INT, Kind.LONG}),
    Kind.DOUBLE: frozenset({Kind.DOUBLE, Kind.INT, Kind.LONG, Kind.FLOAT}),
    Kind.BYTES: frozenset({Kind.BYTES, Kind.STRING}),
    Kind.STRING: frozenset({Kind.STRING, Kind.BYTES}),
}
"""What each primitive reads: itself, and what is promoted to it."""


Walk = Generator[tuple[Named, Named, Location], Clashes | None, Clashes]
"""A comparison that asks for pairs of named types, is sent what was found in each, and ends with all it found."""


def clashes(reader: Schema, writer: Schema) -> Clashes:
    """All that stops the reader; a type that both use in several places is told of once."""
    try:
        return _Comparison(reader, writer).found(reader.root, writer.root)
    except AmbiguousFieldError as error:
        return (error.clash,)


class _Comparison:
    """One comparison's two schemas, and what it knows of pairs of named types; None while they are compared."""

    def __init__(self, reader: Schema, writer: Schema) -> None:
        self._reader = reader.named
        self._writer = writer.named
        self._known: dict[tuple[str, str], Clashes | None] = {}

    def found(self, reader: Node, writer: Node) -> Clashes:
        """The walks on a stack of our own: hundreds of types may lead one to the next, deeper than Python's goes."""
        walks = [self.nodes(reader, writer, None)]
        found: Clashes | None = None
        while walks:
            if len(walks) > DEEPEST:
                raise SchemaTextError(TOO_DEEP)
            try:
                asked = walks[-1].send(found)
            except StopIteration as ended:
                walks.pop()
                found = ended.value
            else:
                walks.append(self.definitions(*asked))
                found = None
        return found or ()

    def nodes(self, reader: Node, writer: Node, at: Location) -> Walk:
        match reader, writer:
            case Primitive(kind), Primitive(written):
                return () if written in FITS[kind] else _mismatch(reader, writer, at)
            case Reference(name), Reference(written_name):
                return (yield from self._named_pair(name, written_name, at))
            case Union(), Union(branches):
                return (yield from self._unread(reader, branches, at))
            case _, Union(branches):
                return (yield from self._all(reader, branches, at))
            case Union(branches), _:
                return (yield from self._some(reader, writer, at))
            case Array(inner), Array(written_inner):
                return (yield from self.nodes(inner, written_inner, (at, "items")))
            case Map(inner), Map(written_inner):
                return (yield from self.nodes(inner, written_inner, (at, "values")))
            case _:
                return _mismatch(reader, writer, at)

    def _all(self, reader: Node, branches: tuple[Node, ...], at: Location) -> Walk:
        """What of a union's branches the reader, no union, does not read."""
        found: list[Clash] = []
        for index, branch in enumerate(branches):
            found += yield from self.nodes(reader, branch, (at, str(index)))
        return tuple(found)

    def _unread(self, reader: Union, branches: tuple[Node, ...], at: Location) -> Walk:
        found: list[Clash] = []
        for index, branch in enumerate(branches):
            for clash in (yield from self._some(reader, branch, at)):
                found += (Clash(clash.type, (at, str(index)), reader, branch, causes=clash.causes),)
        return tuple(found)

    def _some(self, reader: Union, writer: Node, at: Location) -> Walk:
        """Nothing when a branch reads what is written, else that none does and why the nearest does not."""
        causes: Clashes = ()
        for index, branch in enumerate(reader.branches):
            found = yield from self.nodes(branch, writer, (at, index))
            if not found:
                return ()
            causes = _nearer(causes, found, (at, index))
        return (Clash(ClashType.MISSING_UNION_BRANCH, at, reader, writer, causes=causes),)

    def _named_pair(self, reader: str, writer: str, at: Location) -> Walk:
        pair = (reader, writer)
        if pair not in self._known:
            self._known[pair] = None
            found = yield self._reader[reader], self._writer[writer], at
            self._known[pair] = tuple(dict.fromkeys(found or ()))
        return self._known[pair] or ()

    def definitions(self, reader: Named, writer: Named, at: Location) -> Walk:
        """What stops one named type from reading another, each asked for once."""
        match reader, writer:
            case Record(), Record():
                return (*_names(reader, writer, at), *(yield from self._fields(reader, writer, at)))
            case Enumeration(), Enumeration():
                return (*_names(reader, writer, at), *_symbols(reader, writer, at))
            case Fixed(), Fixed():
                return (*_names(reader, writer, at), *_sizes(reader, writer, at))
            case _:
                return _mismatch(Reference(reader.name), Reference(writer.name), at)

    def _fields(self, reader: Record, writer: Record, at: Location) -> Walk:
        written = {field.name: field for field in writer.fields}
        clashes: list[Clash] = []
        for index, field in enumerate(reader.fields):
            place: Location = ((at, "fields"), index)
            found = _by_alias(field, written, place) if field.aliases else written.get(field.name)
            if found is not None:
                clashes += yield from self.nodes(field.type, found.type, (place, "type"))
            elif field.default is None:
                clashes.append(self._missing(field, writer, place))
        return tuple(clashes)

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
    known = frozenset(reader.symbols)
    missing = tuple(symbol for symbol in writer.symbols if symbol not in known)
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
    if found[0].type is ClashType.TYPE_MISMATCH and steps(found[0].location) == steps(branch):
        return so_far
    renamed = found[0].type is ClashType.NAME_MISMATCH
    return so_far if so_far and renamed else found
