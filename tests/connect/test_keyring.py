"""Envelopes and tokens by the format that the JVM functions write."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import struct
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from headgate.connect.faults import SettingsError
from headgate.connect.keyring import EnvelopeError, Keyring, Sealed

MASTER = bytes(range(32))
IV = b"0123456789ab"
HEADER = b"HGE1\x02k1"
# Sealed and made by io.headgate.crypto with MASTER.
JVM_ENVELOPE = bytes.fromhex(
    "48474531026b31b1dda40a2eff1e410948fce960f4f4c4cff60f979df66ccc8aa74767"
    "61fd701e7a15d6993519d01f5f76fe8775a7"
)
JVM_ENVELOPE_OF_NULL = bytes.fromhex(
    "48474531026b316bcfd39f3dfd169ac43472bde9531586f2a5121836be26471b4a439990b9c917852d6e6b"
)
JVM_TOKEN = "njrYnHoV-uDJJBdC09sjRw"


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    file = tmp_path / "keyring.json"
    file.write_text(
        json.dumps({"active": "k1", "keys": {"k1": base64.b64encode(MASTER).decode()}}), encoding="utf-8"
    )
    return Keyring.load(file)


def sealed(key: bytes | None, value: bytes | None) -> bytes:
    parts = (
        b"\xff\xff\xff\xff" if part is None else struct.pack(">i", len(part)) + part for part in (key, value)
    )
    cipher = AESGCM(hmac.digest(MASTER, b"headgate/envelope/v1", hashlib.sha256))
    return HEADER + IV + cipher.encrypt(IV, b"".join(parts), HEADER)


@pytest.mark.parametrize("record", [Sealed(b"key", b"value"), Sealed(None, b""), Sealed(b"", None)])
def test_a_sealed_record_opens(keyring: Keyring, record: Sealed) -> None:
    assert keyring.open_record(sealed(record.key, record.value)) == record


@pytest.mark.parametrize(
    ("envelope", "message"),
    [
        (b"", "no headgate envelope"),
        (b"\x00\x00\x00\x00\x01plain", "no headgate envelope"),
        (b"HGE1\x02k1short", "truncated"),
        (sealed(b"k", b"v").replace(b"k1", b"k2"), "no key 'k2'"),
        (sealed(b"k", b"v")[:-1] + b"\x00", "does not open"),
    ],
)
def test_what_does_not_open_is_told(keyring: Keyring, envelope: bytes, message: str) -> None:
    with pytest.raises(EnvelopeError, match=message):
        keyring.open_record(envelope)


def test_what_the_jvm_made_is_understood(keyring: Keyring) -> None:
    assert keyring.open_record(JVM_ENVELOPE) == Sealed(b"u-1", b"\x00\x00\x00\x00\x07\x01\x02")
    assert keyring.open_record(JVM_ENVELOPE_OF_NULL) == Sealed(None, b"")
    assert keyring.token_of(b"u-1") == JVM_TOKEN


def test_a_token_is_the_functions_token(keyring: Keyring) -> None:
    secret = hmac.digest(MASTER, b"headgate/token/v1", hashlib.sha256)
    expected = (
        base64.urlsafe_b64encode(hmac.digest(secret, b"u-1", hashlib.sha256)[:16]).rstrip(b"=").decode()
    )
    assert keyring.token_of(b"u-1") == expected
    assert len(expected) == 22


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        '{"active": "k1", "keys": {}}',
        '{"active": ["k1"], "keys": {}}',
        '{"active": "k", "keys": {"k": "c2hvcnQ="}}',
    ],
)
def test_an_unusable_keyring_is_told(tmp_path: Path, text: str) -> None:
    file = tmp_path / "keyring.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"keyring\.json"):
        Keyring.load(file)
