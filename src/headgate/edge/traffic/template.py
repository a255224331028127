"""Traffic as cheap as can be: records written once, then copied with a new id and a new time in their bytes.

For measuring what comes behind, on the machine that it runs on. No faults, no key of its own for each record, and
a truth that counts without offsets.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from confluent_kafka import KafkaError, KafkaException, Message, Producer

from headgate.connect.faults import ServiceError, SettingsError
from headgate.connect.kafka import failed, producer
from headgate.connect.settings import Settings
from headgate.connect.truth import CLEAN, Truth
from headgate.edge.headers import record_headers
from headgate.edge.producer import (
    FLUSH_TIMEOUT_S,
    TUNING,
    ProducerOptions,
    producer_settings,
    registered_schema,
)
from headgate.edge.serialise import Payload, serialiser
from headgate.edge.traffic.mixer import record_key
from headgate.edge.traffic.paths import field_at, with_value
from headgate.edge.traffic.preparing import Traffic
from headgate.edge.traffic.run import NAP_S, OnProgress, Progress, Stop
from headgate.edge.traffic.source import Source, new_uuid
from headgate.edge.traffic.sources import source_of
from headgate.model import FieldPath, Stream, Timestamp, TimeUnit, WireFormat
from headgate.model.wire import contract_tag

POOL: Final = 20_000
BURST: Final = 1_000
QUEUED_RECORDS: Final = 200_000
FULL_POLL_S: Final = 0.01
PROGRESS_S: Final = 0.5
# A version 4 UUID: 24 characters of the run, then 12 hexadecimal digits that count.
COUNTED_DIGITS: Final = 12
SENTINEL_ID: Final = "00000000-0000-4000-8000-000000000000"
LOW_BITS: Final = 0x7F
HIGH_BIT: Final = 0x80
# So many of each burst carry the edge's headers, for measuring latency; the batch call takes none.
STAMPED: Final = 20
MICROS_A_MILLI: Final = 1_000
SETTINGS: Final = {
    # Callbacks for failures only: a callback for each record costs as much as the record.
    "delivery.report.only.error": True,
    "queue.buffering.max.messages": QUEUED_RECORDS,
}


@dataclass(frozen=True, slots=True)
class Template:
    """A written record without its id, which stands after `head`, and its time, which stands after `middle`."""

    key: bytes | None
    head: bytes
    middle: bytes
    tail: bytes


def send_template(
    traffic: Traffic,
    settings: Settings,
    *,
    stop: Stop = lambda: False,
    on_progress: OnProgress = lambda _: None,
) -> Truth:
    """Sends copies until the pace is over or `stop()` is true.

    Raises `SettingsError` for a stream that is not Avro, or not deduplicated by one text id with an event time.
    """
    write = serialiser(traffic.stream, registered_schema(traffic.stream, settings))
    templates = make_templates(traffic, write, pool=POOL)
    overrides = {**SETTINGS, **producer_settings(ProducerOptions())}
    run = _Copies(traffic, producer(settings, overrides, defaults=TUNING), templates)
    for progress in run.rounds(stop):
        on_progress(progress)
    left = run.client.flush(FLUSH_TIMEOUT_S)
    run.raise_failure()
    if left:
        raise ServiceError(f"kafka has not acknowledged {left} records", "check the brokers")
    on_progress(Progress(run.sent, run.elapsed_s(), done=True))
    return Truth(traffic.stream.topic.name, contract_tag(traffic.contract), {CLEAN: run.sent}, {})


def make_templates(traffic: Traffic, write: Payload, *, pool: int) -> tuple[Template, ...]:
    """A pool of written records; raises `SettingsError` when the stream does not suit."""
    if traffic.shares:
        raise SettingsError("copies have no faults", "leave out --faults or --template")
    if traffic.transactional:
        raise SettingsError("copies have no transactions", "leave out --transactional or --template")
    _patched(traffic.stream)
    source = source_of(traffic.stream, random.Random(traffic.seed), traffic.crowd)  # noqa: S311 - repeatable
    now_ms = time.time_ns() // 1_000_000
    return tuple(_template(write, source, traffic.stream, now_ms) for _ in range(pool))


def _patched(stream: Stream) -> tuple[FieldPath, FieldPath]:
    dedup, event_time = stream.dedup, stream.event_time
    if stream.format is not WireFormat.AVRO or dedup is None or len(dedup.by) != 1 or event_time is None:
        raise SettingsError(
            f"{stream.name} cannot be copied", "--template needs Avro, one dedup id and an event time"
        )
    return dedup.by[0], event_time


def _template(write: Payload, source: Source, stream: Stream, now_ms: int) -> Template:
    """Cuts a written record where its id and its time stand."""
    id_path, time_path = _patched(stream)
    record = with_value(source.next(now_ms), id_path, SENTINEL_ID)
    written, moment = write(record), _written_time(stream, time_path, now_ms)
    head, _, rest = written.partition(SENTINEL_ID.encode())
    id_first = rest.count(moment) == 1 and moment not in head
    if not id_first:
        raise SettingsError(
            f"{stream.name} cannot be copied", "--template needs the id before the event time"
        )
    middle, _, tail = rest.partition(moment)
    return Template(record_key(stream, record), head, middle, tail)


def _written_time(stream: Stream, path: FieldPath, at_ms: int) -> bytes:
    field = field_at(stream.fields, path)
    micros = field is not None and isinstance(field.type, Timestamp) and field.type.unit is TimeUnit.MICROS
    return avro_long(at_ms * MICROS_A_MILLI if micros else at_ms)


def avro_long(number: int) -> bytes:
    """A number that is not negative as Avro writes it: zigzag, then seven bits a byte, the lowest first."""
    left, written = number << 1, bytearray()
    while left > LOW_BITS:
        written.append(left & LOW_BITS | HIGH_BIT)
        left >>= 7
    written.append(left)
    return bytes(written)


@dataclass(slots=True)
class _Copies:
    traffic: Traffic
    client: Producer
    templates: tuple[Template, ...]
    sent: int = 0
    started: float = field(default_factory=time.monotonic)
    failures: list[KafkaError] = field(default_factory=list)

    def elapsed_s(self) -> float:
        return time.monotonic() - self.started

    def rounds(self, stop: Stop) -> Iterator[Progress]:
        told = 0.0
        while not (stop() or self.traffic.pace.over(self.elapsed_s(), self.sent)):
            self._burst()
            self.raise_failure()
            if self.elapsed_s() - told >= PROGRESS_S:
                told = self.elapsed_s()
                yield Progress(self.sent, told)

    def raise_failure(self) -> None:
        if self.failures:
            raise failed("deliver a copy", KafkaException(self.failures[0]))

    def _burst(self) -> None:
        due = self.traffic.pace.due(self.elapsed_s())
        count = BURST if due is None else min(BURST, due - self.sent)
        if count <= 0:
            self.client.poll(NAP_S)
            return
        messages = self._messages(count)
        self._stamped(messages[:STAMPED])
        self._queued(messages[STAMPED:])
        self.sent += count
        self.client.poll(0)

    def _messages(self, count: int) -> list[dict[str, bytes | None]]:
        moment = _written_time(self.traffic.stream, self._time_path(), time.time_ns() // 1_000_000)
        run, templates, join = self._run_prefix(), self.templates, b"".join
        start, pool = self.sent, len(self.templates)
        messages: list[dict[str, bytes | None]] = []
        for number in range(start, start + count):
            one = templates[number % pool]
            value = join((one.head, run, b"%012x" % number, one.middle, moment, one.tail))
            messages.append({"value": value, "key": one.key})
        return messages

    def _time_path(self) -> FieldPath:
        return _patched(self.traffic.stream)[1]

    def _run_prefix(self) -> bytes:
        return new_uuid(random.Random(self.traffic.seed))[:-COUNTED_DIGITS].encode()  # noqa: S311 - repeatable

    def _stamped(self, messages: list[dict[str, bytes | None]]) -> None:
        headers = record_headers(contract_tag(self.traffic.contract))
        for message in messages:
            while True:
                try:
                    self.client.produce(
                        self.traffic.stream.topic.name,
                        message["value"],
                        message["key"],
                        headers=headers,
                        on_delivery=self._reported,
                    )
                    break
                except BufferError:
                    self._room()

    def _queued(self, messages: list[dict[str, bytes | None]]) -> None:
        topic = self.traffic.stream.topic.name
        left = messages
        while left:
            queued = self.client.produce_batch(topic, left, on_delivery=self._reported)
            if queued == len(left):
                return
            # Only those that did not fit the queue are marked.
            left = [message for message in left if message.pop("_error", None) is not None]
            self._room()

    def _room(self) -> None:
        self.client.poll(FULL_POLL_S)
        self.raise_failure()

    def _reported(self, fault: KafkaError | None, _: Message) -> None:
        if fault is not None:
            self.failures.append(fault)
