"""A Kafka producer that holds its contract: what the contract forbids is not produced, and never silently dropped."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final, Self, TypeVar

from confluent_kafka import KafkaError, KafkaException, Message
from prometheus_client import REGISTRY, CollectorRegistry

from headgate.connect.faults import ServiceError, SettingsError
from headgate.connect.kafka import failed, fatal_error, producer
from headgate.connect.registry import Registry
from headgate.connect.schemas import wire_schema
from headgate.connect.settings import Settings
from headgate.edge.headers import Headers, record_headers
from headgate.edge.metrics import edge_metrics
from headgate.edge.serialise import UnserialisableError, serialiser
from headgate.model import Action, Contract, FieldPath, Stream
from headgate.model.wire import contract_tag, value_subject
from headgate.validate import Violation, compile_validator

Given = TypeVar("Given")
Record = Mapping[str, object]
OnDelivery = Callable[[Message], None]
"""Called once for each acknowledged record, from within `produce`, `poll` or `flush`."""

FLUSH_TIMEOUT_S: Final = 60.0
TRANSACTION_TIMEOUT_S: Final = 60.0
QUEUE_FULL_TIMEOUT_S: Final = 60.0
QUEUE_FULL_POLL_S: Final = 0.05
# What a deployment may tune.
TUNING: Final = {"linger.ms": 20, "batch.size": 32 * 1024, "compression.type": "zstd"}
# Java's default partitioner, so that every client of the stream puts a key into the same partition.
PARTITIONER: Final = "murmur2_random"
UNSERIALISABLE: Final = "unserialisable"


class ContractViolation(ValueError):  # noqa: N818 - the record's offence, named as such
    """The record breaks its contract and was not produced; `violations` are all of them."""

    def __init__(self, stream: str, violations: tuple[Violation, ...]) -> None:
        rules = ", ".join(violation.rule for violation in violations)
        super().__init__(f"the record breaks the contract of {stream}: {rules}")
        self.violations = violations


@dataclass(frozen=True, slots=True)
class Rejection:
    """A record that was not produced, and everything that is wrong with it."""

    record: Record = field(repr=False)
    violations: tuple[Violation, ...]


@dataclass(frozen=True, slots=True)
class ProducerOptions:
    """What may differ between two producers of one stream.

    Idempotence keeps the order of a partition with up to five requests in flight; `ordered_in_flight_one` allows
    one only, for brokers or proxies that do not keep sequence numbers. `overrides` are librdkafka settings.
    """

    transactional_id: str | None = None
    ordered_in_flight_one: bool = False
    overrides: Mapping[str, object] = field(default_factory=dict)
    metrics: CollectorRegistry = REGISTRY


class ContractProducer:
    """Produces the records of one stream; not for use by two threads at once.

    `on_reject` is told of each record that breaks the contract; without it, `produce` raises `ContractViolation`.
    """

    def __init__(
        self,
        contract: Contract,
        stream: Stream,
        settings: Settings,
        *,
        on_reject: Callable[[Rejection], None] | None = None,
        options: ProducerOptions | None = None,
    ) -> None:
        """Connects; raises `SettingsError` when the stream's schema is not registered."""
        chosen = options or ProducerOptions()
        self.stream = stream
        self._tag = contract_tag(contract)
        self._on_reject = on_reject
        self._validate = compile_validator(stream)
        self._metrics = edge_metrics(chosen.metrics).stream(contract.id, stream.name)
        for expectation in stream.expectations:
            self._metrics.expect(expectation.name)
        self.schema_id = registered_schema(stream, settings)
        self._serialise = serialiser(stream, self.schema_id)
        self._failures: list[KafkaError] = []
        self._uncommitted = 0
        self._transactional = chosen.transactional_id is not None
        self._client = producer(settings, producer_settings(chosen), defaults=TUNING)
        if self._transactional:
            self._served("start transactions", self._client.init_transactions, TRANSACTION_TIMEOUT_S)

    def produce(
        self,
        record: Record,
        *,
        key: str | None = None,
        headers: Headers | None = None,
        on_delivery: OnDelivery | None = None,
    ) -> bool:
        """Validates, writes and enqueues a record; False when it was rejected and `on_reject` told.

        The key is the contract's key field unless given. Raises `UnserialisableError` for a record that is valid
        and that the schema still cannot carry, `ServiceError` when an earlier record could not be delivered.
        """
        if not self._accepts(record):
            return False
        start = time.perf_counter()
        try:
            value = self._serialise(record)
        except UnserialisableError:
            self._metrics.rejected(UNSERIALISABLE)
            raise
        self._metrics.serialise.observe(time.perf_counter() - start)
        text = key if key is not None else key_text(self.stream.key, record)
        self.produce_bytes(
            value, None if text is None else text.encode(), headers=headers, on_delivery=on_delivery
        )
        return True

    def produce_bytes(
        self,
        value: bytes | None,
        key: bytes | None,
        *,
        headers: Headers | None = None,
        on_delivery: OnDelivery | None = None,
    ) -> None:
        """Enqueues a value as it is, unchecked: for replaying, for tombstones, and for testing what comes behind."""
        self._raise_failure()
        deadline = time.monotonic() + QUEUE_FULL_TIMEOUT_S
        report = self._delivered if on_delivery is None else self._reporting(on_delivery)
        stamped = record_headers(self._tag, headers)
        while True:
            try:
                self._client.produce(self.stream.topic.name, value, key, headers=stamped, on_delivery=report)
                break
            except BufferError:
                self._wait_for_room(deadline)
            except KafkaException as fault:
                raise failed("take a record", fault) from None
        self.poll()

    def poll(self) -> None:
        """Lets delivery reports in, for a caller that produces nothing for a while."""
        self._served("go on", self._client.poll, 0)

    def flush(self, timeout_s: float = FLUSH_TIMEOUT_S) -> None:
        """Waits until all is acknowledged; raises `ServiceError` when it is not within `timeout_s`."""
        left = self._served("deliver all records", self._client.flush, timeout_s)
        self._raise_failure()
        if left:
            message = (
                f"kafka has not acknowledged {left} records of {self.stream.topic.name} in {timeout_s:g} s"
            )
            raise ServiceError(message, "check the brokers and the topic's in-sync replicas")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All records produced within become visible together, or, after an exception, none of them."""
        if not self._transactional:
            raise SettingsError("this producer has no transactional id", "give one in ProducerOptions")
        self._served("begin a transaction", self._client.begin_transaction)
        self._uncommitted = 0
        try:
            yield
            self.flush()
            self._served("commit a transaction", self._client.commit_transaction, TRANSACTION_TIMEOUT_S)
        except BaseException:
            self._abort()
            raise
        self._metrics.produced.inc(self._uncommitted)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        # After an error, too: `produce` has taken the records before it.
        try:
            self.flush()
        except ServiceError as fault:
            if error is None:
                raise
            error.add_note(str(fault))

    def _accepts(self, record: Record) -> bool:
        violations = self._validate(record)
        if not violations:
            return True
        broken = [violation.rule for violation in violations if violation.action is not Action.WARN]
        count = self._metrics.rejected if broken else self._metrics.warned
        for rule in broken or [violation.rule for violation in violations]:
            count(rule)
        if not broken:
            return True
        if self._on_reject is None:
            raise ContractViolation(self.stream.name, violations)
        self._on_reject(Rejection(record, violations))
        return False

    def _delivered(self, fault: KafkaError | None, _: Message) -> None:
        if fault is not None:
            self._failures.append(fault)
        elif self._transactional:
            self._uncommitted += 1
        else:
            self._metrics.produced.inc()

    def _reporting(self, on_delivery: OnDelivery) -> Callable[[KafkaError | None, Message], None]:
        def report(fault: KafkaError | None, message: Message) -> None:
            self._delivered(fault, message)
            if fault is None:
                on_delivery(message)

        return report

    def _raise_failure(self) -> None:
        if self._failures:
            count, first = len(self._failures), self._failures[0]
            self._failures.clear()
            records = "a record" if count == 1 else f"{count} records"
            raise failed(f"deliver {records} to {self.stream.topic.name}", KafkaException(first))

    def _wait_for_room(self, deadline: float) -> None:
        if time.monotonic() > deadline:
            message = f"kafka has taken no record for {QUEUE_FULL_TIMEOUT_S:g} s and the queue is full"
            raise ServiceError(message, "check the brokers, or produce more slowly")
        self._served("go on", self._client.poll, QUEUE_FULL_POLL_S)

    def _served(self, deed: str, call: Callable[..., Given], *arguments: float) -> Given:
        try:
            return call(*arguments)
        except KafkaException as fault:
            raise failed(deed, fault) from None
        except SystemError as fault:
            repeat = self._client.begin_transaction if self._transactional else lambda: None
            raise failed(deed, fatal_error(fault, repeat)) from None

    def _abort(self) -> None:
        # If this fails too, the transaction ends by its own timeout; the error that led here is the one to tell.
        with suppress(KafkaException, SystemError):
            self._client.abort_transaction(TRANSACTION_TIMEOUT_S)
        self._failures.clear()


def producer_settings(options: ProducerOptions) -> dict[str, object]:
    """The librdkafka settings of an exactly-once producer that no deployment may change."""
    transactional = {} if options.transactional_id is None else {"transactional.id": options.transactional_id}
    in_flight = {"max.in.flight.requests.per.connection": 1} if options.ordered_in_flight_one else {}
    return {
        "partitioner": PARTITIONER,
        **transactional,
        **in_flight,
        **options.overrides,
    }


def registered_schema(stream: Stream, settings: Settings) -> int:
    """The registry's id of the stream's own schema; raises `SettingsError` when it has none."""
    subject = value_subject(stream)
    found = Registry(settings).lookup(subject, wire_schema(stream))
    if found is None:
        raise SettingsError(f"{subject} does not have the contract's schema", "run `headgate register` first")
    return found.id


def key_text(path: FieldPath | None, record: Record) -> str | None:
    """The message key: the key field's value as text, None without one."""
    value: object = record
    for name in path or ():
        value = value.get(name) if isinstance(value, Mapping) else None
    return None if path is None or value is None else str(value)
