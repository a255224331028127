"""Which of the things that went and came are one thing with a new name. By evidence, or not at all."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeVar

from headgate.change.relation import Relation, of_types
from headgate.model import Field, ListOf, MapOf, Stream, Struct, Type, WireFormat

T = TypeVar("T")

_TOKEN: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|\d+")
_ALIKE: Final = 0.8
_SHORTEST: Final = 4
"""Words shorter than that differ by more than a misspelling when one letter differs (`ip`, `id`)."""
_MOST_LIKE: Final = 50
"""Where more names than these could be one another, none is compared: thousands of fields that came are no evidence."""


def paired(edges: Iterable[tuple[T, T]]) -> tuple[tuple[T, T], ...]:
    """The pairs that evidence joins, where neither side could be joined to another."""
    pairs = {(id(one), id(other)): (one, other) for one, other in edges}
    lefts, rights = (Counter(pair[side] for pair in pairs) for side in (0, 1))
    return tuple(pair for (one, other), pair in pairs.items() if lefts[one] == 1 == rights[other])


def sharing(
    gone: Sequence[T], come: Sequence[T], keys: Callable[[T], Iterable[Hashable]]
) -> Iterator[tuple[T, T]]:
    """What went and what came that have a key in common."""
    before, after = _by_key(gone, keys), _by_key(come, keys)
    for key, ones in before.items():
        others = after.get(key, ())
        if max(len(ones), len(others)) <= _MOST_LIKE:
            yield from ((one, other) for one in ones for other in others)


def _by_key(items: Sequence[T], keys: Callable[[T], Iterable[Hashable]]) -> Mapping[Hashable, list[T]]:
    found: dict[Hashable, list[T]] = defaultdict(list)
    for item in items:
        for key in keys(item):
            found[key].append(item)
    return found


def matched(
    old: Sequence[T], new: Sequence[T], *keys: Callable[[T], Hashable]
) -> tuple[list[tuple[T, T]], list[T], list[T]]:
    """The pairs that agree in the first key, of those left in the second, and so on; then what went and what came."""
    pairs: list[tuple[T, T]] = []
    gone, come = list(old), list(new)
    for key in keys:
        before, left, come = defaultdict[Hashable, list[T]](list), come, []
        for one in gone:
            before[key(one)].append(one)
        for item in left:
            ones = before.get(key(item))
            if ones:
                pairs.append((ones.pop(0), item))
            else:
                come.append(item)
        gone = [one for ones in before.values() for one in ones]
    return pairs, gone, come


def series(name: str) -> str:
    """The name without the number that it has only because others before it were called the same."""
    return re.sub(r"-\d+$", "", name)


def renamed_fields(
    before: Sequence[Field], after: Sequence[Field], wire: WireFormat
) -> tuple[tuple[Field, Field], ...]:
    """The fields of one object that only their names tell apart."""
    old, new = {field.name for field in before}, {field.name for field in after}
    gone = [field for field in before if field.name not in new]
    come = [field for field in after if field.name not in old]
    if wire is WireFormat.PROTOBUF:
        numbered = sharing(gone, come, lambda field: (field.number,))
        return paired((one, other) for one, other in numbered if _same_kind(one.type, other.type))
    spots = {id(field): spot for fields in (before, after) for spot, field in enumerate(fields)}
    same_spot = sharing(gone, come, lambda field: ((spots[id(field)], field.doc),) if field.doc else ())
    near = sharing(gone, come, lambda field: _sketches(field.name))
    alike = ((one, other) for one, other in near if are_alike(one.name, other.name))
    return paired(
        (one, other) for edges in (same_spot, alike) for one, other in edges if one.type == other.type
    )


def renamed_streams(gone: Sequence[Stream], come: Sequence[Stream]) -> tuple[tuple[Stream, Stream], ...]:
    """The streams that are on the same topic, or the only two with the same fields."""
    by_topic = paired(sharing(gone, come, lambda stream: (stream.topic.name,)))
    joined = {stream.name for pair in by_topic for stream in pair}
    left = [stream for stream in gone if stream.name not in joined]
    right = [stream for stream in come if stream.name not in joined]
    return by_topic + paired(sharing(left, right, lambda stream: (stream.fields,)))


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


def _sketches(name: str) -> Iterator[Hashable]:
    """What two names that are alike have in common: all letters, or all words but one."""
    words = _words(name)
    yield "".join(words)
    for spot in range(len(words)):
        yield (*words[:spot], None, *words[spot + 1 :])


def _same_kind(one: Type, other: Type) -> bool:
    """On the Protobuf wire a name is nothing and the number all, as long as the type can be read."""
    match one, other:
        case (Struct(), Struct()):
            return True
        case (ListOf(a), ListOf(b)) | (MapOf(a), MapOf(b)):
            return _same_kind(a, b)
        case _:
            return of_types(one, other) is not Relation.REPLACED
