"""What was read of one stream so far: the source's offsets and the entries of the guard's outputs."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from headgate.model.wire import (
    HEADER_ERRORS,
    HEADER_OFFSET,
    HEADER_PARTITION,
    HEADER_PRODUCED_AT,
    HEADER_TOPIC,
    HEADER_UNKNOWN,
    HEADER_WARNINGS,
    Route,
)
from headgate.ops.audit.books import Books, Entries, Window, close, superseded
from headgate.ops.audit.latency import Histogram
from headgate.ops.audit.offsets import Offsets, Tally
from headgate.ops.audit.reading import Batch, Record
from headgate.ops.audit.stream import Audited

Headers = Mapping[str, bytes | None]
LONGEST_NUMBER: Final = 18
"""Digits: more do not fit an offset."""


@dataclass(slots=True)
class Journal:
    """Takes records in, gives books out.

    `nameless` counts records in the outputs that do not say which source record they are: not the guard's.
    """

    audited: Audited
    source: Tally = field(default_factory=Tally)
    outputs: dict[Route, Tally] = field(default_factory=lambda: {route: Tally() for route in Route})
    dead_letters: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    warnings: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    unknown: Tally = field(default_factory=Tally)
    latency: Histogram = field(default_factory=Histogram)
    nameless: int = 0
    _keys: dict[tuple[int, int], bytes] = field(default_factory=dict)
    _name: bytes = b""

    def __post_init__(self) -> None:
        self._name = self.audited.source.encode()

    def take(self, batch: Batch, *, now_ms: int | None = None) -> None:
        """Enters a batch; `now_ms` (epoch) is given when the records were read as they became visible."""
        outputs = self.audited.outputs
        for (topic, partition), records in batch.items():
            if topic == self.audited.source:
                self._take_source(partition, records)
            elif topic in outputs:
                self._take_output(outputs[topic], records, now_ms)

    def books(self, window: Window) -> Books:
        """All that was entered; a compacted stream's superseded records are looked up here."""
        books = Books(
            readable=self.source.seen,
            window=window,
            outputs={
                route: Entries(tally.seen, tally.repeated, tally.records)
                for route, tally in self.outputs.items()
            },
            compacted=self.audited.compacted,
            dead_letters=_by_name(self.dead_letters),
            warnings=_by_name(self.warnings),
            unknown=self.unknown.seen,
            nameless=self.nameless,
        )
        return replace(books, superseded=self._superseded(books)) if self.audited.compacted else books

    def _superseded(self, books: Books) -> Offsets:
        return superseded(close(books).missing, self._keys, books.outputs[Route.CLEAN].offsets)

    def _take_source(self, partition: int, records: list[Record]) -> None:
        self.source.add(partition, [record.offset() for record in records])
        if self.audited.compacted:
            self._keys.update({(partition, record.offset()): record.key() or b"" for record in records})

    def _take_output(self, route: Route, records: list[Record], now_ms: int | None) -> None:
        named: defaultdict[int, list[int]] = defaultdict(list)
        waits: list[int] = []
        for record in records:
            headers: Headers = dict(record.headers() or ())
            spot = source_of(headers, self._name)
            if spot is None:
                self.nameless += 1
                continue
            named[spot[0]].append(spot[1])
            self._take_labels(route, spot, headers)
            produced_ms = number(headers, HEADER_PRODUCED_AT)
            if now_ms is not None and route is Route.CLEAN and produced_ms is not None:
                waits.append(now_ms - produced_ms)
        for partition, offsets in named.items():
            self.outputs[route].add(partition, offsets)
        self.latency.add(waits)

    def _take_labels(self, route: Route, spot: tuple[int, int], headers: Headers) -> None:
        partition, offset = spot
        if HEADER_UNKNOWN in headers:
            self.unknown.add(partition, (offset,))
        if warned := headers.get(HEADER_WARNINGS):
            for rule in warned.decode("utf-8", "replace").split(","):
                self.warnings[rule].add(partition, (offset,))
        if route is Route.DLQ:
            for rule in _rules_of(headers.get(HEADER_ERRORS) or b""):
                self.dead_letters[rule].add(partition, (offset,))


def source_of(headers: Headers, topic: bytes) -> tuple[int, int] | None:
    """The partition and offset in `topic` that an output record names; None for one that is not the guard's."""
    partition, offset = number(headers, HEADER_PARTITION), number(headers, HEADER_OFFSET)
    if headers.get(HEADER_TOPIC) != topic or partition is None or offset is None:
        return None
    return partition, offset


def number(headers: Headers, name: str) -> int | None:
    """The whole number in a header; None when it is absent or something else: anybody may write into a topic."""
    text = headers.get(name)
    return int(text) if text and text.isdigit() and len(text) <= LONGEST_NUMBER else None


@lru_cache(maxsize=4096)
def _rules_of(errors: bytes) -> tuple[str, ...]:
    """The rules that a dead letter broke, each once; none for a header that is not the guard's."""
    try:
        return tuple(dict.fromkeys(str(each["rule"]) for each in json.loads(errors)))
    except (ValueError, TypeError, KeyError, RecursionError):
        return ()


def _by_name(tallies: Mapping[str, Tally]) -> dict[str, Offsets]:
    return {name: tallies[name].seen for name in sorted(tallies)}
