"""What the stack leaves for its clients: `local.toml`, a keyring, and the folders which they name."""

from __future__ import annotations

import base64
import json
import os
import secrets
from pathlib import Path

from local_stack.settings import JVM, Settings

KEY_BYTES = 32


def write(settings: Settings) -> None:
    """Writes the settings file and, once, the keyring."""
    for folder in ("checkpoints", "savepoints", "iceberg/warehouse", "registry"):
        (settings.state / folder).mkdir(parents=True, exist_ok=True)
    _write_keyring(_keyring(settings))
    settings.local_toml.write_text(_toml(settings), encoding="utf-8")


def _keyring(settings: Settings) -> Path:
    return settings.state / "keyring.json"


def _write_keyring(path: Path) -> None:
    if path.exists():
        return
    key = base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump({"active": "k1", "keys": {"k1": key}}, file)


def _toml(settings: Settings) -> str:
    state = settings.state
    functions = JVM / "functions" / "target" / "headgate-functions.jar"
    catalog = state / "iceberg" / "catalog.db"
    # A JSON string is a TOML basic string.
    quoted = json.dumps
    return f"""\
# Written by `make up`: where the local stack is. Every headgate command reads a file like this one.
[kafka]
bootstrap = {quoted(settings.bootstrap)}
replication = {settings.brokers}
min_insync = {max(1, settings.brokers - 1)}

[kafka.client]  # any librdkafka setting: security.protocol, sasl.*, ssl.*

[registry]
url = {quoted(settings.registry_url)}

[flink]
rest = {quoted(settings.flink_rest)}
home = {quoted(str(settings.flink_home))}
functions_jar = {quoted(str(functions))}
checkpoints = {quoted((state / "checkpoints").as_uri())}
savepoints = {quoted((state / "savepoints").as_uri())}

[iceberg]
catalog_uri = {quoted(f"jdbc:sqlite:{catalog}")}
warehouse = {quoted((state / "iceberg" / "warehouse").as_uri())}

[keys]
keyring = {quoted(str(_keyring(settings)))}
"""
