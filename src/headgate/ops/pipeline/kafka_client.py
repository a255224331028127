"""The settings of a librdkafka client in the words of the Java client inside Flink."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from headgate.connect.faults import SettingsError
from headgate.connect.settings import Settings

SHADED: Final = "org.apache.flink.kafka.shaded.org.apache.kafka.common.security"
"""Flink's Kafka connector carries its own copy of the client, under another package."""
LOGIN_MODULES: Final = {
    "PLAIN": f"{SHADED}.plain.PlainLoginModule",
    "SCRAM-SHA-256": f"{SHADED}.scram.ScramLoginModule",
    "SCRAM-SHA-512": f"{SHADED}.scram.ScramLoginModule",
}
SAME: Final = frozenset(
    {"security.protocol", "ssl.endpoint.identification.algorithm", "ssl.key.password", "client.rack"}
)
"""Spelled alike in both clients."""
LOGIN: Final = frozenset({"sasl.mechanism", "sasl.mechanisms", "sasl.username", "sasl.password"})
FILES: Final = frozenset({"ssl.ca.location", "ssl.certificate.location", "ssl.key.location"})
ONLY_LIBRDKAFKA: Final = frozenset(
    {"client.id", "log_level", "debug", "broker.address.family", "statistics.interval.ms"}
)
"""Tuning of the other client: nothing of it is needed to reach the brokers."""


def java_client(settings: Settings) -> dict[str, str]:
    """The Java client's settings; raises `SettingsError` for one that has no counterpart."""
    given = settings.kafka.client
    unknown = sorted(given.keys() - SAME - LOGIN - FILES - ONLY_LIBRDKAFKA)
    if unknown:
        raise SettingsError(
            f"{settings.source}: `kafka.client.{unknown[0]}` has no counterpart in Flink's Kafka client",
            f"use only {', '.join(sorted(SAME | LOGIN | FILES))}",
        )
    same = {key: value for key, value in given.items() if key in SAME}
    return {**same, **dict(_login(settings, given)), **dict(_certificates(settings, given))}


def table_options(client: Mapping[str, str]) -> str:
    """The settings as further options of a table's WITH clause."""
    return "".join(f",\n  'properties.{key}' = {_quoted(value)}" for key, value in client.items())


def _login(settings: Settings, given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    mechanism = given.get("sasl.mechanism") or given.get("sasl.mechanisms")
    if mechanism is None:
        return
    if mechanism not in LOGIN_MODULES:
        raise SettingsError(
            f"{settings.source}: `sasl.mechanism` {mechanism} cannot be passed on to Flink",
            f"use one of {', '.join(LOGIN_MODULES)}",
        )
    user, password = (_jaas(given.get(key, "")) for key in ("sasl.username", "sasl.password"))
    yield "sasl.mechanism", mechanism
    yield "sasl.jaas.config", f"{LOGIN_MODULES[mechanism]} required username={user} password={password};"


def _certificates(settings: Settings, given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if "ssl.ca.location" in given:
        yield "ssl.truststore.type", "PEM"
        yield "ssl.truststore.certificates", _pem(settings, given["ssl.ca.location"])
    if "ssl.certificate.location" in given and "ssl.key.location" in given:
        yield "ssl.keystore.type", "PEM"
        yield "ssl.keystore.certificate.chain", _pem(settings, given["ssl.certificate.location"])
        yield "ssl.keystore.key", _pem(settings, given["ssl.key.location"])


def _pem(settings: Settings, path: str) -> str:
    try:
        return Path(path).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as fault:
        raise SettingsError(f"{settings.source}: {path} cannot be read: {fault}", "name a PEM file") from None


def _jaas(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
