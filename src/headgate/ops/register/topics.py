"""Topics read from the brokers, and changed."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Final

from confluent_kafka import KafkaError, KafkaException
from confluent_kafka.admin import (
    AdminClient,
    AlterConfigOpType,
    ConfigEntry,
    ConfigResource,
    NewPartitions,
    NewTopic,
    ResourceType,
)

from headgate.connect.faults import ServiceError
from headgate.connect.kafka import CHECK_BROKERS, failed
from headgate.ops.register.steps import Deed, LiveTopic, TopicStep, topic_step

TIMEOUT_S: Final = 30.0
LOOK_S: Final = 0.1


def live_topics(client: AdminClient, names: Sequence[str]) -> dict[str, LiveTopic]:
    """Those of `names` that exist; raises `ServiceError`."""
    try:
        known = client.list_topics(timeout=TIMEOUT_S).topics
        found = [name for name in names if name in known]
        configs = _configs(client, found)
        broken = next((known[name].error for name in found if known[name].error), None)
    except (KafkaException, TimeoutError) as fault:
        raise _failed("describe its topics", fault) from None
    if broken is not None:
        raise failed("describe its topics", KafkaException(broken))
    return {
        name: LiveTopic(
            partitions=len(known[name].partitions),
            replication=min((len(part.replicas) for part in known[name].partitions.values()), default=0),
            config=configs[name],
        )
        for name in found
    }


def _configs(client: AdminClient, names: Sequence[str]) -> dict[str, Mapping[str, str]]:
    if not names:
        return {}
    resources = [ConfigResource(ResourceType.TOPIC, name) for name in names]
    answers = client.describe_configs(resources, request_timeout=TIMEOUT_S)
    return {
        resource.name: {entry.name: entry.value for entry in future.result(TIMEOUT_S).values()}
        for resource, future in answers.items()
    }


def apply_topic(client: AdminClient, step: TopicStep) -> None:
    """Does what the step says; raises `ServiceError`."""
    try:
        if step.deed is Deed.CREATE:
            _create(client, step)
        if step.grow_to is not None:
            grown = client.create_partitions(
                [NewPartitions(step.name, step.grow_to)], request_timeout=TIMEOUT_S
            )
            grown[step.name].result(TIMEOUT_S)
        if step.config:
            _configure(client, step.name, step.config)
    except (KafkaException, TimeoutError) as fault:
        raise _failed(f"{step.deed.value} the topic {step.name}", fault) from None


def _failed(deed: str, fault: KafkaException | TimeoutError) -> ServiceError:
    if isinstance(fault, KafkaException):
        return failed(deed, fault)
    return ServiceError(f"kafka did not {deed} within {TIMEOUT_S:g} s", CHECK_BROKERS)


def _create(client: AdminClient, step: TopicStep) -> None:
    plan = step.plan
    topic = NewTopic(plan.name, plan.partitions, plan.replication, config=dict(plan.config))
    created = client.create_topics([topic], request_timeout=TIMEOUT_S)
    try:
        created[plan.name].result(TIMEOUT_S)
    except KafkaException as fault:
        if fault.args[0].code() != KafkaError.TOPIC_ALREADY_EXISTS:
            raise
        _wait_listed(client, plan.name)
        _compare(client, step)
    else:
        _wait_listed(client, plan.name)


def _compare(client: AdminClient, step: TopicStep) -> None:
    """Raises `ServiceError` when the topic that somebody else made since the plan is not as planned."""
    meanwhile = topic_step(step.plan, step.stream, live_topics(client, [step.name])[step.name])
    if meanwhile.deed is not Deed.OK:
        message = f"the topic {step.name} was made meanwhile, and otherwise: {', '.join(meanwhile.details)}"
        raise ServiceError(message, "see that one contract alone asks for it, and run again")


def _wait_listed(client: AdminClient, name: str) -> None:
    """Waits until brokers list the topic: the controller says yes before they know of it."""
    until = time.monotonic() + TIMEOUT_S
    while name not in client.list_topics(timeout=TIMEOUT_S).topics:
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(LOOK_S)


def _configure(client: AdminClient, name: str, config: Mapping[str, str]) -> None:
    entries = [
        ConfigEntry(key, value, incremental_operation=AlterConfigOpType.SET) for key, value in config.items()
    ]
    resource = ConfigResource(ResourceType.TOPIC, name, incremental_configs=entries)
    for future in client.incremental_alter_configs([resource], request_timeout=TIMEOUT_S).values():
        future.result(TIMEOUT_S)
