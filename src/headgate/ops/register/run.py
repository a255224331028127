"""The plan of a registration, and its execution up to the first fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, assert_never

from confluent_kafka.admin import AdminClient

from headgate.connect.faults import ServiceError
from headgate.connect.kafka import admin, reach_kafka
from headgate.connect.registry import Refusal, Registry
from headgate.connect.schemas import wire_schema
from headgate.connect.settings import Settings
from headgate.diagnostics import Finding, Message
from headgate.emit.protocol import Options
from headgate.emit.topics.plan import stream_plans
from headgate.model import Contract, Stream
from headgate.model.wire import value_subject
from headgate.odcs import SourceMap
from headgate.ops.register.steps import (
    Deed,
    LiveSubject,
    Step,
    SubjectStep,
    TopicStep,
    subject_step,
    topic_step,
)
from headgate.ops.register.topics import apply_topic, live_topics

INCOMPATIBLE: Final = Message(
    title="the registry refuses the schema of `{subject}`{version}",
    why="{reasons}",
    remedy="make the change compatible under {mode}, or publish the stream as a new topic",
    label="this stream's schema",
)
SHRUNK: Final = Message(
    title="`{topic}` has {live} partitions and would lose some",
    why="Kafka cannot take partitions away, and the records in them would go too",
    remedy="say partitions: {live}, or move to a new topic",
    label="this stream's topic",
)


@dataclass(frozen=True, slots=True)
class Promised:
    """A contract and where its parts stand in its file."""

    contract: Contract
    source_map: SourceMap


@dataclass(frozen=True, slots=True)
class Plan:
    """All steps in the order in which they are done, and what forbids some of them."""

    steps: tuple[Step, ...]
    findings: tuple[Finding, ...]


OnDone = Callable[[Step], None]


def plan_registration(promised: Sequence[Promised], settings: Settings) -> Plan:
    """Compares the contracts with the brokers and the registry, changing nothing; raises `ServiceError`."""
    reach_kafka(settings)
    client, registry = admin(settings), Registry(settings)
    steps: list[Step] = []
    findings: list[Finding] = []
    for one in promised:
        planned: list[Step] = [
            *_topic_steps(one.contract, settings, client),
            *_subject_steps(one.contract, registry),
        ]
        findings += [finding for step in planned for finding in _findings(one, step)]
        steps += planned
    return Plan(tuple(steps), tuple(findings))


def apply_plan(plan: Plan, settings: Settings, on_done: OnDone = lambda _: None) -> None:
    """Does the steps in order and tells of each; raises `ConnectError` at the first fault, and what was done stays."""
    client, registry = admin(settings), Registry(settings)
    for step in plan.steps:
        _apply(step, client, registry)
        on_done(step)


def _topic_steps(contract: Contract, settings: Settings, client: AdminClient) -> Iterator[TopicStep]:
    options = Options(settings.kafka.replication, settings.kafka.min_insync)
    for stream in contract.streams:
        plans = stream_plans(stream, options)
        live = live_topics(client, [plan.name for plan in plans])
        yield from (topic_step(plan, stream.name, live.get(plan.name)) for plan in plans)


def _subject_steps(contract: Contract, registry: Registry) -> Iterator[SubjectStep]:
    for stream in contract.streams:
        for clean in (False, True):
            subject, schema = value_subject(stream, clean=clean), wire_schema(stream, clean=clean)
            versions = registry.versions(subject)
            found = registry.lookup(subject, schema) if versions else None
            live = LiveSubject(
                registry.mode(subject) if versions else None,
                None if found is None else found.version,
                versions,
                registry.check(subject, schema) if found is None else None,
            )
            yield subject_step(subject, stream.name, schema, stream.subject.compatibility, live)


def _apply(step: Step, client: AdminClient, registry: Registry) -> None:
    if step.deed in {Deed.OK, Deed.REFUSED}:
        return
    match step:
        case TopicStep():
            apply_topic(client, step)
        case SubjectStep():
            _apply_subject(step, registry)
        case _:
            assert_never(step)


def _apply_subject(step: SubjectStep, registry: Registry) -> None:
    # The mode first: the new version is then checked under it.
    late = step.mode is not None and not registry.set_mode(step.name, step.mode)
    if step.registers:
        outcome = registry.register(step.name, step.schema)
        if isinstance(outcome, Refusal):
            reasons = "; ".join(outcome.reasons)
            raise ServiceError(
                f"the registry refuses {step.name}, which it did not before: {reasons}", "run again"
            )
    if late and step.mode is not None:
        registry.set_mode(step.name, step.mode)


def _findings(one: Promised, step: Step) -> Iterator[Finding]:
    if step.deed is not Deed.REFUSED:
        return
    match step:
        case TopicStep(plan, stream, details=details):
            live = details[0].split()[1]
            place = one.source_map.stream(stream)
            yield SHRUNK.at(place, rule="topic/partitions-shrunk", topic=plan.name, live=live)
        case SubjectStep():
            yield _incompatible(one, step)
        case _:
            assert_never(step)


def _incompatible(one: Promised, step: SubjectStep) -> Finding:
    assert step.refusal is not None
    stream = _stream(one.contract, step.stream)
    version = step.refusal.version
    return INCOMPATIBLE.at(
        one.source_map.stream(step.stream),
        rule="registry/incompatible",
        subject=step.name,
        version="" if version is None else f": not compatible with version {version}",
        reasons="; ".join(step.refusal.reasons) or "it gives no reason",
        mode=stream.subject.compatibility.value,
    )


def _stream(contract: Contract, name: str) -> Stream:
    return next(stream for stream in contract.streams if stream.name == name)
