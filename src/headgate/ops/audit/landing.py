"""The audit of the table: what the clean topic owes it, what it holds, and the settling of what is on its way."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyroaring import BitMap64

from headgate.connect.settings import Settings
from headgate.emit.flink.layout import DATABASE, is_upserted, table_name
from headgate.ops.audit.brokers import Brokers
from headgate.ops.audit.collect import EVERYTHING, SETTLE_S, SETTLE_STEP_S
from headgate.ops.audit.iceberg import appended_rows, open_table
from headgate.ops.audit.journal import source_of
from headgate.ops.audit.merged import merged_rows
from headgate.ops.audit.offsets import Offsets, Positions
from headgate.ops.audit.reading import Marks, Reader, Record
from headgate.ops.audit.stream import Audited
from headgate.ops.audit.table import Due, NotRun, Rows, TableAudit, weighed

Pair = tuple[int, int]
NOT_LANDED: Final = NotRun("the landing job has committed nothing yet: headgate pipeline run --job land")


@dataclass(frozen=True, slots=True)
class CleanRecord:
    """A record of the clean topic: whether the landing job is past it, its key, its source."""

    landed: bool
    key: bytes
    source: Pair


def audit_table(
    settings: Settings, audited: Audited, *, since: Marks = EVERYTHING, settle_s: float = SETTLE_S
) -> TableAudit:
    """The table of one stream against its clean topic, from `since`; not run where it cannot be read.

    What seems to be missing is looked for until `settle_s` is over: offsets and table commit one after the other.
    """
    upserted = is_upserted(audited.stream)
    # What an upserted table holds depends on all that ever came, so that it is always audited whole.
    clean = _Clean(settings, audited, EVERYTHING if upserted else since)
    if not clean.position:
        return NOT_LANDED
    until = time.monotonic() + settle_s
    while True:
        rows = _rows(settings, audited, clean.window)
        if isinstance(rows, NotRun):
            return rows
        # The topic is read after the table: a row then always has its clean record.
        due = clean.due_by_key() if upserted else clean.due()
        outcome = weighed(f"{DATABASE}.{table_name(audited.stream)}", due, rows, upserted=upserted)
        if not outcome.missing or time.monotonic() > until:
            return outcome
        time.sleep(SETTLE_STEP_S)


def _rows(settings: Settings, audited: Audited, window: Positions) -> Rows | NotRun:
    name = table_name(audited.stream)
    if is_upserted(audited.stream):
        return merged_rows(settings, name)
    table = open_table(settings, name)
    return table if isinstance(table, NotRun) else appended_rows(table, window)


class _Clean:
    """The clean topic, and how far the landing job has come in it."""

    def __init__(self, settings: Settings, audited: Audited, since: Marks) -> None:
        self._settings = settings
        self._source = audited.source.encode()
        self._brokers = Brokers(settings)
        self._spots = self._brokers.spots([audited.clean])
        first = self._brokers.starts(self._spots)
        self._start = {spot: max(low, since.get(spot, 0)) for spot, low in first.items()}
        self._whole = all(low == 0 or low <= since.get(spot, 0) for spot, low in first.items())
        self.window = {part: at for (topic, part), at in since.items() if topic == audited.source}
        self.position = self._brokers.committed(audited.land_group, audited.clean)

    def due(self) -> Due:
        """What an append-only table owes: every clean record of the window."""
        settled: dict[int, BitMap64] = {}
        moving: dict[int, BitMap64] = {}
        for record in self._records():
            partition, offset = record.source
            (settled if record.landed else moving).setdefault(partition, BitMap64()).add(offset)
        return Due(self._windowed(settled), self._windowed(moving), self._whole)

    def due_by_key(self) -> Due:
        """What an upserted table owes: the last record of each key.

        A key with a record that waits before the landing job may stand at its last landed one or at a later one.
        """
        last: dict[bytes, Pair] = {}
        waiting: dict[bytes, list[Pair]] = {}
        for record in self._records():
            if record.landed:
                last[record.key] = record.source
            else:
                waiting.setdefault(record.key, []).append(record.source)
        settled = [source for key, source in last.items() if key not in waiting]
        moving = [source for sources in waiting.values() for source in sources]
        moving.extend(last[key] for key in waiting if key in last)
        return Due(Offsets.of(settled), Offsets.of(moving), self._whole)

    def _windowed(self, found: dict[int, BitMap64]) -> Offsets:
        return Offsets(found).starting(self.window)

    def _records(self) -> Iterator[CleanRecord]:
        ends = self._brokers.ends(self._spots)
        with Reader.open(self._settings, self._start) as reader:
            for batch in reader.until(ends):
                for (_, partition), records in batch.items():
                    position = self.position.get(partition, 0)
                    yield from filter(None, (self._clean_record(record, position) for record in records))

    def _clean_record(self, record: Record, position: int) -> CleanRecord | None:
        """None for a record that names no source: the books of the topic tell of it."""
        source = source_of(dict(record.headers() or ()), self._source)
        return source and CleanRecord(record.offset() < position, record.key() or b"", source)
