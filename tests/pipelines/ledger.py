"""Topics written by hand as the guard would, so that a test decides what is lost, copied or strange."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from confluent_kafka import Consumer, Message, Producer, TopicPartition
from confluent_kafka.admin import AdminClient
from confluent_kafka.cimpl import NewPartitions, NewTopic

from headgate.connect.flink import wait_until
from headgate.model import Cleanup, Contract, SemVer, Stream, Topic, WireFormat
from headgate.model.wire import Route
from headgate.ops.audit.stream import Audited

PARTITIONS = 3
CALL_SECONDS = 30
Pair = tuple[int, int]


def audited(topic: str, cleanup: Cleanup = Cleanup.DELETE) -> Audited:
    """A stream without fields: the audit never looks at a value."""
    of = Topic(topic, PARTITIONS, retention=timedelta(days=7), cleanup=cleanup)
    stream = Stream("Event", of, WireFormat.AVRO, ())
    return Audited(Contract(topic, topic, SemVer(1, 0, 0), "active", (stream,)), stream)


def spot(sent: Message) -> Pair:
    """Where a delivered record lies."""
    partition, offset = sent.partition(), sent.offset()
    assert partition is not None
    assert offset is not None
    return partition, offset


@dataclass
class Ledger:
    """Writes the raw topic and the outputs of one stream."""

    bootstrap: str
    audited: Audited
    _producer: Producer = field(init=False)

    def __post_init__(self) -> None:
        admin = AdminClient({"bootstrap.servers": self.bootstrap})
        made = admin.create_topics([NewTopic(topic, PARTITIONS, 1) for topic in self.audited.topics])
        for future in made.values():
            future.result(timeout=CALL_SECONDS)
        self._connect()

    def _connect(self) -> None:
        """A new producer, which has not heard of the topics yet."""
        self._producer = Producer(
            {"bootstrap.servers": self.bootstrap, "transactional.id": f"test-{self.audited.source}"}
        )
        self._producer.init_transactions(CALL_SECONDS)

    def widen(self, partitions: int) -> None:
        """Gives every topic more partitions."""
        admin = AdminClient({"bootstrap.servers": self.bootstrap})
        wanted = [NewPartitions(topic, partitions) for topic in self.audited.topics]
        for future in admin.create_partitions(wanted).values():
            future.result(timeout=CALL_SECONDS)
        wait_until("the new partitions", CALL_SECONDS, lambda: self._has(admin, partitions) or None)
        self._connect()

    def forget(self, topic: str, before: int) -> None:
        """Removes what each partition of `topic` holds before that offset, as retention does."""
        admin = AdminClient({"bootstrap.servers": self.bootstrap})
        where = [TopicPartition(topic, part, before) for part in range(PARTITIONS)]
        for future in admin.delete_records(where).values():
            future.result(timeout=CALL_SECONDS)

    def _has(self, admin: AdminClient, partitions: int) -> bool:
        topics = admin.list_topics(timeout=CALL_SECONDS).topics
        return all(len(topics[topic].partitions) == partitions for topic in self.audited.topics)

    def write(
        self,
        count: int,
        *,
        keys: Sequence[bytes] = (b"k",),
        partition: int | None = None,
        commit: bool = True,
    ) -> list[Pair]:
        """Writes `count` source records in one transaction; gives back those that a reader will see."""
        where: list[Pair] = []
        self._producer.begin_transaction()
        for index in range(count):
            self._producer.produce(
                self.audited.source,
                b"value",
                keys[index % len(keys)],
                index % PARTITIONS if partition is None else partition,
                on_delivery=lambda error, sent: where.append(spot(sent)),
            )
        self._end(commit=commit)
        return sorted(where) if commit else []

    def route(
        self,
        route: Route,
        sources: Sequence[Pair],
        *,
        headers: Mapping[str, bytes] | None = None,
        partition: int | None = None,
        commit: bool = True,
    ) -> None:
        """Writes one output record for each of `sources`, in one transaction."""
        topic = f"{self.audited.source}.{route.value}"
        self._producer.begin_transaction()
        for source, offset in sources:
            named = {
                "hg.topic": self.audited.source.encode(),
                "hg.partition": str(source).encode(),
                "hg.offset": str(offset).encode(),
            }
            into = source % PARTITIONS if partition is None else partition
            self._producer.produce(topic, b"v", b"k", into, headers={**named, **(headers or {})})
        self._end(commit=commit)

    def stranger(self, route: Route) -> None:
        """Writes an output record that says nothing of its source."""
        self._producer.begin_transaction()
        self._producer.produce(f"{self.audited.source}.{route.value}", b"v")
        self._end(commit=True)

    def stand_at(self, positions: Mapping[int, int]) -> None:
        """Commits the guard's offsets."""
        consumer = Consumer({"bootstrap.servers": self.bootstrap, "group.id": self.audited.guard_group})
        where = [TopicPartition(self.audited.source, part, offset) for part, offset in positions.items()]
        consumer.commit(offsets=where, asynchronous=False)
        consumer.close()

    def _end(self, *, commit: bool) -> None:
        self._producer.flush(CALL_SECONDS)
        if commit:
            self._producer.commit_transaction(CALL_SECONDS)
        else:
            self._producer.abort_transaction(CALL_SECONDS)
