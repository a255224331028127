"""What registering means for one topic and one subject, without a broker and without a registry."""

from __future__ import annotations

from dataclasses import replace

from headgate.connect.registry import Refusal, Schema
from headgate.emit.topics import TopicPlan
from headgate.model import Compatibility, WireFormat
from headgate.ops.register import Deed, SubjectStep
from headgate.ops.register.steps import LiveSubject, LiveTopic, subject_step, topic_step

PLAN = TopicPlan("clicks.v1", 6, 3, {"cleanup.policy": "delete", "retention.ms": "1000"})
LIVE = LiveTopic(6, 3, {"cleanup.policy": "delete", "retention.ms": "1000", "segment.ms": "5"})
SCHEMA = Schema("{}", WireFormat.AVRO)
BACKWARD = Compatibility.BACKWARD


def test_a_topic_that_is_absent_is_created() -> None:
    step = topic_step(PLAN, "Click", None)
    assert (step.deed, step.config, step.grow_to) == (Deed.CREATE, None, None)
    assert step.details == ("6 partitions", "replication 3", "cleanup.policy=delete", "retention.ms=1000")


def test_a_topic_as_promised_is_left_alone() -> None:
    assert topic_step(PLAN, "Click", LIVE).deed is Deed.OK


def test_a_topic_grows_and_is_altered() -> None:
    live = replace(LIVE, partitions=4, config={"cleanup.policy": "compact", "retention.ms": "1000"})
    step = topic_step(PLAN, "Click", live)
    assert (step.deed, step.grow_to, step.config) == (Deed.ALTER, 6, {"cleanup.policy": "delete"})
    assert step.details == ("partitions 4 → 6 (keys move)", "cleanup.policy compact → delete")


def test_a_topic_that_would_shrink_is_refused_and_not_altered() -> None:
    step = topic_step(PLAN, "Click", replace(LIVE, partitions=12, config={}))
    assert (step.deed, step.config, step.grow_to) == (Deed.REFUSED, None, None)


def test_another_replication_is_told_and_not_changed() -> None:
    step = topic_step(PLAN, "Click", replace(LIVE, replication=1))
    assert step.deed is Deed.OK
    assert step.details == ("replication is 1, not 3: reassign the replicas yourself",)


def asked(live: LiveSubject) -> SubjectStep:
    return subject_step("clicks.v1-value", "Click", SCHEMA, BACKWARD, live)


def test_a_new_subject_gets_its_mode_and_its_schema() -> None:
    step = asked(LiveSubject(None, None, ()))
    assert (step.deed, step.mode, step.registers) == (Deed.CREATE, BACKWARD, True)
    assert step.details == ("schema as version 1", "BACKWARD")


def test_a_subject_as_promised_is_left_alone() -> None:
    step = asked(LiveSubject(BACKWARD, 2, (1, 2)))
    assert (step.deed, step.mode, step.registers) == (Deed.OK, None, False)


def test_a_new_schema_is_the_next_version() -> None:
    step = asked(LiveSubject(BACKWARD, None, (1, 3)))
    assert (step.deed, step.mode, step.registers) == (Deed.CREATE, None, True)
    assert step.details[0] == "schema as version 4"


def test_another_mode_is_set() -> None:
    step = asked(LiveSubject(Compatibility.FULL, 1, (1,)))
    assert (step.deed, step.mode, step.registers) == (Deed.ALTER, BACKWARD, False)
    assert step.details == ("schema is version 1", "mode FULL → BACKWARD")


def test_a_refusal_stops_everything_of_the_subject() -> None:
    refusal = Refusal("clicks.v1-value", ("a reason",), 2)
    step = asked(LiveSubject(Compatibility.FULL, None, (1, 2), refusal))
    assert (step.deed, step.mode, step.registers, step.refusal) == (Deed.REFUSED, None, False, refusal)
    assert step.details == ("not compatible with version 2",)
