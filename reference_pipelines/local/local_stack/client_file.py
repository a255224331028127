"""What the stack leaves for its clients: `local.toml`, a keyring, and the folders which they name."""

from __future__ import annotations

import base64
import json
import secrets
from pathlib import Path

from local_stack import security
from local_stack.settings import JVM, Settings

KEY_BYTES = 32


def write(settings: Settings) -> None:
    """Writes the settings file and, once, the keyring."""
    for folder in ("checkpoints", "savepoints", "iceberg/warehouse", "registry"):
        (settings.state / folder).mkdir(parents=True, exist_ok=True)
    _write_keyring(_keyring(settings))
    security.write_owned(settings.local_toml, _toml(settings).encode())


def _keyring(settings: Settings) -> Path:
    return settings.state / "keyring.json"


def _write_keyring(path: Path) -> None:
    if path.exists():
        return
    key = base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
    security.write_owned(path, json.dumps({"active": "k1", "keys": {"k1": key}}).encode())


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
{_secured_client(settings)}
[registry]
url = {quoted(settings.registry_url)}
{_registry_trust(settings)}
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


def _secured_client(settings: Settings) -> str:
    lines = [f"{json.dumps(name)} = {json.dumps(value)}" for name, value in security.client(settings).items()]
    if settings.secure:
        lines.append(f'"sasl.password" = {{file = {json.dumps(str(settings.secrets / "password"))}}}')
    return "".join(f"{line}\n" for line in lines)


def _registry_trust(settings: Settings) -> str:
    return f"ca = {json.dumps(str(settings.secrets / 'ca.pem'))}\n" if settings.secure else ""
