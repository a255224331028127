"""The topics back end."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import ClassVar, Final

from headgate.emit.json_text import compact
from headgate.emit.losses import table_losses
from headgate.emit.protocol import Emission, Header, Options, SupportTable
from headgate.emit.topics.plan import TopicPlan, topic_plans
from headgate.emit.topics.support import SUPPORT
from headgate.model import Contract

HOME: Final = PurePosixPath("reference_pipelines/edge/topics")

_SCRIPT_HEAD: Final = """\
# usage: BOOTSTRAP=broker:9092 {name} [further options of the Kafka tools, e.g. --command-config client.properties]
# Creates what is missing and sets what differs; it never changes the partitions or replicas of a topic that exists.
set -eu
: "${{BOOTSTRAP:?address of a broker}}"
: "${{KAFKA_BIN:=}}"  # folder of the Kafka tools with a final slash; empty when they are on PATH
"""


class TopicsEmitter:
    """Writes `<contract>.yaml`, the topics as data, and `<contract>.sh`, the same as kafka-topics commands."""

    name: ClassVar[str] = "topics"
    summary: ClassVar[str] = "settings of the raw topic and of the guard's outputs"
    support: ClassVar[SupportTable] = SUPPORT

    def emit(self, contract: Contract, options: Options) -> Emission:
        """Both files; none for a contract without a stream."""
        plans = topic_plans(contract, options)
        if not plans:
            return Emission({})
        header = str(Header("topics", contract))
        script = f"{contract.id}.sh"
        files = {
            HOME / f"{contract.id}.yaml": "\n".join([header, "topics:", *_data(plans)]) + "\n",
            HOME / script: "\n".join(["#!/bin/sh", header, *_commands(script, plans)]) + "\n",
        }
        return Emission(files, table_losses(self, contract, contract.streams))


def _data(plans: tuple[TopicPlan, ...]) -> Iterator[str]:
    for plan in plans:
        yield f"  - name: {compact(plan.name)}"
        yield f"    partitions: {plan.partitions}"
        yield f"    replication: {plan.replication}"
        yield "    config:"
        yield from (f"      {name}: {compact(value)}" for name, value in plan.config.items())


def _commands(script: str, plans: tuple[TopicPlan, ...]) -> Iterator[str]:
    yield _SCRIPT_HEAD.format(name=script).rstrip("\n")
    for plan in plans:
        name = shlex.quote(plan.name)
        yield ""
        yield '"${KAFKA_BIN}kafka-topics.sh" --bootstrap-server "$BOOTSTRAP" "$@" --create --if-not-exists \\'
        yield f"  --topic {name} --partitions {plan.partitions} --replication-factor {plan.replication}"
        yield '"${KAFKA_BIN}kafka-configs.sh" --bootstrap-server "$BOOTSTRAP" "$@" --alter \\'
        # Brackets keep a comma inside one value: cleanup.policy=[compact,delete].
        settings = ",".join(
            f"{key}=[{value}]" if "," in value else f"{key}={value}" for key, value in plan.config.items()
        )
        yield f"  --entity-type topics --entity-name {name} --add-config {shlex.quote(settings)}"


EMITTER: Final = TopicsEmitter()
