"""Kafka clients made from the settings: a producer, a consumer, an admin client, and a bounded knock at the door."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Final, TypeVar

from confluent_kafka import Consumer, KafkaError, KafkaException, Producer
from confluent_kafka.admin import AdminClient

from headgate.connect.faults import ServiceError, SettingsError
from headgate.connect.settings import Settings

Client = TypeVar("Client")
Overrides = Mapping[str, object]
NO_OVERRIDES: Final[Overrides] = {}
REACH_TIMEOUT_S: Final = 10.0
KNOCK_S: Final = 1.0
# syslog's "critical": librdkafka writes each refused connection to stderr, and we tell it once, in our words.
QUIET_LOG_LEVEL: Final = 2
CHECK_BROKERS: Final = "check that the brokers run and that `kafka.bootstrap` and `kafka.client` are right"
ASK_FOR_RIGHTS: Final = "have our user granted the right to"
OWN_ID: Final = "give each producer that runs at a time a transactional id of its own"
REGISTER_FIRST: Final = "run `headgate register` first"
# What to do where the brokers are reached and say no.
REMEDIES: Final = {
    KafkaError._FENCED: OWN_ID,  # noqa: SLF001 - the client's public name, as below
    KafkaError.PRODUCER_FENCED: OWN_ID,
    KafkaError.INVALID_PRODUCER_EPOCH: OWN_ID,
    KafkaError._STATE: "produce within `transaction()`, one at a time",  # noqa: SLF001
    KafkaError.MSG_SIZE_TOO_LARGE: "send smaller records, or raise the topic's `max.message.bytes` and the client's "
    "`message.max.bytes`",
    KafkaError.INVALID_RECORD: "look at the topic's settings: in a compacted topic each record needs a key",
    KafkaError.UNKNOWN_TOPIC_OR_PART: REGISTER_FIRST,
    KafkaError._UNKNOWN_TOPIC: REGISTER_FIRST,  # noqa: SLF001
    KafkaError.INVALID_REPLICATION_FACTOR: "set `kafka.replication` and `kafka.min_insync` to what the cluster can hold",
    KafkaError.TOPIC_AUTHORIZATION_FAILED: ASK_FOR_RIGHTS,
    KafkaError.CLUSTER_AUTHORIZATION_FAILED: ASK_FOR_RIGHTS,
    KafkaError.GROUP_AUTHORIZATION_FAILED: ASK_FOR_RIGHTS,
    KafkaError.TRANSACTIONAL_ID_AUTHORIZATION_FAILED: ASK_FOR_RIGHTS,
    KafkaError.POLICY_VIOLATION: "ask the cluster's operator what it allows",
}


def client_settings(settings: Settings) -> dict[str, object]:
    """The librdkafka settings that every client shares: the brokers and how to talk to them."""
    return {
        "bootstrap.servers": settings.require("kafka.bootstrap"),
        "client.id": "headgate",
        "log_level": QUIET_LOG_LEVEL,
        **settings.kafka.client,
    }


def producer(
    settings: Settings, overrides: Overrides = NO_OVERRIDES, *, defaults: Overrides = NO_OVERRIDES
) -> Producer:
    """A producer that waits for all in-sync replicas and never writes a record twice.

    The deployment's own settings are above `defaults` and below `overrides`.
    """
    kept = {"acks": "all", "enable.idempotence": True}
    return _made(Producer, {**defaults, **client_settings(settings), **kept, **overrides})


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
    """The number of brokers alive; raises `ServiceError` when none answers within `timeout_s`.

    Refused credentials are a `SettingsError`, and told at once.
    """
    told: list[KafkaError] = []
    client = _made(_admin, {**client_settings(settings), "error_cb": told.append})
    deadline = time.monotonic() + timeout_s
    while True:
        left = deadline - time.monotonic()
        try:
            return len(client.list_topics(timeout=max(0.0, min(KNOCK_S, left))).brokers)
        except KafkaException as fault:
            client.poll(0)
            _heed_refusal(settings, told)
            if left < KNOCK_S:
                raise unreachable(settings, told[0].str() if told else _reason(fault)) from None


def _heed_refusal(settings: Settings, told: list[KafkaError]) -> None:
    for error in told:
        if error.code() == KafkaError._AUTHENTICATION:  # noqa: SLF001 - the client's public name for it
            reason = error.str().rpartition("error: ")[2].partition(" (after")[0]
            message = f"kafka at {settings.kafka.bootstrap} refuses our credentials: {reason}"
            raise SettingsError(message, "set `sasl.username` and `sasl.password` under [kafka.client]")


def unreachable(settings: Settings, reason: str) -> ServiceError:
    """The error that says which brokers cannot be reached, and why."""
    return ServiceError(f"kafka at {settings.kafka.bootstrap} cannot be reached: {reason}", CHECK_BROKERS)


def failed(deed: str, fault: KafkaException) -> ServiceError:
    """The error that says what Kafka would not do, why, and what to do about it."""
    error = fault.args[0] if fault.args else None
    remedy = REMEDIES.get(error.code(), CHECK_BROKERS) if isinstance(error, KafkaError) else CHECK_BROKERS
    return ServiceError(f"kafka did not {deed}: {_reason(fault)}", remedy)


def fatal_error(fault: SystemError, repeat: Callable[[], object]) -> KafkaException:
    """The fatal error behind a `SystemError`: the client runs the next callbacks with it pending.

    It may be lost by that; `repeat` is a call that raises it again.
    """
    if isinstance(fault.__cause__, KafkaException):
        return fault.__cause__
    try:
        repeat()
    except KafkaException as told:
        return told
    return KafkaException(KafkaError(KafkaError._FATAL))  # noqa: SLF001 - the client's public name for it


def _admin(given: dict[str, object]) -> AdminClient:
    return AdminClient(given)  # type: ignore[arg-type] # its stub forgets the callbacks


def _made(kind: Callable[[dict[str, object]], Client], given: Mapping[str, object]) -> Client:
    try:
        return kind(dict(given))
    except KafkaException as fault:
        message = f"kafka's client refuses its settings: {_reason(fault)}"
        raise SettingsError(message, "correct it under [kafka.client]") from None


def _reason(fault: KafkaException) -> str:
    error = fault.args[0] if fault.args else None
    return str(error.str()) if isinstance(error, KafkaError) else str(fault)
