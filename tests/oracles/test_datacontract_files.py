"""`datacontract test` on a file of records counts what our validator counts, rule by rule."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet
from tests.edge.reference import CONTRACTS, NOW_MS
from tests.oracles.datacontract_cli import ours, require_datacontract, theirs, with_server

from headgate.edge.traffic.breaking import breakers
from headgate.edge.traffic.source import Crowd, GeneratedRecord
from headgate.edge.traffic.sources import source_of
from headgate.model import (
    Boolean,
    Date,
    Decimal,
    Enumeration,
    Float,
    Integer,
    Stream,
    Text,
    Timestamp,
    Type,
    Uuid,
)
from headgate.odcs import read_file
from headgate.validate import compile_validator

SOUND = 400
EACH = 3
# Their checks know no decimal of a headgate property, no map and no list; these contracts have none of the last two.
NAMES = ("clickstream.events", "user.profile")


def arrow(of: Type) -> object:
    """The column of a Parquet file that holds the type."""
    match of:
        case Integer(bits):
            return pa.int32() if bits == 32 else pa.int64()
        case Decimal(precision, scale):
            return pa.decimal128(precision, scale)
        case Float():
            return pa.float64()
        case Boolean():
            return pa.bool_()
        case Date():
            return pa.date32()
        case Timestamp():
            return pa.timestamp("ms", "UTC")
        case Text() | Uuid() | Enumeration():
            return pa.string()
        case _:
            raise NotImplementedError(of)


def records(stream: Stream) -> Iterator[GeneratedRecord]:
    """Sound records, then some that break each rule which a record can break at all."""
    source = source_of(stream, random.Random(7), Crowd())
    sound = [source.next(NOW_MS + second * 1000) for second in range(SOUND)]
    yield from sound
    for breaker in breakers(stream, sound[0], compile_validator(stream), lambda _: b""):
        for _ in range(EACH):
            yield breaker.apply(source.next(NOW_MS))


def written(stream: Stream, rows: list[GeneratedRecord], path: Path) -> Path:
    schema = pa.schema([(field.name, arrow(field.type)) for field in stream.fields])
    parquet.write_table(pa.Table.from_pylist(rows, schema=schema), path)
    return path


@pytest.mark.parametrize("name", NAMES)
def test_their_counts_are_ours(name: str, tmp_path: Path) -> None:
    require_datacontract()
    source = CONTRACTS / f"{name}.odcs.yaml"
    contract = read_file(source).contract
    assert contract is not None
    (stream,) = contract.streams
    rows = list(records(stream))
    file = written(stream, rows, tmp_path / "records.parquet")
    copy = tmp_path / "contract.odcs.yaml"
    server = f"{{server: local, type: local, path: '{file}', format: parquet}}"
    copy.write_text(with_server(source.read_text(encoding="utf-8"), server, table=True), encoding="utf-8")
    counted = theirs(copy)
    assert counted == ours(rows, compile_validator(stream), counted.broken)
    assert sum(counted.broken.values()) >= EACH * 3
