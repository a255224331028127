"""The walk over an earlier and a new schema that finds hazards: fields and branches are paired as a reader would."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from headgate.compat.avro.clash import DEEPEST, TOO_DEEP, Location
from headgate.compat.avro.defaults import default_fits
from headgate.compat.avro.logical import DECIMAL
from headgate.compat.avro.nodes import (
    Array,
    Enumeration,
    Field,
    Fixed,
    Kind,
    Logical,
    Map,
    Named,
    Node,
    Primitive,
    Record,
    Reference,
    Schema,
    Union,
    short_name,
    spelled,
)
from headgate.compat.verdict import SchemaTextError

LOSSY: Final = (
    frozenset({Kind.INT, Kind.FLOAT}),
    frozenset({Kind.LONG, Kind.FLOAT}),
    frozenset({Kind.LONG, Kind.DOUBLE}),
)
WIDER: Final = frozenset({(Kind.INT, Kind.LONG), (Kind.INT, Kind.DOUBLE), (Kind.FLOAT, Kind.DOUBLE)})
"""From which kind to which nothing is lost."""
TEXTUAL: Final = frozenset({Kind.STRING, Kind.BYTES})
NULL: Final = Primitive(Kind.NULL)


@dataclass(frozen=True, slots=True)
class Hazard:
    """A hazard's type, its place in the new schema, and what was and is there."""

    type: str
    location: Location
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two named types that the walk has come to: where it goes on."""

    new: Named
    old: Named
    location: Location


class Walk:
    """One walk over both schemas at once; a pair of named types is walked once."""

    def __init__(self, new: Schema, old: Schema) -> None:
        self._new = new
        self._old = old
        self._seen: set[tuple[str, str]] = set()

    def hazards(self) -> Iterator[Hazard]:
        """Every hazard, on a stack of our own: hundreds of types may lead one to the next, deeper than Python's goes."""
        walks = [self._nodes(self._new.root, self._old.root, None)]
        while walks:
            if len(walks) > DEEPEST:
                raise SchemaTextError(TOO_DEEP)
            match next(walks[-1], None):
                case Hazard() as hazard:
                    yield hazard
                case Pair(new, old, at):
                    walks.append(self._definitions(new, old, at))
                case None:
                    walks.pop()

    def _nodes(self, new: Node, old: Node, at: Location) -> Iterator[Hazard | Pair]:
        """The hazards between two nodes that stand for the same thing; types that clash are no hazards."""
        match new, old:
            case (Union(), _) | (_, Union()):
                yield from self._unions(new, old, at)
            case Primitive(), Primitive():
                yield from _primitives(new, old, at)
            case (Array(inner), Array(before)):
                yield from self._nodes(inner, before, (at, "items"))
            case (Map(inner), Map(before)):
                yield from self._nodes(inner, before, (at, "values"))
            case Reference(name), Reference(before_name) if (name, before_name) not in self._seen:
                self._seen.add((name, before_name))
                yield Pair(self._new.named[name], self._old.named[before_name], at)
            case _:
                return

    def _unions(self, new: Node, old: Node, at: Location) -> Iterator[Hazard | Pair]:
        branches, before = _branches(new), _branches(old)
        if NULL in before and NULL not in branches:
            yield Hazard("optional-to-required", at)
        pairs = [(branch, self._partner(branch, branches, before)) for branch in branches]
        order = [before.index(partner) for _, partner in pairs if partner is not None]
        if order != sorted(order):
            yield Hazard("union-branches-reordered", at, spelled(self._old, old), spelled(self._new, new))
        for index, (branch, partner) in enumerate(pairs):
            if partner is not None:
                yield from self._nodes(branch, partner, (at, index) if isinstance(new, Union) else at)

    def _partner(self, branch: Node, branches: Sequence[Node], before: Sequence[Node]) -> Node | None:
        """The branch that stood for the same: the only one beside null, or the one of the same type and name."""
        values, earlier = [one for one in branches if one != NULL], [one for one in before if one != NULL]
        if branch != NULL and len(values) == len(earlier) == 1:
            return earlier[0]
        same = [one for one in before if self._same(branch, one)]
        return branch if branch in same else next(iter(same), None)

    def _same(self, new: Node, old: Node) -> bool:
        match new, old:
            case Primitive(kind), Primitive(before):
                return kind is before
            case Reference(name), Reference(before_name):
                type_, earlier = self._new.named[name], self._old.named[before_name]
                alike = short_name(name) == short_name(before_name) or before_name in type_.aliases
                return alike and type(type_) is type(earlier)
            case _:
                return type(new) is type(old)

    def _definitions(self, new: Named, old: Named, at: Location) -> Iterator[Hazard | Pair]:
        yield from _names(new, old, at)
        match new, old:
            case Record(), Record():
                yield from self._records(new, old, at)
            case Enumeration(), Enumeration():
                yield from _symbols(new, old, at)
            case Fixed(logical=logical), Fixed(logical=before):
                yield from _logical(logical, before, ("fixed", "fixed"), at)
            case _:
                return

    def _records(self, new: Record, old: Record, at: Location) -> Iterator[Hazard | Pair]:
        earlier = {field.name: field for field in old.fields}
        taken = {field.name for field in new.fields}
        for index, field in enumerate(new.fields):
            place: Location = ((at, "fields"), index)
            names = (field.name, *(alias for alias in field.aliases if alias not in taken))
            before = next((earlier.pop(name) for name in names if name in earlier), None)
            yield from self._default_of(field, place)
            if before is None:
                yield from self._added(field, place)
            else:
                yield from self._kept(field, before, place)
        for gone in earlier.values():
            if gone.default is not None:
                yield Hazard("field-removed", at, gone.name, f"`{gone.default}`")

    def _default_of(self, field: Field, at: Location) -> Iterator[Hazard]:
        if not default_fits(self._new, field):
            yield Hazard("default-misfit", at, spelled(self._new, field.type), f"`{field.default}`")

    def _added(self, field: Field, at: Location) -> Iterator[Hazard]:
        if field.default is not None and NULL not in _branches(field.type):
            yield Hazard("required-field-added", at, "", f"`{field.default}`")

    def _kept(self, new: Field, old: Field, at: Location) -> Iterator[Hazard | Pair]:
        if new.name != old.name:
            yield Hazard("field-renamed", at, old.name, new.name)
        if old.default is not None and new.default is None:
            yield Hazard("default-dropped", at, f"`{old.default}`")
        elif old.default is not None and new.default != old.default:
            yield Hazard("default-changed", at, f"`{old.default}`", f"`{new.default}`")
        yield from self._nodes(new.type, old.type, (at, "type"))


def _branches(node: Node) -> tuple[Node, ...]:
    return node.branches if isinstance(node, Union) else (node,)


def _names(new: Named, old: Named, at: Location) -> Iterator[Hazard]:
    if short_name(new.name) == short_name(old.name):
        if new.name != old.name:
            yield Hazard("namespace-changed", at, old.name, new.name)
    elif old.name in new.aliases or new.name in old.aliases:
        yield Hazard("type-renamed", at, old.name, new.name)


def _symbols(new: Enumeration, old: Enumeration, at: Location) -> Iterator[Hazard]:
    before, now = frozenset(old.symbols), frozenset(new.symbols)
    dropped = [symbol for symbol in old.symbols if symbol not in now]
    added = [symbol for symbol in new.symbols if symbol not in before]
    if dropped and new.default is not None:
        yield Hazard("enum-symbol-dropped", at, _quoted(dropped), f"`{new.default}`")
    if added and old.default is not None:
        yield Hazard("enum-symbol-added", at, f"`{old.default}`", _quoted(added))


def _primitives(new: Primitive, old: Primitive, at: Location) -> Iterator[Hazard]:
    pair, kinds = frozenset({new.kind, old.kind}), (old.kind.value, new.kind.value)
    if pair in LOSSY:
        yield Hazard("precision-lost", at, *kinds)
    elif (old.kind, new.kind) in WIDER:
        yield Hazard("type-widened", at, *kinds)
    elif (new.kind, old.kind) in WIDER:
        yield Hazard("type-narrowed", at, *kinds)
    elif pair == TEXTUAL:
        yield Hazard("text-bytes-swapped", at, *kinds)
    elif new.kind is not old.kind:
        return
    yield from _logical(new.logical, old.logical, kinds, at)


def _logical(
    new: Logical | None, old: Logical | None, kinds: tuple[str, str], at: Location
) -> Iterator[Hazard]:
    was, now = old.name if old else f"plain {kinds[0]}", new.name if new else f"plain {kinds[1]}"
    if (new or old) is not None and (old.name if old else "") != (new.name if new else ""):
        yield Hazard("logical-type-changed", at, was, now)
    elif new is not None and old is not None and new.name == DECIMAL:
        if new.scale != old.scale:
            yield Hazard("decimal-scale-changed", at, str(old.scale), str(new.scale))
        if new.precision != old.precision:
            yield Hazard("decimal-precision-changed", at, str(old.precision), str(new.precision))


def _quoted(symbols: Sequence[str]) -> str:
    return ", ".join(f"`{symbol}`" for symbol in symbols)
