"""A stream: one Kafka topic, what its records are, and how it behaves in time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum
from fractions import Fraction

from headgate.model.expectation import Expectation, FieldPath
from headgate.model.types import Field


class WireFormat(Enum):
    """How a record's value is written."""

    AVRO = "avro"
    PROTOBUF = "protobuf"
    JSON = "json"


class Cleanup(Enum):
    """What Kafka does with old records."""

    DELETE = "delete"
    COMPACT = "compact"
    COMPACT_DELETE = "compact,delete"


class Compatibility(Enum):
    """The seven modes of a Confluent-compatible schema registry."""

    NONE = "NONE"
    BACKWARD = "BACKWARD"
    BACKWARD_TRANSITIVE = "BACKWARD_TRANSITIVE"
    FORWARD = "FORWARD"
    FORWARD_TRANSITIVE = "FORWARD_TRANSITIVE"
    FULL = "FULL"
    FULL_TRANSITIVE = "FULL_TRANSITIVE"


class SubjectStrategy(Enum):
    """How a registry subject is named."""

    TOPIC = "topic"
    RECORD = "record"
    TOPIC_RECORD = "topic-record"


@dataclass(frozen=True, slots=True)
class Lateness:
    """How far behind its own time a record may arrive.

    A record is late when its source timestamp minus its event time is over `allowed`. `watermark` delays the
    windows downstream, and a partition silent for `idle` no longer holds them back.
    """

    allowed: timedelta
    watermark: timedelta
    idle: timedelta


@dataclass(frozen=True, slots=True)
class Dedup:
    """Two records are one when they agree in `by` (and `scope`) and lie within `within` of each other.

    Measured in event time where the stream bounds its lateness, else in arrival time: history loaded in any
    order has no event time before which everything can be forgotten.
    """

    by: tuple[FieldPath, ...]
    within: timedelta
    scope: tuple[FieldPath, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """Settings of the raw topic. `retention` None keeps records for ever."""

    name: str
    partitions: int = 6
    replication: int = 3
    min_insync: int = 2
    retention: timedelta | None = timedelta(days=7)
    cleanup: Cleanup = Cleanup.DELETE


@dataclass(frozen=True, slots=True)
class Subject:
    """Where the registry keeps the schema, and what it checks of a new version."""

    strategy: SubjectStrategy = SubjectStrategy.TOPIC
    compatibility: Compatibility = Compatibility.BACKWARD_TRANSITIVE


@dataclass(frozen=True, slots=True)
class Volume:
    """Declared traffic: average records a second, how many times that the peak is, bytes a record."""

    rate: Fraction
    peak: Fraction = Fraction(1)
    record_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Stream:
    """One schema object of a contract that is a Kafka topic.

    `name` is the schema object's name (the record's name on the wire); `key` the fields of the message key.
    """

    name: str
    topic: Topic
    format: WireFormat
    fields: tuple[Field, ...]
    key: FieldPath | None = None
    primary_key: tuple[FieldPath, ...] = ()
    event_time: FieldPath | None = None
    lateness: Lateness | None = None
    dedup: Dedup | None = None
    expectations: tuple[Expectation, ...] = ()
    volume: Volume | None = None
    subject: Subject = field(default_factory=Subject)
    doc: str = ""
