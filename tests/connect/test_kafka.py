"""Kafka's clients: which setting is above which, and what a user is told to do about each error."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from confluent_kafka import KafkaError, KafkaException

from headgate.connect import kafka
from headgate.connect.faults import SettingsError
from headgate.connect.settings import KafkaSettings, Settings

LOCAL = Settings(kafka=KafkaSettings("127.0.0.1:1"))


def test_a_deployment_tunes_and_loosens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, object] = {}

    def keep(settings: Mapping[str, object]) -> None:
        given.update(settings)

    monkeypatch.setattr(kafka, "Producer", keep)
    client = {"linger.ms": "5", "acks": "1", "enable.idempotence": "false", "partitioner": "random"}
    tuned = Settings(kafka=KafkaSettings("a:1", client))
    kafka.producer(tuned, {"partitioner": "murmur2"}, defaults={"linger.ms": 20, "batch.size": 7})
    assert {"linger.ms": "5", "batch.size": 7, "partitioner": "murmur2"}.items() <= given.items()
    assert {"acks": "all", "enable.idempotence": True}.items() <= given.items()


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        (KafkaError._FENCED, "give each producer that runs at a time a transactional id of its own"),
        (KafkaError._STATE, "produce within `transaction()`"),
        (KafkaError.MSG_SIZE_TOO_LARGE, "send smaller records"),
        (KafkaError.UNKNOWN_TOPIC_OR_PART, "run `headgate register` first"),
        (KafkaError.INVALID_REPLICATION_FACTOR, "set `kafka.replication`"),
        (KafkaError.TOPIC_AUTHORIZATION_FAILED, "have our user granted the right"),
        (KafkaError._TRANSPORT, "check that the brokers run"),
    ],
)
def test_each_error_has_its_own_remedy(code: int, remedy: str) -> None:
    fault = kafka.failed("do it", KafkaException(KafkaError(code)))
    assert str(fault).startswith("kafka did not do it: ")
    assert remedy in str(fault)


def test_a_fatal_error_is_told_whatever_the_client_makes_of_it() -> None:
    fatal = KafkaException(KafkaError(KafkaError._FENCED))
    pending = SystemError("returned a result with an exception set")
    pending.__cause__ = fatal

    def repeat() -> None:
        raise fatal

    assert kafka.fatal_error(pending, lambda: None) is fatal
    assert kafka.fatal_error(SystemError(), repeat) is fatal
    assert kafka.fatal_error(SystemError(), lambda: None).args[0].code() == KafkaError._FATAL


def test_an_unknown_setting_of_the_client_is_told() -> None:
    message = 'No such configuration property: "nonsense"; correct it under \\[kafka.client\\]'
    with pytest.raises(SettingsError, match=message):
        kafka.producer(LOCAL, {"nonsense": "1"})
