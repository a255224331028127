"""How fast the audit reads: records a second and CPU a record, of the source and of an output with all headers.

Run: PYTHONPATH=src:. python tests/bench/audit.py [RECORDS]. Makes a raw and a clean topic of its own on the configured
brokers, a million records each unless told otherwise, audits them, and deletes them.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from confluent_kafka import Producer
from confluent_kafka.cimpl import NewTopic

from headgate.connect.kafka import admin, client_settings
from headgate.connect.settings import Settings, load_settings
from headgate.model import Contract, SemVer, Stream, Topic, WireFormat
from headgate.ops.audit.collect import Collection
from headgate.ops.audit.stream import Audited

RECORDS = 1_000_000
PARTITIONS = 6
VALUE = bytes(130)
NAME = "headgate-bench-audit"
CALL_SECONDS = 60
HEADERS: list[tuple[str, str | bytes | None]] = [
    ("hg.topic", NAME.encode()),
    ("hg.timestamp", b"1760000000000"),
    ("hg.schema.id", b"3"),
    ("hg.schema.version", b"1"),
    ("hg.contract", b"headgate-bench-audit@1.0.0"),
    ("hg.attempt", b"1"),
    ("hg.produced-at", b"1760000000000"),
    ("traceparent", b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
]


def audited() -> Audited:
    stream = Stream("Event", Topic(NAME, PARTITIONS, retention=timedelta(days=1)), WireFormat.AVRO, ())
    return Audited(Contract(NAME, NAME, SemVer(1, 0, 0), "active", (stream,)), stream)


@contextmanager
def topics(settings: Settings, names: tuple[str, ...]) -> Iterator[None]:
    client = admin(settings)
    for future in client.create_topics([NewTopic(name, PARTITIONS, 1) for name in names]).values():
        future.result(CALL_SECONDS)
    try:
        yield
    finally:
        for future in client.delete_topics(list(names)).values():
            future.result(CALL_SECONDS)


def load(settings: Settings, topic: str, records: int, *, named: bool) -> None:
    producer = Producer({**client_settings(settings), "linger.ms": 20, "compression.type": "zstd"})
    for index in range(records):
        partition, offset = index % PARTITIONS, index // PARTITIONS
        own = [("hg.partition", b"%d" % partition), ("hg.offset", b"%d" % offset)]
        while True:
            try:
                producer.produce(topic, VALUE, b"key", partition, headers=[*HEADERS, *own] if named else None)
                break
            except BufferError:
                producer.poll(0.1)
    producer.flush(CALL_SECONDS)


def measure(settings: Settings, records: int) -> None:
    of = audited()
    with topics(settings, (of.source, of.clean)):
        load(settings, of.source, records, named=False)
        load(settings, of.clean, records, named=True)
        with Collection(settings, of) as collection:
            began, cpu = time.monotonic(), time.process_time()
            collection.catch_up()
            wall, used = time.monotonic() - began, time.process_time() - cpu
            began = time.monotonic()
            balance = collection.audit(dict.fromkeys(range(PARTITIONS), records)).balance
            closing = time.monotonic() - began
    read = 2 * records
    assert balance.balanced
    assert len(balance.expected) == records
    print(
        f"{read:,} records in {wall:.1f} s: {read / wall:,.0f} records/s, {used / read * 1e6:.2f} µs CPU each"
    )
    print(f"closing the books of {records:,} source records: {closing * 1000:.1f} ms")


if __name__ == "__main__":
    measure(load_settings(), int(sys.argv[1]) if len(sys.argv) > 1 else RECORDS)
