"""What registering means for one topic and one subject: a comparison of what is with what should be, and nothing done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from headgate.connect.registry import Refusal, Schema
from headgate.emit.topics import TopicPlan
from headgate.model import Compatibility


class Deed(Enum):
    """What is to be done about a topic or a subject."""

    OK = "ok"
    CREATE = "create"
    ALTER = "alter"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class LiveTopic:
    """A topic as the brokers have it."""

    partitions: int
    replication: int
    config: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TopicStep:
    """One topic of `stream`: `config` are the settings to change, `grow_to` the new number of partitions."""

    plan: TopicPlan
    stream: str
    deed: Deed
    details: tuple[str, ...] = ()
    config: Mapping[str, str] | None = None
    grow_to: int | None = None

    @property
    def name(self) -> str:
        """The topic."""
        return self.plan.name


@dataclass(frozen=True, slots=True)
class LiveSubject:
    """A subject as the registry has it: its own mode, the version that has the schema, its no to a new one."""

    mode: Compatibility | None
    version: int | None
    versions: tuple[int, ...]
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class SubjectStep:
    """One subject: `mode` is to be set when it is not None, `schema` to be registered when `registers`."""

    name: str
    stream: str
    schema: Schema
    deed: Deed
    details: tuple[str, ...] = ()
    mode: Compatibility | None = None
    registers: bool = False
    refusal: Refusal | None = None


Step: TypeAlias = TopicStep | SubjectStep


def topic_step(plan: TopicPlan, stream: str, live: LiveTopic | None) -> TopicStep:
    """What `plan` asks of the topic; partitions grow and never shrink, replication is only told of."""
    if live is None:
        details = (
            f"{plan.partitions} partitions",
            f"replication {plan.replication}",
            *_settings(plan.config),
        )
        return TopicStep(plan, stream, Deed.CREATE, details)
    notes = _replication_note(plan, live)
    if live.partitions > plan.partitions:
        return TopicStep(
            plan, stream, Deed.REFUSED, (f"partitions {live.partitions} → {plan.partitions}", *notes)
        )
    changed = {name: value for name, value in plan.config.items() if live.config.get(name) != value}
    grow_to = plan.partitions if live.partitions < plan.partitions else None
    if not changed and grow_to is None:
        return TopicStep(plan, stream, Deed.OK, notes)
    altered = (f"{name} {live.config.get(name, 'unset')} → {value}" for name, value in changed.items())
    grown = () if grow_to is None else (f"partitions {live.partitions} → {grow_to} (keys move)",)
    return TopicStep(plan, stream, Deed.ALTER, (*grown, *altered, *notes), changed, grow_to)


def subject_step(
    name: str, stream: str, schema: Schema, mode: Compatibility, live: LiveSubject
) -> SubjectStep:
    """What a contract asks of the subject `name`."""
    if live.refusal is not None:
        told = (
            () if live.refusal.version is None else (f"not compatible with version {live.refusal.version}",)
        )
        return SubjectStep(name, stream, schema, Deed.REFUSED, told, refusal=live.refusal)
    registers = live.version is None
    next_version = 1 + max(live.versions, default=0)
    schema_told = (
        (f"schema as version {next_version}",) if registers else (f"schema is version {live.version}",)
    )
    if live.mode is mode:
        deed = Deed.CREATE if registers else Deed.OK
        return SubjectStep(name, stream, schema, deed, (*schema_told, mode.value), registers=registers)
    before = "unset" if live.mode is None else live.mode.value
    mode_told = mode.value if not live.versions else f"mode {before} → {mode.value}"
    deed = Deed.CREATE if registers else Deed.ALTER
    return SubjectStep(name, stream, schema, deed, (*schema_told, mode_told), mode, registers)


def _settings(config: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(f"{name}={value}" for name, value in config.items())


def _replication_note(plan: TopicPlan, live: LiveTopic) -> tuple[str, ...]:
    if live.replication == plan.replication:
        return ()
    return (f"replication is {live.replication}, not {plan.replication}: reassign the replicas yourself",)
