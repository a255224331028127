"""Names that travel: output topics, subjects and headers. The JVM functions spell the same ones."""

from __future__ import annotations

from enum import Enum
from typing import Final

from headgate.model.contract import Contract
from headgate.model.stream import Stream, SubjectStrategy


class Route(Enum):
    """Where the guard sends a record; the value is the suffix of the output topic."""

    CLEAN = "clean"
    DLQ = "dlq"
    LATE = "late"
    DUPLICATES = "duplicates"
    STAGING = "staging"


HEADER_TOPIC: Final = "hg.topic"
HEADER_PARTITION: Final = "hg.partition"
HEADER_OFFSET: Final = "hg.offset"
HEADER_TIMESTAMP: Final = "hg.timestamp"
HEADER_SCHEMA_ID: Final = "hg.schema.id"
HEADER_SCHEMA_VERSION: Final = "hg.schema.version"
HEADER_CONTRACT: Final = "hg.contract"
HEADER_ATTEMPT: Final = "hg.attempt"
HEADER_PRODUCED_AT: Final = "hg.produced-at"
HEADER_ERRORS: Final = "hg.errors"
HEADER_WARNINGS: Final = "hg.warnings"
HEADER_UNKNOWN: Final = "hg.unknown"
HEADER_ENVELOPE: Final = "hg.envelope"
HEADER_TRACEPARENT: Final = "traceparent"


def output_topic(topic: str, route: Route) -> str:
    """The guard's output topic for records of `topic` that took `route`."""
    return f"{topic}.{route.value}"


def contract_tag(contract: Contract) -> str:
    """`id@version`, as headers carry it."""
    return f"{contract.id}@{contract.version}"


def value_subject(stream: Stream, *, clean: bool = False) -> str:
    """The registry subject of the value's schema, by the stream's naming strategy."""
    topic = output_topic(stream.topic.name, Route.CLEAN) if clean else stream.topic.name
    match stream.subject.strategy:
        case SubjectStrategy.TOPIC:
            return f"{topic}-value"
        case SubjectStrategy.RECORD:
            return f"{stream.name}.clean" if clean else stream.name
        case SubjectStrategy.TOPIC_RECORD:
            return f"{topic}-{stream.name}"
