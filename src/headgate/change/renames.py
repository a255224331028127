"""Which of the things that went and came are one thing with a new name. By evidence, or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from headgate.change.relation import Relation, of_types
from headgate.model import Field, ListOf, MapOf, Stream, Struct, Type, WireFormat

T = TypeVar("T")

_TOKEN: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|\d+")
_ALIKE: Final = 0.8
_SHORTEST: Final = 4
"""Words shorter than that differ by more than a misspelling when one letter differs (`ip`, `id`)."""


def paired(gone: Sequence[T], come: Sequence[T], is_one: Callable[[T, T], bool]) -> tuple[tuple[T, T], ...]:
    """The pairs that evidence joins, where neither side could be joined to another."""
    edges = [
        (one, other)
        for one in range(len(gone))
        for other in range(len(come))
        if is_one(gone[one], come[other])
    ]
    lefts = [one for one, _ in edges]
    rights = [other for _, other in edges]
    return tuple(
        (gone[one], come[other]) for one, other in edges if lefts.count(one) == 1 and rights.count(other) == 1
    )


def renamed_fields(
    before: Sequence[Field], after: Sequence[Field], wire: WireFormat
) -> tuple[tuple[Field, Field], ...]:
    """The fields of one object that only their names tell apart."""
    old, new = {field.name for field in before}, {field.name for field in after}
    gone = [field for field in before if field.name not in new]
    come = [field for field in after if field.name not in old]
    if wire is WireFormat.PROTOBUF:
        return paired(gone, come, _same_number)
    spots = {id(field): spot for fields in (before, after) for spot, field in enumerate(fields)}

    def is_one(one: Field, other: Field) -> bool:
        same_spot = spots[id(one)] == spots[id(other)] and one.doc == other.doc != ""
        return one.type == other.type and (same_spot or are_alike(one.name, other.name))

    return paired(gone, come, is_one)


def renamed_streams(gone: Sequence[Stream], come: Sequence[Stream]) -> tuple[tuple[Stream, Stream], ...]:
    """The streams that are on the same topic, or the only two with the same fields."""
    by_topic = paired(gone, come, lambda one, other: one.topic.name == other.topic.name)
    joined = {stream.name for pair in by_topic for stream in pair}
    left = [stream for stream in gone if stream.name not in joined]
    right = [stream for stream in come if stream.name not in joined]
    return by_topic + paired(left, right, lambda one, other: one.fields == other.fields)


def are_alike(one: str, other: str) -> bool:
    """Whether two names are the same words, but for one misspelt or in the plural."""
    words, others = _words(one), _words(other)
    if "".join(words) == "".join(others):
        return True
    if len(words) != len(others):
        return False
    differing = [(a, b) for a, b in zip(words, others, strict=True) if a != b]
    return len(differing) == 1 and _is_misspelt(*differing[0])


def _is_misspelt(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _SHORTEST or one.isdigit() or other.isdigit():
        return False
    # Only a field that went while another came needs it, and it loads slowly.
    from difflib import SequenceMatcher  # noqa: PLC0415

    return SequenceMatcher(None, one, other).ratio() >= _ALIKE


def _words(name: str) -> list[str]:
    return [word.lower() for word in _TOKEN.findall(name)] or [name]


def _same_number(one: Field, other: Field) -> bool:
    """On the Protobuf wire a name is nothing and the number all, as long as the type can be read."""
    return one.number == other.number and _same_kind(one.type, other.type)


def _same_kind(one: Type, other: Type) -> bool:
    match one, other:
        case (Struct(), Struct()):
            return True
        case (ListOf(a), ListOf(b)) | (MapOf(a), MapOf(b)):
            return _same_kind(a, b)
        case _:
            return of_types(one, other) is not Relation.REPLACED
