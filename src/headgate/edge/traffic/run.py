"""Sends a feed at its pace, and keeps the truth of what was delivered."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, field
from typing import Final

from confluent_kafka import Message

from headgate.connect.faults import ServiceError
from headgate.connect.settings import Settings
from headgate.connect.truth import CLEAN, Truth, TruthRecorder
from headgate.edge.producer import ContractProducer, OnDelivery, ProducerOptions
from headgate.edge.traffic.mixer import Outgoing, Raw, Valid
from headgate.edge.traffic.preparing import Feed, Traffic, feed_of
from headgate.model.wire import contract_tag

# A round is one transaction, one entry in the truth, one line of progress.
ROUND_S: Final = 0.5
BURST: Final = 500
NAP_S: Final = 0.004
# After a fault, for what is still on its way.
SETTLE_S: Final = 5.0


@dataclass(frozen=True, slots=True)
class Progress:
    """Records sent so far, and the seconds that took."""

    sent: int
    elapsed_s: float
    done: bool = False

    @property
    def rate(self) -> float:
        """Records a second, over all."""
        return self.sent / self.elapsed_s if self.elapsed_s else 0.0


class BrokenOffError(ServiceError):
    """Kafka failed amid the traffic; `truth` is what it had acknowledged by then."""

    def __init__(self, fault: ServiceError, truth: Truth) -> None:
        super().__init__(fault.message, fault.remedy)
        self.truth = truth


OnProgress = Callable[[Progress], None]
Stop = Callable[[], bool]


def send(
    traffic: Traffic,
    settings: Settings,
    *,
    stop: Stop = lambda: False,
    on_progress: OnProgress = lambda _: None,
) -> Truth:
    """Sends `traffic` until its pace is over or `stop()` is true; the truth counts acknowledged records only.

    Raises `SettingsError` when the stream is not registered or a fault does not fit, `BrokenOffError` when a record
    cannot be delivered.
    """
    name = f"headgate-traffic-{uuid.uuid4()}" if traffic.transactional else None
    options = ProducerOptions(transactional_id=name)
    producer = ContractProducer(traffic.contract, traffic.stream, settings, options=options)
    feed = feed_of(traffic, settings, producer.schema_id)
    recorder = TruthRecorder(traffic.stream.topic.name, contract_tag(traffic.contract))
    run = _Run(traffic, producer, feed, recorder)
    try:
        for progress in run.rounds(stop):
            on_progress(progress)
        producer.flush()
    except ServiceError as fault:
        raise BrokenOffError(fault, run.left()) from None
    recorder.commit()
    on_progress(Progress(run.sent, run.elapsed_s(), done=True))
    return recorder.truth()


@dataclass(slots=True)
class _Run:
    traffic: Traffic
    producer: ContractProducer
    feed: Feed
    recorder: TruthRecorder
    sent: int = 0
    exhausted: bool = False
    started: float = field(default_factory=time.monotonic)
    reports: dict[str, OnDelivery] = field(default_factory=dict)

    def elapsed_s(self) -> float:
        return time.monotonic() - self.started

    def rounds(self, stop: Stop) -> Iterator[Progress]:
        while not self._over(stop):
            with self._round():
                until = time.monotonic() + ROUND_S
                while time.monotonic() < until and not self._over(stop):
                    self._burst()
            self.recorder.commit()
            yield Progress(self.sent, self.elapsed_s())

    def left(self) -> Truth:
        """The truth after a fault: a broken transaction leaves nothing, any other record that was acknowledged stays."""
        with suppress(ServiceError):
            self.producer.flush(SETTLE_S)
        if self.traffic.transactional:
            self.recorder.abort()
        self.recorder.commit()
        return self.recorder.truth()

    def _over(self, stop: Stop) -> bool:
        return self.exhausted or stop() or self.traffic.pace.over(self.elapsed_s(), self.sent)

    def _round(self) -> AbstractContextManager[None]:
        return self.producer.transaction() if self.traffic.transactional else nullcontext()

    def _burst(self) -> None:
        due = self.traffic.pace.due(self.elapsed_s())
        count = BURST if due is None else min(BURST, due - self.sent)
        if count <= 0:
            time.sleep(NAP_S)
            self.producer.poll()
            return
        now_ms = time.time_ns() // 1_000_000
        for _ in range(count):
            outgoing = self.feed.next(now_ms)
            if outgoing is None:
                self.exhausted = True
                return
            self._send(outgoing)

    def _send(self, outgoing: Outgoing) -> None:
        match outgoing:
            case Valid(record):
                self.producer.produce(record, on_delivery=self._report(CLEAN))
            case Raw(label, key, value):
                self.producer.produce_bytes(value, key, on_delivery=self._report(label))
        self.sent += 1

    def _report(self, label: str) -> OnDelivery:
        if label not in self.reports:
            self.reports[label] = self._noting(label)
        return self.reports[label]

    def _noting(self, label: str) -> OnDelivery:
        def delivered(message: Message) -> None:
            partition, offset = message.partition(), message.offset()
            if partition is None or offset is None:
                # After a lost answer, the broker knows that it has the record, and may not know where.
                self.recorder.counted(label, 1)
            else:
                self.recorder.delivered(label, partition, offset)

        return delivered
