"""Reading where an Iceberg table's rows came from: straight from the files that its current snapshot lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from pyarrow import ArrowException, compute
from pyarrow import Table as Columns
from pyarrow.parquet import read_table
from pyiceberg.catalog.sql import SqlCatalog
from pyiceberg.exceptions import NoSuchTableError
from pyiceberg.manifest import DataFileContent
from pyiceberg.table import Table
from sqlalchemy.exc import SQLAlchemyError

from headgate.connect.settings import Settings
from headgate.emit.flink import CATALOG, DATABASE
from headgate.ops.audit.latency import Histogram
from headgate.ops.audit.offsets import Offsets, Positions, Tally
from headgate.ops.audit.table import NotRun, Rows

PARTITION: Final = "source_partition"
OFFSET: Final = "source_offset"
APPENDED_AT: Final = "source_timestamp"
DIALECTS: Final = ("sqlite", "postgresql", "mysql")
US_PER_MS: Final = 1000


@dataclass(frozen=True, slots=True)
class DataFile:
    """A Parquet file of the table and when it was committed (None: that snapshot has expired)."""

    path: str
    committed_ms: int | None


@dataclass(slots=True)
class Reading:
    """The offsets and latencies found so far."""

    tally: Tally = field(default_factory=Tally)
    latency: Histogram = field(default_factory=Histogram)

    def take(self, columns: Columns, committed_ms: int | None) -> None:
        """Enters one file's rows."""
        for partition in compute.unique(columns[PARTITION]).to_pylist():
            mine = columns.filter(compute.equal(columns[PARTITION], partition))
            self.tally.add(partition, mine[OFFSET].to_pylist())
        if committed_ms is not None:
            appended_us = columns[APPENDED_AT].drop_null().cast("int64").to_pylist()
            self.latency.add(committed_ms - appended // US_PER_MS for appended in appended_us)


def open_table(settings: Settings, name: str) -> Table | NotRun:
    """The table `name`, or why it cannot be opened."""
    uri = settings.iceberg.catalog_uri
    dialect, _, place = uri.removeprefix("jdbc:").partition(":")
    if dialect not in DIALECTS:
        return NotRun(f"no catalog that can be read here: iceberg.catalog_uri is `{uri}`")
    # Read-only: opening a catalog that is not there must not make an empty one.
    url = f"sqlite:///file:{place}?mode=ro&uri=true" if dialect == "sqlite" else f"{dialect}:{place}"
    try:
        catalog = SqlCatalog(
            CATALOG, uri=url, warehouse=settings.iceberg.warehouse, init_catalog_tables="false"
        )
        return catalog.load_table((DATABASE, name))
    except NoSuchTableError:
        return NotRun(f"there is no table {DATABASE}.{name} yet")
    except (SQLAlchemyError, OSError, ImportError) as fault:
        return NotRun(f"the catalog cannot be read: {str(fault).splitlines()[0]}")


def appended_rows(table: Table, start: Positions) -> Rows | NotRun:
    """The rows of an append-only table whose source offset is at or after `start`."""
    reading = Reading()
    try:
        for file in _files(table, min(start.values(), default=0)):
            source = table.io.new_input(file.path).open()
            with source:
                reading.take(read_table(source, columns=[PARTITION, OFFSET, APPENDED_AT]), file.committed_ms)
    except DeletesFoundError as found:
        return NotRun(f"the table has delete files ({found}), which this reader cannot apply")
    except (OSError, ArrowException, KeyError) as fault:
        return NotRun(f"the table cannot be read: {fault}")
    return _rows(reading, start)


class DeletesFoundError(Exception):
    """The table is not append-only."""


def _files(table: Table, lowest: int) -> Iterator[DataFile]:
    """The live data files that may hold an offset at or after `lowest`."""
    committed = {snapshot.snapshot_id: snapshot.timestamp_ms for snapshot in table.snapshots()}
    snapshot = table.current_snapshot()
    if snapshot is None:
        return
    column = table.schema().find_field(OFFSET).field_id
    for manifest in snapshot.manifests(table.io):
        for entry in manifest.fetch_manifest_entry(table.io, discard_deleted=True):
            file = entry.data_file
            if file.content is not DataFileContent.DATA:
                raise DeletesFoundError(file.file_path)
            if _highest(file.upper_bounds, column) >= lowest:
                yield DataFile(file.file_path, committed.get(entry.snapshot_id or 0))


def _highest(upper_bounds: dict[int, bytes] | None, column: int) -> int:
    bound = (upper_bounds or {}).get(column)
    return 2**63 - 1 if bound is None else int.from_bytes(bound, "little", signed=True)


def _rows(reading: Reading, start: Positions) -> Rows:
    held: Offsets = reading.tally.seen.starting(start)
    return Rows(held, reading.tally.repeated.starting(start), len(held), reading.latency.percentiles())
