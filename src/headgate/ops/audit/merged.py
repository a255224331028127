"""The rows of a table with deletes: read by Iceberg's own Java reader, since no Python one applies equality deletes."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

from headgate.connect.settings import Settings
from headgate.emit.flink import CATALOG, DATABASE
from headgate.ops.audit.iceberg import OFFSET, PARTITION
from headgate.ops.audit.offsets import Tally
from headgate.ops.audit.table import NotRun, Rows

SCAN: Final = "io.headgate.iceberg.Scan"
SCAN_TIMEOUT_S: Final = 300
HEAP: Final = "-Xmx512m"


def merged_rows(settings: Settings, table: str) -> Rows | NotRun:
    """The rows as a query sees them, deletes applied; or why they cannot be read."""
    command = _command(settings, table)
    if isinstance(command, NotRun):
        return command
    try:
        done = subprocess.run(  # noqa: S603 - our own class, arguments from the settings
            command, capture_output=True, text=True, timeout=SCAN_TIMEOUT_S, check=False
        )
    except subprocess.TimeoutExpired:
        return NotRun(f"the table's reader did not end within {SCAN_TIMEOUT_S} s")
    if done.returncode != 0:
        return NotRun((done.stderr.strip() or "the table's reader failed").splitlines()[-1])
    return _rows(done.stdout)


def _command(settings: Settings, table: str) -> list[str] | NotRun:
    java = _java()
    if java is None:
        return NotRun("the table has one row a key and needs Java to be read: there is no `java` on the PATH")
    home, jar = settings.flink.home, settings.flink.functions_jar
    if home is None or jar is None or not jar.is_file():
        return NotRun("the table has one row a key: flink.home and flink.functions_jar name what reads it")
    options = {
        "--uri": settings.iceberg.catalog_uri,
        "--warehouse": settings.iceberg.warehouse,
        "--catalog": CATALOG,
        "--table": f"{DATABASE}.{table}",
        "--columns": f"{PARTITION},{OFFSET}",
    }
    classes = os.pathsep.join((str(jar), str(home / "lib" / "*")))
    return [java, HEAP, "-cp", classes, SCAN, *(part for option in options.items() for part in option)]


def _java() -> str | None:
    home = os.environ.get("JAVA_HOME")
    own = Path(home) / "bin" / "java" if home else None
    return str(own) if own is not None and own.is_file() else shutil.which("java")


def _rows(printed: str) -> Rows:
    by_partition: dict[int, list[int]] = {}
    lines = printed.splitlines()[1:]
    for line in lines:
        partition, _, offset = line.partition("\t")
        by_partition.setdefault(int(partition), []).append(int(offset))
    tally = Tally()
    for part, offsets in by_partition.items():
        tally.add(part, offsets)
    return Rows(tally.seen, tally.repeated, len(lines))
