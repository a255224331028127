"""Questions to the brokers: which partitions there are, where they start and end, how far a group has come."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLate
from typing import Final, TypeVar

from confluent_kafka import ConsumerGroupTopicPartitions, IsolationLevel, KafkaException, TopicPartition
from confluent_kafka.admin import AdminClient, OffsetSpec

from headgate.connect.kafka import admin, failed, unreachable
from headgate.connect.settings import Settings
from headgate.ops.audit.reading import Spot

Answer = TypeVar("Answer")

_EARLIEST: Final = OffsetSpec.earliest()  # type: ignore[no-untyped-call]
_LATEST: Final = OffsetSpec.latest()  # type: ignore[no-untyped-call]

ANSWER_TIMEOUT_S: Final = 15.0
"""How long one question may take."""


class Brokers:
    """One admin connection; every question raises `ServiceError` when it gets no answer in time."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._client: AdminClient = admin(settings)

    def spots(self, topics: Collection[str]) -> tuple[Spot, ...]:
        """All partitions of those of `topics` that exist, by topic and partition."""
        try:
            found = self._client.list_topics(timeout=ANSWER_TIMEOUT_S).topics
        except KafkaException as fault:
            raise failed("list its topics", fault) from None
        return tuple(
            sorted((topic, part) for topic in topics if topic in found for part in found[topic].partitions)
        )

    def starts(self, spots: Sequence[Spot]) -> dict[Spot, int]:
        """The first offset that each spot still keeps."""
        return self._offsets(spots, _EARLIEST)

    def ends(self, spots: Sequence[Spot]) -> dict[Spot, int]:
        """The end of each spot for a read_committed reader: before any transaction that is still open."""
        return self._offsets(spots, _LATEST)

    def committed(self, group: str, topic: str) -> dict[int, int]:
        """The group's committed offsets by partition of `topic`; partitions without one are left out."""
        asked = self._client.list_consumer_group_offsets(
            [ConsumerGroupTopicPartitions(group)], request_timeout=ANSWER_TIMEOUT_S
        )
        found = self._answer(f"give the offsets of group {group}", asked[group]).topic_partitions
        return {each.partition: each.offset for each in found if each.topic == topic and each.offset >= 0}

    def _offsets(self, spots: Sequence[Spot], spec: OffsetSpec) -> dict[Spot, int]:
        if not spots:
            return {}
        asked = self._client.list_offsets(
            {TopicPartition(topic, part): spec for topic, part in spots},
            isolation_level=IsolationLevel.READ_COMMITTED,
            request_timeout=ANSWER_TIMEOUT_S,
        )
        return {
            (at.topic, at.partition): self._answer(f"give the offsets of {at.topic}", found).offset
            for at, found in asked.items()
        }

    def _answer(self, deed: str, asked: Future[Answer]) -> Answer:
        try:
            return asked.result(ANSWER_TIMEOUT_S)
        except KafkaException as fault:
            raise failed(deed, fault) from None
        except TooLate:
            raise unreachable(self._settings, f"it did not {deed} in {ANSWER_TIMEOUT_S:.0f} s") from None
