"""Load for the guard's benchmark: clickstream records with ids of their own, patched into encoded patterns."""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import fastavro
from confluent_kafka import Producer
from fastavro.types import Schema

from headgate.connect.registry import Registry
from headgate.connect.schemas import wire_schema
from headgate.connect.settings import Settings, load_settings
from headgate.emit.avro import avro_schema
from headgate.model import Contract, Stream
from headgate.model.wire import value_subject
from headgate.odcs import read_file

Headers = list[tuple[str, str | bytes | None]]
BATCH = 1000
PATTERN_ID = "00000000-0000-4000-8000-000000000000"
PATTERN_USER = "user-0000000"
EPOCH_MILLIS = 1_700_000_000_000
FAULT_EVERY = 40
"""One record of 40 breaks a rule, comes late, twice, or as poison: 2.5 % leave the clean path."""
FAULTS = ("rule", "late", "twice", "poison")


@dataclass(frozen=True, slots=True)
class Load:
    """Where to produce, with which schema id, for how many users."""

    settings: Settings
    stream: Stream
    schema_id: int
    users: int = 200_000


class Encoder:
    """Records as bytes: one encoded pattern, cut where id, user and time stand."""

    def __init__(self, load: Load) -> None:
        schema = fastavro.parse_schema(json.loads(avro_schema(load.stream)))
        self._head = b"\0" + load.schema_id.to_bytes(4, "big")
        self._users = load.users
        self._good = self._cut(schema, {})
        self._bad = self._cut(schema, {"page_ms": -1})

    def _cut(self, schema: Schema, changes: dict[str, object]) -> tuple[bytes, bytes, bytes]:
        buffer = io.BytesIO()
        fastavro.schemaless_writer(buffer, schema, {**_pattern(), **changes})
        encoded = buffer.getvalue()
        user = encoded.index(PATTERN_USER.encode())
        marked = _long(EPOCH_MILLIS)
        moment = encoded.index(marked)
        between = encoded[user + len(PATTERN_USER) : moment]
        opening = encoded[user - 1 : user]
        return opening, between, encoded[moment + len(marked) :]

    def record(self, number: int, now_millis: int, fault: str = "") -> tuple[bytes, bytes]:
        """Key and value of record `number`."""
        user = b"user-%07d" % (number * 7919 % self._users)
        opening, between, rest = self._bad if fault == "rule" else self._good
        moment = now_millis - 3_600_000 if fault == "late" else now_millis
        identity = b"%08x-0000-4000-8000-%012x" % (number & 0xFFFFFFFF, number)
        value = b"".join((self._head, b"\x48", identity, opening, user, between, _long(moment), rest))
        return user, value[:-3] if fault == "poison" else value


def produce(load: Load, count: int, *, rate: float = 0, first: int = 0, seconds: float = 0) -> int:
    """Produces `count` records (or for `seconds`) at `rate` a second (0: flat out); returns how many."""
    producer = Producer(
        {
            "bootstrap.servers": load.settings.kafka.bootstrap,
            "enable.idempotence": True,
            "linger.ms": 20,
            "batch.size": 65536,
            "compression.type": "lz4",
            "queue.buffering.max.messages": 400_000,
        }
    )
    encoder, started, sent = Encoder(load), time.monotonic(), 0
    while sent < count and not (seconds and time.monotonic() - started > seconds):
        for key, value, headers in _batch(encoder, first + sent):
            _put(producer, load.stream.topic.name, (key, value, headers))
        sent += BATCH
        producer.poll(0)
        if rate:
            time.sleep(max(0.0, started + sent / rate - time.monotonic()))
    left = producer.flush(60)
    assert left == 0, f"{left} records were not delivered"
    return sent


def _put(producer: Producer, topic: str, record: tuple[bytes, bytes, Headers]) -> None:
    key, value, headers = record
    try:
        producer.produce(topic, value, key, headers=headers)
    except BufferError:
        producer.poll(0.2)
        producer.produce(topic, value, key, headers=headers)


def _batch(encoder: Encoder, first: int) -> Iterator[tuple[bytes, bytes, Headers]]:
    now = int(time.time() * 1000)
    headers: Headers = [("hg.produced-at", b"%d" % now), ("hg.contract", b"clickstream-events@1.0.0")]
    for number in range(first, first + BATCH):
        fault = "" if number % FAULT_EVERY else FAULTS[number // FAULT_EVERY % len(FAULTS)]
        twice = number - 13 if fault == "twice" and number > 13 else number
        yield (*encoder.record(twice, now, fault), headers)


def _pattern() -> dict[str, object]:
    return {
        "event_id": PATTERN_ID,
        "user_id": PATTERN_USER,
        "session_id": "session-00000001",
        "event_type": "page_view",
        "occurred_at": EPOCH_MILLIS,
        "page_url": "https://shop.example.com/products/P000042",
        "referrer": None,
        "product_id": "P000042",
        "quantity": 1,
        "price": Decimal("19.99"),
        "page_ms": 1234,
        "device": "mobile",
    }


def _long(value: int) -> bytes:
    """Avro's zigzag variable-length integer."""
    rest, written = (value << 1) ^ (value >> 63), bytearray()
    while rest > 0x7F:
        written.append(rest & 0x7F | 0x80)
        rest >>= 7
    written.append(rest)
    return bytes(written)


def registered_load(settings: Settings, contract: Contract) -> Load:
    """A load for the contract's first stream, which must be registered."""
    stream = contract.streams[0]
    known = Registry(settings).lookup(value_subject(stream), wire_schema(stream))
    assert known is not None, f"{value_subject(stream)} is not registered"
    return Load(settings, stream, known.id)


def main() -> None:
    """`load.py CONTRACT RATE SECONDS`: produce at a rate."""
    contract = read_file(Path(sys.argv[1])).contract
    assert contract is not None
    rate, seconds = float(sys.argv[2]), float(sys.argv[3])
    load = registered_load(load_settings(), contract)
    produce(load, int(rate * seconds), rate=rate, first=int(time.time()) * 1000)


if __name__ == "__main__":
    main()
