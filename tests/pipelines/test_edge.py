"""The contract-enforcing producer against a real broker and a real registry."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import fastavro
import pytest
from prometheus_client import CollectorRegistry
from tests.edge.reference import NOW_MS, contract_of, every_type, renamed
from tests.pipelines.local import LocalStack
from tests.pipelines.topics import newest_schema, records, settings_of

from headgate.connect.faults import ServiceError, SettingsError
from headgate.connect.settings import KafkaSettings, Settings
from headgate.edge import ContractProducer, ContractViolation, ProducerOptions, Rejection
from headgate.edge.framing import HEADER_BYTES, schema_id_of
from headgate.edge.serialise import UnserialisableError
from headgate.edge.traffic.business import Deletes
from headgate.edge.traffic.generic import generic
from headgate.edge.traffic.source import Crowd, GeneratedRecord
from headgate.model import Action, Contract, WireFormat
from headgate.odcs import read_text
from headgate.ops.register import Promised, apply_plan, plan_registration

PRODUCED = "headgate_edge_produced_total"
LABELS = {"contract": "privacy-deletes", "stream": "PrivacyDelete"}


def registered(settings: Settings, contract: Contract) -> Contract:
    """The contract with its topics and schemas made."""
    promised = Promised(contract, read_text("").source_map)
    apply_plan(plan_registration([promised], settings), settings)
    return contract


@pytest.fixture
def settings(stack: LocalStack) -> Settings:
    return settings_of(stack)


@pytest.fixture
def deletes(settings: Settings, request: pytest.FixtureRequest) -> Contract:
    return registered(
        settings, renamed("privacy.deletes", f"edge.{request.node.name.replace('[', '.').strip(']')}")
    )


def made() -> GeneratedRecord:
    return Deletes(random.Random(), Crowd()).next(NOW_MS)


def test_a_record_arrives_framed_keyed_and_told(settings: Settings, deletes: Contract) -> None:
    (stream,) = deletes.streams
    record = made()
    with ContractProducer(deletes, stream, settings) as producer:
        assert producer.produce(record, headers={"origin": "tests"})
    (message,) = records(settings, stream.topic.name)
    value, headers = message.content, message.headers
    assert schema_id_of(value) == producer.schema_id
    schema = newest_schema(settings, stream.topic.name)
    read = fastavro.schemaless_reader(io.BytesIO(value[HEADER_BYTES:]), schema, None)
    assert read == {**record, "request_id": UUID(str(record["request_id"]))}
    assert message.key == str(record["user_id"]).encode()
    assert headers["hg.contract"] == b"privacy-deletes@1.0.0"
    assert headers["origin"] == b"tests"
    assert set(headers) == {"origin", "hg.contract", "hg.produced-at", "traceparent"}


def test_all_violations_are_told_and_nothing_is_produced(settings: Settings, deletes: Contract) -> None:
    (stream,) = deletes.streams
    metrics = CollectorRegistry()
    told: list[Rejection] = []
    broken = {**made(), "request_id": None, "user_id": "", "extra": 1}
    strict = ContractProducer(deletes, stream, settings, options=ProducerOptions(metrics=metrics))
    with pytest.raises(ContractViolation) as caught:
        strict.produce(broken)
    rules = {"request_id.required", "user_id.length", "unknown"}
    assert {violation.rule for violation in caught.value.violations} == rules
    lenient = ContractProducer(
        deletes, stream, settings, on_reject=told.append, options=ProducerOptions(metrics=metrics)
    )
    assert not lenient.produce(broken)
    assert lenient.produce(made())
    lenient.flush()
    assert {violation.rule for violation in told[0].violations} == rules
    assert len(records(settings, stream.topic.name)) == 1
    count = metrics.get_sample_value
    assert count(PRODUCED, LABELS) == 1
    assert count("headgate_edge_rejected_total", {**LABELS, "rule": "user_id.length"}) == 2
    assert count("headgate_edge_rejected_total", {**LABELS, "rule": "reason.required"}) == 0
    assert count("headgate_edge_serialise_seconds_count", LABELS) == 1


def spoilt(producer: ContractProducer) -> None:
    """A sound record and a broken one."""
    with producer:
        producer.produce(made())
        producer.produce({**made(), "user_id": ""})


def test_an_error_within_does_not_lose_the_records_before_it(settings: Settings, deletes: Contract) -> None:
    (stream,) = deletes.streams
    options = ProducerOptions(metrics=CollectorRegistry())
    with pytest.raises(ContractViolation):
        spoilt(ContractProducer(deletes, stream, settings, options=options))
    assert options.metrics.get_sample_value(PRODUCED, LABELS) == 1
    assert len(records(settings, stream.topic.name)) == 1


def test_what_cannot_be_flushed_after_an_error_is_told_with_it(settings: Settings, deletes: Contract) -> None:
    nobody = replace(settings, kafka=KafkaSettings("127.0.0.1:1", {"message.timeout.ms": "500"}))
    with pytest.raises(ContractViolation) as caught:
        spoilt(ContractProducer(deletes, deletes.streams[0], nobody))
    (note,) = caught.value.__notes__
    assert note.startswith("kafka did not deliver a record to edge.")


def test_what_the_schema_cannot_carry_and_what_only_warns_is_counted(
    settings: Settings, deletes: Contract
) -> None:
    (stream,) = deletes.streams
    rules = tuple(
        replace(rule, action=Action.WARN if rule.name == "user_id.length" else rule.action)
        for rule in stream.expectations
    )
    options = ProducerOptions(metrics=CollectorRegistry())
    producer = ContractProducer(deletes, replace(stream, expectations=rules), settings, options=options)
    with pytest.raises(UnserialisableError):
        producer.produce({**made(), "user_id": "\ud800"})
    with pytest.raises(ContractViolation):
        producer.produce({**made(), "user_id": "", "request_id": None})
    assert producer.produce({**made(), "user_id": ""})
    count = options.metrics.get_sample_value
    rejected, warned = "headgate_edge_rejected_total", "headgate_edge_warned_total"
    assert count(rejected, {**LABELS, "rule": "unserialisable"}) == 1
    assert count(rejected, {**LABELS, "rule": "request_id.required"}) == 1
    assert count(warned, {**LABELS, "rule": "user_id.length"}) == 1
    producer.flush()


def broken_off(producer: ContractProducer, record: GeneratedRecord) -> None:
    with producer.transaction():
        producer.produce(record)
        producer.flush()
        _ = 1 / 0


def test_a_transaction_is_whole_or_nothing(settings: Settings, deletes: Contract) -> None:
    (stream,) = deletes.streams
    options = ProducerOptions("edge-tests", ordered_in_flight_one=True, metrics=CollectorRegistry())
    producer = ContractProducer(deletes, stream, settings, options=options)
    kept, lost = made(), made()
    with producer.transaction():
        producer.produce(kept)
    with pytest.raises(ZeroDivisionError):
        broken_off(producer, lost)
    with producer.transaction():
        producer.produce(kept)
    keys = [message.key for message in records(settings, stream.topic.name)]
    assert keys == [str(kept["user_id"]).encode()] * 2
    assert options.metrics.get_sample_value(PRODUCED, LABELS) == 2


def test_the_older_of_two_producers_with_one_id_is_told(settings: Settings, deletes: Contract) -> None:
    (stream,) = deletes.streams
    options = ProducerOptions(f"{stream.topic.name}-1")
    older, newer = (ContractProducer(deletes, stream, settings, options=options) for _ in range(2))
    with newer.transaction():
        newer.produce(made())
    for _ in range(2):
        with pytest.raises(ServiceError, match="a transactional id of its own"), older.transaction():
            older.produce(made())
    assert len(records(settings, stream.topic.name)) == 1


def test_a_record_too_large_is_told_with_what_to_do(settings: Settings, deletes: Contract) -> None:
    producer = ContractProducer(deletes, deletes.streams[0], settings)
    with pytest.raises(
        ServiceError, match=r"Message size too large; send smaller records, or raise the topic"
    ):
        producer.produce_bytes(b"x" * 2_000_000, b"key")


@pytest.mark.parametrize("format_", list(WireFormat), ids=lambda format_: format_.value)
def test_every_format_and_type_is_registered_and_produced(settings: Settings, format_: WireFormat) -> None:
    one = every_type(format_)
    one = replace(one, topic=replace(one.topic, name=f"edge.every.{format_.value}"))
    contract = registered(settings, contract_of(one))
    with ContractProducer(contract, one, settings) as producer:
        producer.produce(generic(one, random.Random(1), Crowd()).next(NOW_MS))
    assert len(records(settings, one.topic.name)) == 1


def test_an_unregistered_stream_is_told(settings: Settings) -> None:
    contract = renamed("privacy.deletes", "edge.never")
    with pytest.raises(SettingsError, match="run `headgate register` first"):
        ContractProducer(contract, contract.streams[0], settings)


def test_undeliverable_records_are_told(settings: Settings, deletes: Contract) -> None:
    nobody = replace(settings, kafka=KafkaSettings("127.0.0.1:1", {"message.timeout.ms": "500"}))
    producer = ContractProducer(deletes, deletes.streams[0], nobody)
    for _ in range(3):
        producer.produce(made())
    with pytest.raises(ServiceError, match="kafka did not deliver 3 records to edge"):
        producer.flush(10)
    producer.flush(10)


def test_serialising_faults_are_not_hidden(settings: Settings, deletes: Contract) -> None:
    producer = ContractProducer(deletes, deletes.streams[0], settings)
    write: Callable[[GeneratedRecord], bytes] = producer._serialise
    with pytest.raises(UnserialisableError):
        write({**made(), "reason": "boredom"})
