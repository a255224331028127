"""Reading a topic to its end, for tests that look at every record."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import fastavro
from confluent_kafka import Consumer, KafkaException, Message, TopicPartition
from fastavro.types import Schema
from tests.pipelines.local import LocalStack

from headgate.connect.kafka import consumer
from headgate.connect.registry import Registry
from headgate.connect.settings import Settings, load_settings

END_SECONDS = 60
LOOK_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Seen:
    """A record as a consumer of committed records sees it."""

    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: dict[str, bytes]
    timestamp_s: float

    @property
    def content(self) -> bytes:
        """The value of a record that has one."""
        assert self.value is not None
        return self.value


def settings_of(stack: LocalStack) -> Settings:
    """The stack's settings, whatever the environment says."""
    return load_settings(stack.settings_file, {})


def newest_schema(settings: Settings, topic: str) -> Schema:
    """The latest Avro schema of the topic's values."""
    registry, subject = Registry(settings), f"{topic}-value"
    text = registry.schema(subject, registry.versions(subject)[-1])
    return fastavro.parse_schema(json.loads(text or ""))


def records(settings: Settings, topic: str) -> list[Seen]:
    """Every committed record of `topic`."""
    reader = consumer(settings, f"tests-{uuid.uuid4()}")
    try:
        return [_seen(message) for message in _until_end(reader, topic)]
    finally:
        reader.close()


def until_written(settings: Settings, topic: str) -> None:
    """Waits until `topic` has a record, committed or not."""
    reader = consumer(settings, "tests")
    deadline = time.monotonic() + END_SECONDS
    try:
        while not any(_ends(reader, topic).values()):
            assert time.monotonic() < deadline, f"{topic} is empty after {END_SECONDS} s"
            time.sleep(LOOK_SECONDS)
    finally:
        reader.close()


def _ends(reader: Consumer, topic: str) -> dict[int, int]:
    numbers = reader.list_topics(topic, 10).topics[topic].partitions
    parts = [TopicPartition(topic, number) for number in numbers]
    return {part.partition: _end(reader, part) for part in parts}


def _end(reader: Consumer, part: TopicPartition) -> int:
    deadline = time.monotonic() + END_SECONDS
    while True:
        try:
            return reader.get_watermark_offsets(part, 10)[1]
        except KafkaException:
            # A broker that has just started does not lead yet.
            if time.monotonic() > deadline:
                raise
            time.sleep(LOOK_SECONDS)


def _until_end(reader: Consumer, topic: str) -> Iterator[Message]:
    ends = _ends(reader, topic)
    written = [TopicPartition(topic, number, 0) for number, end in ends.items() if end]
    reader.assign(written)
    deadline = time.monotonic() + END_SECONDS
    while time.monotonic() < deadline:
        # A transaction's last offset is its marker, so the position and not a record tells the end.
        if all(part.offset >= ends[part.partition] for part in reader.position(written)):
            return
        yield from reader.consume(1000, 0.5)
    raise AssertionError(f"{topic} was not read to its end in {END_SECONDS} s")


def _seen(message: Message) -> Seen:
    partition, offset = message.partition(), message.offset()
    assert partition is not None
    assert offset is not None
    assert message.error() is None
    pairs: list[tuple[str, bytes]] = message.headers() or []  # type: ignore[assignment] # as a consumer gives them
    headers = dict(pairs)
    return Seen(partition, offset, message.key(), message.value(), headers, message.timestamp()[1] / 1000)
