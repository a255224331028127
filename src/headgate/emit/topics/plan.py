"""The topics a contract needs, and their settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from headgate.emit.protocol import Options
from headgate.model import Cleanup, Contract, Stream
from headgate.model.wire import Route, output_topic

MIN_DEAD_LETTER_RETENTION: Final = timedelta(days=14)
"""Long enough that a dead letter of a Friday survives two weeks of repair."""

_FOR_EVER: Final = "-1"


@dataclass(frozen=True, slots=True)
class TopicPlan:
    """A topic as it should be; `config` are topic-level Kafka settings by name, values as Kafka spells them."""

    name: str
    partitions: int
    replication: int
    config: Mapping[str, str]


def topic_plans(contract: Contract, options: Options) -> tuple[TopicPlan, ...]:
    """For each stream the raw topic, then its outputs, in the order of `Route`."""
    return tuple(plan for stream in contract.streams for plan in stream_plans(stream, options))


def stream_plans(stream: Stream, options: Options) -> tuple[TopicPlan, ...]:
    """The raw topic of one stream and its outputs, which have as many partitions."""
    raw = _plan(stream, stream.topic.name, _raw_config(stream), options)
    outputs = (
        _plan(stream, output_topic(stream.topic.name, route), _output_config(stream, route), options)
        for route in Route
    )
    return (raw, *outputs)


def _plan(stream: Stream, name: str, config: dict[str, str], options: Options) -> TopicPlan:
    replication = options.replication or stream.topic.replication
    min_insync = options.min_insync or min(stream.topic.min_insync, replication)
    settings = {**config, "min.insync.replicas": str(min_insync)}
    return TopicPlan(name, stream.topic.partitions, replication, settings)


def _raw_config(stream: Stream) -> dict[str, str]:
    # The broker's clock, not the producer's: lateness is source timestamp minus event time.
    return {
        "cleanup.policy": stream.topic.cleanup.value,
        "message.timestamp.type": "LogAppendTime",
        "retention.ms": _millis(stream.topic.retention),
    }


def _output_config(stream: Stream, route: Route) -> dict[str, str]:
    # A rejected record is evidence: only clean records may replace one another by key.
    keeps_cleanup = route is Route.CLEAN
    cleanup = stream.topic.cleanup if keeps_cleanup else Cleanup.DELETE
    return {
        "cleanup.policy": cleanup.value,
        "message.timestamp.type": "CreateTime",
        "retention.ms": _millis(_output_retention(stream, route)),
    }


def _output_retention(stream: Stream, route: Route) -> timedelta | None:
    retention = stream.topic.retention
    if route is Route.CLEAN:
        return retention
    if retention is None:
        # A compacted topic keeps one record a key; what it sends aside has no such bound.
        return None if stream.topic.cleanup is Cleanup.DELETE else MIN_DEAD_LETTER_RETENTION
    return max(retention, MIN_DEAD_LETTER_RETENTION) if route is Route.DLQ else retention


def _millis(retention: timedelta | None) -> str:
    return _FOR_EVER if retention is None else str(retention // timedelta(milliseconds=1))
