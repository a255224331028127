"""Questions to the brokers: which partitions there are, where they start and end, how far a group has come."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import TimeoutError as TooLate
from typing import Final, TypeVar

from confluent_kafka import (
    IsolationLevel,
    KafkaError,
    KafkaException,
    TopicPartition,
)
from confluent_kafka.admin import OffsetSpec

from headgate.connect.kafka import admin, consumer, failed, unreachable
from headgate.connect.settings import Settings
from headgate.ops.audit.reading import Marks, Spot

Answer = TypeVar("Answer")

_EARLIEST: Final = OffsetSpec.earliest()  # type: ignore[no-untyped-call]
_LATEST: Final = OffsetSpec.latest()  # type: ignore[no-untyped-call]

ANSWER_TIMEOUT_S: Final = 15.0
"""How long one question may take."""


PAUSE_S: Final = 0.25

HEALING: Final = frozenset(
    {
        # A broker that was restarted: the client's picture of the cluster is old, or the new one is not complete.
        KafkaError.FENCED_LEADER_EPOCH,
        KafkaError.UNKNOWN_LEADER_EPOCH,
        KafkaError.NOT_LEADER_FOR_PARTITION,
        KafkaError.LEADER_NOT_AVAILABLE,
        KafkaError.COORDINATOR_LOAD_IN_PROGRESS,
        KafkaError.COORDINATOR_NOT_AVAILABLE,
        KafkaError.NOT_COORDINATOR,
        KafkaError.REQUEST_TIMED_OUT,
        KafkaError._TIMED_OUT,  # noqa: SLF001
        KafkaError._WAIT_COORD,  # noqa: SLF001
        KafkaError._TRANSPORT,  # noqa: SLF001 - the client's public name for it
    }
)
"""Errors that pass by themselves."""


class Brokers:
    """Questions to one cluster; each raises `ServiceError` when it gets no answer in `ANSWER_TIMEOUT_S`."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._client = admin(settings)

    def spots(self, topics: Collection[str]) -> tuple[Spot, ...]:
        """All partitions of those of `topics` that exist, by topic and partition."""
        listed = self._asked("list its topics", lambda: self._client.list_topics(timeout=ANSWER_TIMEOUT_S))
        return tuple(
            sorted(
                (topic, part)
                for topic in topics
                if topic in listed.topics
                for part in listed.topics[topic].partitions
            )
        )

    def starts(self, spots: Sequence[Spot]) -> dict[Spot, int]:
        """The first offset that each spot still keeps."""
        return self._offsets(spots, _EARLIEST)

    def ends(self, spots: Sequence[Spot]) -> dict[Spot, int]:
        """The end of each spot for a read_committed reader: before any transaction that is still open."""
        return self._offsets(spots, _LATEST)

    def committed(self, group: str, topic: str) -> dict[int, int]:
        """The group's committed offsets by partition of `topic`; partitions without one are left out."""
        where = [TopicPartition(topic, partition) for _, partition in self.spots([topic])]
        if not where:
            return {}
        found = self._asked(f"give the offsets of group {group}", lambda: self._of_group(group, where))
        return {each.partition: each.offset for each in found if each.offset >= 0}

    def commit(self, group: str, marks: Marks) -> None:
        """Sets the offsets of a group without members."""
        where = [TopicPartition(topic, part, offset) for (topic, part), offset in marks.items()]
        if where:
            self._asked(f"take the offsets of group {group}", lambda: self._set(group, where))

    def _offsets(self, spots: Sequence[Spot], spec: OffsetSpec) -> dict[Spot, int]:
        if not spots:
            return {}
        wanted = {TopicPartition(topic, part): spec for topic, part in spots}
        return self._asked(f"give the offsets of {spots[0][0]}", lambda: self._of_spots(wanted))

    def _of_group(self, group: str, where: list[TopicPartition]) -> list[TopicPartition]:
        # A consumer that never joins the group. The admin call for the same takes the process down with it
        # (librdkafka 2.16, segmentation fault) while the group has no coordinator, as on a new cluster.
        client = consumer(self._settings, group)
        try:
            return client.committed(where, timeout=ANSWER_TIMEOUT_S)
        finally:
            client.close()

    def _set(self, group: str, where: list[TopicPartition]) -> None:
        client = consumer(self._settings, group)
        try:
            for each in client.commit(offsets=where, asynchronous=False) or ():
                if each.error is not None:
                    raise KafkaException(each.error)
        finally:
            client.close()

    def _of_spots(self, wanted: dict[TopicPartition, OffsetSpec]) -> dict[Spot, int]:
        asked = self._client.list_offsets(
            wanted, isolation_level=IsolationLevel.READ_COMMITTED, request_timeout=ANSWER_TIMEOUT_S
        )
        answers = {at: found.result(ANSWER_TIMEOUT_S).offset for at, found in asked.items()}
        return {(at.topic, at.partition): offset for at, offset in answers.items()}

    def _asked(self, deed: str, question: Callable[[], Answer]) -> Answer:
        until = time.monotonic() + ANSWER_TIMEOUT_S
        while True:
            try:
                return question()
            except KafkaException as fault:
                if fault.args[0].code() not in HEALING or time.monotonic() > until:
                    raise failed(deed, fault) from None
            except TooLate:
                reason = f"it did not {deed} in {ANSWER_TIMEOUT_S:.0f} s"
                raise unreachable(self._settings, reason) from None
            time.sleep(PAUSE_S)
            # A new client asks the brokers for a new picture.
            self._client = admin(self._settings)
