"""The reading of one stream's topics into its journal, once to their ends or on and on.

A committed offset of the guard and the transaction with its outputs become visible one after the other: moments
apart, or a restart apart when a TaskManager dies in between. So what looks missing is looked for again until a bound
is over; what is lost stays missing however long one waits.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final

from headgate.connect.faults import ServiceError, SettingsError
from headgate.connect.settings import Settings
from headgate.ops.audit.books import Balance, Books, Window, close
from headgate.ops.audit.brokers import Brokers
from headgate.ops.audit.journal import Journal
from headgate.ops.audit.latency import Percentiles
from headgate.ops.audit.offsets import Positions
from headgate.ops.audit.reading import Marks, Reader
from headgate.ops.audit.stream import Audited

SETTLE_S: Final = 30.0
SETTLE_STEP_S: Final = 0.5
LIVE_WAIT_S: Final = 0.05
EVERYTHING: Final[Marks] = {}
MARK_REMEDY: Final = "make one for these topics with `headgate audit --mark`"
MS_PER_S: Final = 1000

Progress = Callable[[int], None]
"""Told how many records were read since the last time."""
Question = Callable[[], bool]
"""Asked between two batches: one that was read is always entered."""


def silent(_records: int) -> None:
    """No progress is shown."""


def never() -> bool:
    """Nobody asks to stop."""
    return False


@dataclass(frozen=True, slots=True)
class Audit:
    """The outcome for one stream; `records` were read in `seconds`.

    `forgotten` counts, by output topic, offsets of the window that the topic no longer keeps.
    """

    audited: Audited
    books: Books
    balance: Balance
    latency: Percentiles | None
    records: int
    seconds: float
    forgotten: Mapping[str, int] = field(default_factory=dict)

    @property
    def guarded(self) -> bool:
        """Whether the guard has committed a position, or there was nothing to guard."""
        return bool(self.books.window.position) or not self.books.readable

    @property
    def passed(self) -> bool:
        """Whether the books of a guarded stream balance: where nothing is due, nothing was proved."""
        return self.guarded and self.balance.balanced


class Collection:
    """One stream's journal and the reader that fills it; to be used in a `with`."""

    def __init__(self, settings: Settings, audited: Audited, since: Marks = EVERYTHING) -> None:
        """Opens the reader at `since`, or at the first offset kept where `since` says nothing."""
        self.audited = audited
        self.journal = Journal(audited)
        self._brokers = Brokers(settings)
        spots = self._brokers.spots(audited.topics)
        if not any(topic == audited.source for topic, _ in spots):
            raise ServiceError(f"kafka has no topic {audited.source}", "create it with `headgate register`")
        kept_from = self._brokers.starts(spots)
        _check_mark(since, audited.source, self._brokers.ends([spot for spot in spots if spot in since]))
        self._start = {spot: max(first, since.get(spot, 0)) for spot, first in kept_from.items()}
        self._forgotten: Counter[str] = Counter()
        for (topic, part), first in kept_from.items():
            self._forgotten[topic] += max(0, first - since.get((topic, part), 0))
        self._reader = Reader.open(settings, self._start)
        self._records = 0
        self._seconds = 0.0

    def __enter__(self) -> Collection:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._reader.__exit__(kind, fault, trace)

    def position(self) -> Positions:
        """The guard's committed offsets now."""
        return self._brokers.committed(self.audited.guard_group, self.audited.source)

    def catch_up(self, progress: Progress = silent) -> None:
        """Reads all topics up to where they end now."""
        began = time.monotonic()
        for batch in self._reader.until(self._brokers.ends(tuple(self._start))):
            self.journal.take(batch)
            self._count(sum(map(len, batch.values())), progress)
        self._seconds += time.monotonic() - began

    def watch(self, seconds: float, stop: Question = never) -> None:
        """Reads what becomes visible for `seconds` or until `stop`, and measures how long it took to."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and not stop():
            batch = self._reader.poll(LIVE_WAIT_S)
            self.journal.take(batch, now_ms=round(time.time() * MS_PER_S))
            self._count(sum(map(len, batch.values())), silent)

    def audit(self, position: Positions) -> Audit:
        """The books as far as they were read, for a guard that stands at `position`."""
        self._take_new_partitions()
        source = [spot for spot in self._start if spot[0] == self.audited.source]
        window = Window(
            start=self._by_partition(self._start),
            end=self._by_partition(self._reader.at),
            # Asked now: retention goes on while topics are read.
            kept_from=self._by_partition(self._brokers.starts(source)),
            position=position,
            written=self._by_partition(self._brokers.ends(source)),
        )
        books = self.journal.books(window)
        latency = self.journal.latency.percentiles()
        forgotten = {topic: count for topic in self.audited.outputs if (count := self._forgotten[topic])}
        return Audit(self.audited, books, close(books), latency, self._records, self._seconds, forgotten)

    def settle(self, position: Positions, seconds: float = SETTLE_S) -> Audit:
        """The audit at `position`, once nothing is missing or `seconds` are over."""
        until = time.monotonic() + seconds
        audit = self.audit(position)
        while audit.balance.missing and time.monotonic() < until:
            time.sleep(SETTLE_STEP_S)
            self.catch_up()
            audit = self.audit(position)
        return audit

    def _count(self, records: int, progress: Progress) -> None:
        self._records += records
        progress(records)

    def _take_new_partitions(self) -> None:
        """Reads on with the partitions, and topics, that were added since."""
        spots = self._brokers.spots(self.audited.topics)
        added = self._brokers.starts([spot for spot in spots if spot not in self._start])
        if added:
            self._start |= added
            self._reader.add(added)

    def _by_partition(self, marks: Marks) -> dict[int, int]:
        return {partition: at for (topic, partition), at in marks.items() if topic == self.audited.source}


def _check_mark(since: Marks, source: str, ends: Marks) -> None:
    """An audit from a place that is not in the topics would prove nothing."""
    if since and not any(topic == source for topic, _ in since):
        raise SettingsError(f"the mark says nothing of {source}", MARK_REMEDY)
    for (topic, partition), end in ends.items():
        if since[topic, partition] > end:
            place = f"{topic} partition {partition}"
            raise SettingsError(f"{place} ends before the mark: the topic was made anew since", MARK_REMEDY)


def collect(
    settings: Settings,
    audited: Audited,
    *,
    since: Marks = EVERYTHING,
    settle_s: float = SETTLE_S,
    progress: Progress = silent,
) -> Audit:
    """One audit, from `since` to where the topics end now."""
    with Collection(settings, audited, since) as collection:
        position = collection.position()
        collection.catch_up(progress)
        return collection.settle(position, settle_s)


def follow(
    collection: Collection, every_s: float, *, grace_s: float = SETTLE_S, stop: Question = never
) -> Iterator[Audit]:
    """An audit every `every_s` seconds, until `stop`.

    Each is for the position that the guard had `grace_s` ago, so that a commit under way is not called a loss.
    """
    collection.catch_up()
    positions: deque[tuple[float, Positions]] = deque([(time.monotonic(), collection.position())])
    while not stop():
        collection.watch(every_s, stop)
        positions.append((time.monotonic(), collection.position()))
        while len(positions) > 1 and positions[1][0] <= time.monotonic() - grace_s:
            positions.popleft()
        yield collection.audit(positions[0][1])


def mark(settings: Settings, streams: tuple[Audited, ...]) -> Marks:
    """Where all topics of `streams` end now: an audit since then sees only what comes later."""
    brokers = Brokers(settings)
    return brokers.ends(brokers.spots([topic for audited in streams for topic in audited.topics]))
