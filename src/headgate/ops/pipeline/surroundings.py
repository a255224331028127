"""Where a job's SQL meets this installation: the values of its placeholders, and the secrets it may not carry."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import PKCS12Certificate, serialize_java_truststore
from cryptography.x509 import load_pem_x509_certificates

from headgate.connect.faults import SettingsError
from headgate.connect.settings import RegistrySettings, Settings
from headgate.emit.flink import Job
from headgate.ops.pipeline.kafka_client import java_client, table_options

OWNER_ONLY: Final = 0o600
AUTH_FILE: Final = "flink-registry.properties"
TRUST_FILE: Final = "flink-registry.p12"
TRUST_PASSWORD: Final = "changeit"  # noqa: S105 - Java's own word for a store of certificates, which are public


def placeholder_values(settings: Settings, job: Job, group: str) -> Mapping[str, str]:
    """The value of each placeholder of the job's SQL; raises `SettingsError` for a missing one."""
    checkpoints, savepoints = state_homes(settings, group)
    values = {
        "KAFKA_BOOTSTRAP": settings.require("kafka.bootstrap"),
        "REGISTRY_URL": settings.require("registry.url"),
        "REGISTRY_AUTH_FILE": registry_auth_file(settings),
        "FUNCTIONS_JAR": _functions_jar(settings),
        "CHECKPOINTS": checkpoints,
        "SAVEPOINTS": savepoints,
    }
    if job is Job.GUARD:
        values["KEYRING"] = settings.require("keys.keyring")
    else:
        values["ICEBERG_CATALOG_URI"] = settings.require("iceberg.catalog_uri")
        values["ICEBERG_WAREHOUSE"] = settings.require("iceberg.warehouse")
    for name, value in values.items():
        if "'" in value:
            raise SettingsError(
                f"{settings.source}: {name.lower()} holds a quote: {value}", "give it another name"
            )
    return {**values, "KAFKA_CLIENT": table_options(java_client(settings))}


def state_homes(settings: Settings, group: str) -> tuple[str, str]:
    """Where the job's checkpoints are, and where its savepoints."""
    return (
        f"{settings.require('flink.checkpoints')}/{group}",
        f"{settings.require('flink.savepoints')}/{group}",
    )


def flink_home(settings: Settings) -> str:
    """The client's Flink; raises `SettingsError` where there is none."""
    home = settings.require("flink.home")
    if not (Path(home) / "lib").is_dir():
        raise SettingsError(
            f"{home} is no home of Flink: it has no folder `lib`",
            "set `flink.home`, or start the local stack",
        )
    return home


def registry_auth_file(settings: Settings) -> str:
    """Writes the registry's credentials for the JVM, readable by the owner alone; empty when there are none."""
    folder = settings.keys.keyring.parent if settings.keys.keyring else Path.cwd()
    secrets = _secrets(settings.registry, folder)
    if not secrets:
        return ""
    lines = "".join(f"{key}={_escaped(value)}\n" for key, value in secrets.items())
    return _owned(folder / AUTH_FILE, lines.encode("latin-1"))


def _secrets(registry: RegistrySettings, folder: Path) -> dict[str, str]:
    secrets = {"username": registry.username, "password": registry.password, "bearer": registry.token}
    if registry.ca is not None:
        store = _trust_store(registry.ca)
        secrets |= {"truststore": _owned(folder / TRUST_FILE, store), "truststore.password": TRUST_PASSWORD}
    return {key: value for key, value in secrets.items() if value}


def _trust_store(ca: Path) -> bytes:
    """The certificates of a PEM bundle as a store that Java reads."""
    try:
        certificates = load_pem_x509_certificates(ca.read_bytes())
    except (OSError, ValueError) as fault:
        raise SettingsError(f"registry.ca: {ca} cannot be read: {fault}", "name a PEM bundle") from None
    entries = [PKCS12Certificate(one, f"ca-{place}".encode()) for place, one in enumerate(certificates)]
    return serialize_java_truststore(entries, BestAvailableEncryption(TRUST_PASSWORD.encode()))


def _owned(file: Path, content: bytes) -> str:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as written:
        written.write(content)
    return str(file.resolve())


def _escaped(value: str) -> str:
    """A value of a Java properties file, which is Latin-1 with `\\uXXXX` for the rest."""
    plain = value.replace("\\", "\\\\").replace("\n", "\\n")
    lead = "\\" if plain.startswith((" ", "\t")) else ""
    return lead + "".join(c if ord(c) < 256 else f"\\u{ord(c):04x}" for c in plain)


def _functions_jar(settings: Settings) -> str:
    jar = settings.require("flink.functions_jar")
    if not Path(jar).is_file():
        raise SettingsError(f"{jar} is not there", "build it with `make setup`, or set `flink.functions_jar`")
    return jar
