"""Where the live systems are: one TOML file, overridden by the environment, read into frozen values.

The file is the one given, else `$HEADGATE_CONFIG`, else `./headgate.toml`, else `local.toml` in `$HEADGATE_STATE`
(default `.headgate`), which `make up` writes. `HEADGATE_<SECTION>_<KEY>` overrides a key, and
`HEADGATE_KAFKA_<NAME>` any librdkafka setting with its dots written as underscores.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from headgate.connect.faults import SettingsError
from headgate.connect.reading import Entries, Source

CONFIG_VARIABLE: Final = "HEADGATE_CONFIG"
STATE_VARIABLE: Final = "HEADGATE_STATE"
NO_FILE: Final = "no settings file"
NO_CLIENT: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True)
class KafkaSettings:
    """The brokers, and every librdkafka setting needed to talk to them.

    `replication` and `min_insync` override each contract's own, for clusters too small to hold three copies.
    """

    bootstrap: str = ""
    client: Mapping[str, str] = field(default_factory=lambda: NO_CLIENT, repr=False)
    replication: int | None = None
    min_insync: int | None = None


@dataclass(frozen=True, slots=True)
class RegistrySettings:
    """The root of a Confluent-compatible registry API; `ca` is a PEM bundle."""

    url: str = ""
    username: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    ca: Path | None = None


@dataclass(frozen=True, slots=True)
class FlinkSettings:
    """A Flink session cluster; `checkpoints` and `savepoints` are URIs that all its machines can write."""

    rest: str = ""
    home: Path | None = None
    functions_jar: Path | None = None
    checkpoints: str = ""
    savepoints: str = ""


@dataclass(frozen=True, slots=True)
class IcebergSettings:
    """A JDBC catalog (`jdbc:…`) and the URI of its warehouse."""

    catalog_uri: str = ""
    warehouse: str = ""


@dataclass(frozen=True, slots=True)
class KeySettings:
    """The keyring file for tokens and dead-letter envelopes."""

    keyring: Path | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """All of it; `source` names the file it was read from, for messages."""

    kafka: KafkaSettings = KafkaSettings()
    registry: RegistrySettings = RegistrySettings()
    flink: FlinkSettings = FlinkSettings()
    iceberg: IcebergSettings = IcebergSettings()
    keys: KeySettings = KeySettings()
    source: str = NO_FILE

    def require(self, key: str) -> str:
        """The setting `section.name` as text; raises `SettingsError` when it is not set."""
        section, name = key.split(".")
        value = getattr(getattr(self, section), name)
        if value is None or value == "":
            raise SettingsError(f"{self.source}: `{key}` is not set", _how_to_set(section, name))
        return str(value)


def _how_to_set(section: str, name: str) -> str:
    variable = f"HEADGATE_{section}_{name}".upper()
    return f"set it under [{section}] or as {variable}, or start the local stack with `make up`"


def load_settings(path: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """The settings in force; raises `SettingsError` for a file that is missing, or that cannot be understood."""
    environment = os.environ if environ is None else environ
    file = settings_file(path, environment)
    document = {} if file is None else _parse(file)
    entries = Entries(Source(file, environment), document)
    settings = Settings(
        kafka=_kafka(entries),
        registry=_registry(entries),
        flink=_flink(entries),
        iceberg=IcebergSettings(entries.text("iceberg.catalog_uri"), entries.text("iceberg.warehouse")),
        keys=KeySettings(entries.path("keys.keyring")),
        source=str(file) if file else NO_FILE,
    )
    entries.reject_unknown()
    return settings


def settings_file(path: Path | None, environ: Mapping[str, str]) -> Path | None:
    """The file that `load_settings` reads: one named by the user must exist, the last two may be absent."""
    if path is not None:
        return path
    if named := environ.get(CONFIG_VARIABLE):
        return Path(named)
    places = (Path("headgate.toml"), Path(environ.get(STATE_VARIABLE) or ".headgate") / "local.toml")
    return next((place for place in places if place.is_file()), None)


def _parse(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as fault:
        raise SettingsError(
            f"{file}: cannot be read: {fault.strerror}", "give --config a readable file"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise SettingsError(f"{file}: is not TOML: {fault}", "correct the file") from None


def _kafka(entries: Entries) -> KafkaSettings:
    return KafkaSettings(
        bootstrap=entries.text("kafka.bootstrap"),
        replication=entries.count("kafka.replication"),
        min_insync=entries.count("kafka.min_insync"),
        client=entries.table("kafka.client"),
    )


def _registry(entries: Entries) -> RegistrySettings:
    return RegistrySettings(
        url=entries.text("registry.url").rstrip("/"),
        username=entries.text("registry.username"),
        password=entries.text("registry.password"),
        token=entries.text("registry.token"),
        ca=entries.path("registry.ca"),
    )


def _flink(entries: Entries) -> FlinkSettings:
    return FlinkSettings(
        rest=entries.text("flink.rest").rstrip("/"),
        home=entries.path("flink.home"),
        functions_jar=entries.path("flink.functions_jar"),
        checkpoints=entries.text("flink.checkpoints"),
        savepoints=entries.text("flink.savepoints"),
    )
