"""What is audited: a stream of a contract, its topics and the consumer groups that read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from headgate.emit.flink import Job, group_id
from headgate.model import Cleanup, Contract, Stream
from headgate.model.wire import Route, output_topic


@dataclass(frozen=True, slots=True)
class Audited:
    """One stream of a contract."""

    contract: Contract
    stream: Stream

    @property
    def source(self) -> str:
        """The raw topic."""
        return self.stream.topic.name

    @property
    def clean(self) -> str:
        """The topic of the records that hold to the contract."""
        return output_topic(self.source, Route.CLEAN)

    @property
    def outputs(self) -> Mapping[str, Route]:
        """The guard's output topics."""
        return {output_topic(self.source, route): route for route in Route}

    @property
    def topics(self) -> tuple[str, ...]:
        """The raw topic and the outputs."""
        return (self.source, *self.outputs)

    @property
    def compacted(self) -> bool:
        """Whether Kafka may remove a record as soon as a later one has its key."""
        return self.stream.topic.cleanup is not Cleanup.DELETE

    @property
    def guard_group(self) -> str:
        """The consumer group of the guard, whose committed offsets are its position."""
        return group_id(self.contract, self.stream, Job.GUARD)

    @property
    def land_group(self) -> str:
        """The consumer group that carries clean records to the table."""
        return group_id(self.contract, self.stream, Job.LAND)


def audited(contract: Contract) -> tuple[Audited, ...]:
    """The streams of `contract`, in its order."""
    return tuple(Audited(contract, stream) for stream in contract.streams)
