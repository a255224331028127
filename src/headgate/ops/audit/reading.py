"""Bounded reading of topics as a read_committed consumer sees them."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Protocol, TypeAlias, cast

from confluent_kafka import (
    Consumer,
    KafkaError,
    KafkaException,
    TopicPartition,
)

from headgate.connect.faults import ServiceError
from headgate.connect.kafka import consumer, failed
from headgate.connect.settings import Settings

Spot: TypeAlias = tuple[str, int]
"""A partition of a topic."""

Marks: TypeAlias = Mapping[Spot, int]
"""An offset of each spot."""


class Record(Protocol):
    """A message as the client hands it out; its own types allow for one that was never sent."""

    def topic(self) -> str:
        """The topic."""

    def partition(self) -> int:
        """The partition."""

    def offset(self) -> int:
        """The offset."""

    def key(self) -> bytes | None:
        """The key."""

    def headers(self) -> list[tuple[str, bytes]] | None:
        """The headers."""

    def error(self) -> KafkaError | None:
        """What happened instead of a record."""


Batch: TypeAlias = Mapping[Spot, list[Record]]
"""Records by spot, each list in the order of the log."""

STALL_TIMEOUT_S: Final = 60.0
"""How long a read may stand still before the brokers count as failed."""

HOPELESS: Final = frozenset(
    {
        KafkaError.TOPIC_AUTHORIZATION_FAILED,
        KafkaError.GROUP_AUTHORIZATION_FAILED,
        KafkaError.UNKNOWN_TOPIC_OR_PART,
        KafkaError._AUTHENTICATION,  # noqa: SLF001 - the client's public name for it
    }
)
"""Errors that no waiting heals; any other is a broker's bad moment, and the stall timeout bounds it."""

BATCH_RECORDS: Final = 10_000
BATCH_WAIT_S: Final = 0.25
GROUP: Final = "headgate-audit"
OVERRIDES: Final[Mapping[str, object]] = {
    # The only sign of the end: a log's last offsets may be transaction markers, which no reader ever sees.
    "enable.partition.eof": True,
    "fetch.message.max.bytes": 4 * 1024 * 1024,
    "queued.max.messages.kbytes": 128 * 1024,
    "queued.min.messages": 200_000,
}


@dataclass(slots=True)
class Reader:
    """Reads spots on from where it stopped; to be used in a `with`."""

    client: Consumer
    at: dict[Spot, int]

    @classmethod
    def open(cls, settings: Settings, start: Marks) -> Reader:
        """A reader that stands at `start`."""
        reader = cls(consumer(settings, GROUP, OVERRIDES), {})
        reader.add(start)
        return reader

    def add(self, start: Marks) -> None:
        """Reads these spots, too, from `start`."""
        self.at |= start
        self.client.assign([TopicPartition(topic, part, offset) for (topic, part), offset in self.at.items()])

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def until(self, ends: Marks) -> Iterator[Batch]:
        """The records up to `ends`, and perhaps some beyond.

        Raises `ServiceError` when nothing comes for `STALL_TIMEOUT_S`.
        """
        heard = time.monotonic()
        while behind := [spot for spot, end in ends.items() if self.at[spot] < end]:
            before = sum(self.at.values())
            if batch := self.poll():
                yield batch
            if sum(self.at.values()) > before:
                heard = time.monotonic()
            elif time.monotonic() - heard > STALL_TIMEOUT_S:
                raise _stalled(behind)

    def poll(self, wait_s: float = BATCH_WAIT_S) -> Batch:
        """The records that come within `wait_s`; empty when there are none."""
        batch: defaultdict[Spot, list[Record]] = defaultdict(list)
        events = cast("list[Record]", self.client.consume(num_messages=BATCH_RECORDS, timeout=wait_s))
        for event in events:
            error = event.error()
            if error is None:
                batch[event.topic(), event.partition()].append(event)
            else:
                self._heed(event, error)
        for spot, records in batch.items():
            self.at[spot] = max(self.at[spot], records[-1].offset() + 1)
        return batch

    def _heed(self, event: Record, error: KafkaError) -> None:
        if error.code() == KafkaError._PARTITION_EOF:  # noqa: SLF001 - the client's public name for it
            spot = event.topic(), event.partition()
            self.at[spot] = max(self.at[spot], event.offset())
        elif error.fatal() or error.code() in HOPELESS:
            raise failed(f"let {event.topic() or 'the topics'} be read", KafkaException(error))


def _stalled(behind: list[Spot]) -> ServiceError:
    topic, partition = behind[0]
    return ServiceError(
        f"kafka sends nothing of {topic} partition {partition} (and {len(behind) - 1} more)",
        f"check that the brokers are well; nothing came for {STALL_TIMEOUT_S:.0f} s",
    )
