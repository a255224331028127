"""The arithmetic of the audit: every readable source offset is in exactly one output, or it is named here.

Pure. Offsets are sets, so that any number of losses and copies at once is reported exactly; a count would let
one loss hide one copy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from headgate.model.wire import Route
from headgate.ops.audit.offsets import LAST_OFFSET, NO_OFFSETS, Offsets, Positions, union


@dataclass(frozen=True, slots=True)
class Window:
    """Which source offsets are audited, by partition: from `start`, before `end`, which every partition has.

    `kept_from` is the first offset that the source still keeps; `position` the guard's committed offset. A
    partition that `position` lacks has nothing committed yet. `written` is where the source ended once the outputs were
    read: what they name from there on cannot come from it.
    """

    start: Positions
    end: Positions
    kept_from: Positions
    position: Positions
    written: Positions = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entries:
    """What one output holds: the source offsets, those met in several of its records, and all its records."""

    offsets: Offsets = NO_OFFSETS
    repeated: Offsets = NO_OFFSETS
    records: int = 0


@dataclass(frozen=True, slots=True)
class Books:
    """All that was read. `readable` are the source's data records visible to a read_committed reader.

    `superseded` are offsets of a compacted stream that a later record of the same key replaced.
    """

    readable: Offsets
    window: Window
    outputs: Mapping[Route, Entries]
    superseded: Offsets = NO_OFFSETS
    compacted: bool = False
    dead_letters: Mapping[str, Offsets] = field(default_factory=dict)
    warnings: Mapping[str, Offsets] = field(default_factory=dict)
    unknown: Offsets = NO_OFFSETS
    nameless: int = 0


@dataclass(frozen=True, slots=True)
class Balance:
    """The closed books.

    `expected` source records are behind the guard's committed offset; each is in an output, superseded, or
    `missing`. `doubled` were met twice, in one output or in two. `in_flight` wait before the guard. `expired` are
    outputs of records that the source no longer keeps; `foreign` are outputs of records that it never had, and
    `nameless` counts output records that name no source record at all.
    """

    expected: Offsets
    delivered: Offsets
    missing: Offsets
    doubled: Offsets
    in_flight: Offsets
    superseded: Offsets
    expired: Offsets
    foreign: Offsets
    routes: Mapping[Route, Offsets]
    nameless: int = 0

    @property
    def balanced(self) -> bool:
        """Nothing is missing, doubled or foreign."""
        return not (self.missing or self.doubled or self.foreign or self.nameless)

    @property
    def caught_up(self) -> bool:
        """Every source record is behind the guard's committed offset and, but for compaction, in an output."""
        return not (self.in_flight or self.missing or self.delivered - self.expected)


def close(books: Books) -> Balance:
    """The balance of `books`, within their window."""
    window = books.window
    outputs = {route: _within(entries.offsets, window) for route, entries in books.outputs.items()}
    readable = _within(books.readable, window)
    delivered = union(outputs.values())
    strangers = delivered - readable
    expected = readable.below(window.position)
    missing = expected - delivered
    expired = strangers if books.compacted else strangers.below(window.kept_from)
    return Balance(
        expected=expected,
        delivered=delivered & readable,
        missing=missing - books.superseded,
        doubled=_within(_met_twice(books.outputs), window),
        in_flight=readable - expected - delivered,
        superseded=missing & books.superseded,
        expired=expired,
        foreign=(strangers - expired) | _beyond(books),
        routes=outputs,
        nameless=books.nameless,
    )


def _within(offsets: Offsets, window: Window) -> Offsets:
    # An output may name a partition that the source does not have: it must show as foreign, so it is kept.
    return offsets.starting(window.start).below(window.end, otherwise=LAST_OFFSET)


def _beyond(books: Books) -> Offsets:
    """What the outputs name that the source has not reached yet."""
    named = union(entries.offsets for entries in books.outputs.values())
    return named - named.below(books.window.written, otherwise=LAST_OFFSET)


def _met_twice(outputs: Mapping[Route, Entries]) -> Offsets:
    seen = doubled = NO_OFFSETS
    for entries in outputs.values():
        doubled = doubled | entries.repeated | (seen & entries.offsets)
        seen = seen | entries.offsets
    return doubled


def superseded(missing: Offsets, keys: Mapping[tuple[int, int], bytes], clean: Offsets) -> Offsets:
    """Those of `missing` with a later record of the same key in `clean`: compaction may have removed them.

    `keys` gives the source record's key by (partition, offset).
    """
    latest: dict[tuple[int, bytes], int] = {}
    for partition, offset in clean:
        key = keys.get((partition, offset))
        if key is not None:
            latest[partition, key] = max(offset, latest.get((partition, key), -1))
    return Offsets.of(
        (partition, offset)
        for partition, offset in missing
        if (partition, offset) in keys and latest.get((partition, keys[partition, offset]), -1) > offset
    )
