"""Sets of source offsets, one 64-bit Roaring bitmap a partition: exact, and small for long runs."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import Final, TypeAlias

from pyroaring import BitMap64

Positions: TypeAlias = Mapping[int, int]
"""Partition to the first offset that is not yet done (Kafka's own meaning of a committed offset)."""

LAST_OFFSET: Final = 2**63


@dataclass(frozen=True, slots=True, eq=False)
class Offsets:
    """A set of (partition, offset); the bitmaps are never changed after they came in."""

    by_partition: Mapping[int, BitMap64]

    @classmethod
    def of(cls, pairs: Iterable[tuple[int, int]]) -> Offsets:
        """The set of the given (partition, offset) pairs."""
        found: dict[int, BitMap64] = {}
        for partition, offset in pairs:
            found.setdefault(partition, BitMap64()).add(offset)
        return cls(found)

    def __len__(self) -> int:
        return sum(len(bitmap) for bitmap in self.by_partition.values())

    def __iter__(self) -> Iterator[tuple[int, int]]:
        for partition in sorted(self.by_partition):
            for offset in self.by_partition[partition]:
                yield partition, offset

    def __contains__(self, pair: tuple[int, int]) -> bool:
        partition, offset = pair
        return offset in self.by_partition.get(partition, ())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Offsets):
            return NotImplemented
        return not (self - other) and not (other - self)

    def __hash__(self) -> int:
        return hash(len(self))

    def __or__(self, other: Offsets) -> Offsets:
        joined = dict(self.by_partition)
        for partition, bitmap in other.by_partition.items():
            mine = joined.get(partition)
            joined[partition] = bitmap if mine is None else mine | bitmap
        return Offsets(joined)

    def __and__(self, other: Offsets) -> Offsets:
        theirs = other.by_partition
        return self._each(lambda partition, mine: mine & theirs[partition] if partition in theirs else None)

    def __sub__(self, other: Offsets) -> Offsets:
        theirs = other.by_partition
        return self._each(lambda partition, mine: mine - theirs[partition] if partition in theirs else mine)

    def below(self, positions: Positions, *, otherwise: int = 0) -> Offsets:
        """Those before their partition's position, or before `otherwise` in a partition without one."""
        return self._each(lambda partition, mine: _cut(mine, 0, positions.get(partition, otherwise)))

    def starting(self, positions: Positions) -> Offsets:
        """Those at or after their partition's position; all of a partition without one."""
        return self._each(lambda partition, mine: _cut(mine, positions.get(partition, 0), LAST_OFFSET))

    def first(self, count: int) -> tuple[tuple[int, int], ...]:
        """The first `count` pairs, by partition and offset."""
        return tuple(islice(self, count))

    def _each(self, change: Callable[[int, BitMap64], BitMap64 | None]) -> Offsets:
        changed = ((partition, change(partition, bitmap)) for partition, bitmap in self.by_partition.items())
        return Offsets({partition: bitmap for partition, bitmap in changed if bitmap})


NO_OFFSETS = Offsets({})


def _cut(bitmap: BitMap64, start: int, end: int) -> BitMap64:
    kept = bitmap.copy()
    kept.remove_range(0, start)
    kept.remove_range(end, LAST_OFFSET)
    return kept


def union(sets: Iterable[Offsets]) -> Offsets:
    """All the offsets of `sets`."""
    joined = NO_OFFSETS
    for each in sets:
        joined = joined | each
    return joined


@dataclass(slots=True)
class Tally:
    """Offsets as they are met: which, which more than once, and how many records in all."""

    records: int = 0
    _seen: dict[int, BitMap64] = field(default_factory=dict)
    _repeated: dict[int, BitMap64] = field(default_factory=dict)

    def add(self, partition: int, offsets: Iterable[int]) -> None:
        """Counts one batch of offsets of a source partition, in any order."""
        met = array("Q", offsets)
        batch = BitMap64(met)
        seen = self._seen.setdefault(partition, BitMap64())
        again = batch & seen
        if len(batch) != len(met):
            again |= _twice(met)
        if again:
            self._repeated.setdefault(partition, BitMap64()).update(again)
        seen |= batch
        self._seen[partition] = seen
        self.records += len(met)

    @property
    def seen(self) -> Offsets:
        """What was met at least once."""
        return Offsets({partition: bitmap.copy() for partition, bitmap in self._seen.items()})

    @property
    def repeated(self) -> Offsets:
        """What was met more than once."""
        return Offsets({partition: bitmap.copy() for partition, bitmap in self._repeated.items()})


def _twice(offsets: array[int]) -> BitMap64:
    ordered = sorted(offsets)
    return BitMap64([offset for offset, following in pairwise(ordered) if offset == following])
