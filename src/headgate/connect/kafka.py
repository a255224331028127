"""Kafka clients made from the settings: a producer, a consumer, an admin client, and a bounded knock at the door."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeVar

from confluent_kafka import Consumer, KafkaError, KafkaException, Producer
from confluent_kafka.admin import AdminClient

from headgate.connect.faults import ServiceError
from headgate.connect.settings import Settings

Client = TypeVar("Client")
Overrides = Mapping[str, object]
NO_OVERRIDES: Final[Overrides] = {}
REACH_TIMEOUT_S: Final = 10.0
# syslog's "critical": librdkafka writes each refused connection to stderr, and we tell it once, in our words.
QUIET_LOG_LEVEL: Final = 2
CHECK_BROKERS: Final = "check that the brokers run and that `kafka.bootstrap` and `kafka.client` are right"


def client_settings(settings: Settings) -> dict[str, object]:
    """The librdkafka settings that every client shares: the brokers and how to talk to them."""
    return {
        "bootstrap.servers": settings.require("kafka.bootstrap"),
        "client.id": "headgate",
        "log_level": QUIET_LOG_LEVEL,
        **settings.kafka.client,
    }


def producer(settings: Settings, overrides: Overrides = NO_OVERRIDES) -> Producer:
    """A producer that waits for all in-sync replicas and never writes a record twice."""
    given = {**client_settings(settings), "acks": "all", "enable.idempotence": True, **overrides}
    return _made(Producer, given)


def consumer(settings: Settings, group: str, overrides: Overrides = NO_OVERRIDES) -> Consumer:
    """A consumer of committed records that starts at the beginning and commits nothing by itself."""
    given = {
        **client_settings(settings),
        "group.id": group,
        "isolation.level": "read_committed",
        "auto.offset.reset": "earliest",
        "enable.auto.commit": False,
        **overrides,
    }
    return _made(Consumer, given)


def admin(settings: Settings) -> AdminClient:
    """An admin client."""
    return _made(_admin, client_settings(settings))


def reach_kafka(settings: Settings, timeout_s: float = REACH_TIMEOUT_S) -> int:
    """The number of brokers alive; raises `ServiceError` when none answers within `timeout_s`."""
    told: list[str] = []
    given = {**client_settings(settings), "error_cb": lambda fault: told.append(fault.str())}
    client = _made(_admin, given)
    try:
        return len(client.list_topics(timeout=timeout_s).brokers)
    except KafkaException as fault:
        client.poll(0)
        raise unreachable(settings, told[0] if told else _reason(fault)) from None


def unreachable(settings: Settings, reason: str) -> ServiceError:
    """The error that says which brokers cannot be reached, and why."""
    return ServiceError(f"kafka at {settings.kafka.bootstrap} cannot be reached: {reason}", CHECK_BROKERS)


def failed(deed: str, fault: KafkaException) -> ServiceError:
    """The error that says what Kafka would not do, and why."""
    return ServiceError(f"kafka did not {deed}: {_reason(fault)}", CHECK_BROKERS)


def _admin(given: dict[str, object]) -> AdminClient:
    return AdminClient(given)  # type: ignore[arg-type] # its stub forgets the callbacks


def _made(kind: Callable[[dict[str, object]], Client], given: Mapping[str, object]) -> Client:
    try:
        return kind(dict(given))
    except KafkaException as fault:
        raise ServiceError(f"kafka's client refuses its settings: {_reason(fault)}", CHECK_BROKERS) from None


def _reason(fault: KafkaException) -> str:
    error = fault.args[0] if fault.args else None
    return str(error.str()) if isinstance(error, KafkaError) else str(fault)
