"""The keyring: tokens made, and dead-letter envelopes opened, as the JVM functions make and seal them.

An envelope is `"HGE1" | 1 byte length of the key id | key id | 12 byte IV | AES-256-GCM ciphertext and tag`; all
before the IV is authenticated too. Its plaintext is `int32 length (-1: null) | key | int32 length (-1: null) | value`.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from headgate.connect.faults import SettingsError

MAGIC: Final = b"HGE1"
IV_BYTES: Final = 12
MASTER_BYTES: Final = 32
TOKEN_BYTES: Final = 16
NULL_LENGTH: Final = -1
TOKEN_PURPOSE: Final = b"headgate/token/v1"
ENVELOPE_PURPOSE: Final = b"headgate/envelope/v1"


class EnvelopeError(ValueError):
    """The bytes are no envelope, or were changed, or their key is not on the keyring."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A record's key and value as they came; either may be null."""

    key: bytes | None
    value: bytes | None


@dataclass(frozen=True, slots=True)
class Keyring:
    """Master keys by id: `active` seals, `token` makes tokens and must stay while tokens are to be comparable."""

    active: str
    token: str
    masters: Mapping[str, bytes] = field(repr=False)

    @classmethod
    def load(cls, path: Path) -> Keyring:
        """The keyring in `path`; raises `SettingsError` when it is not one."""
        try:
            document = json.loads(path.read_text(encoding="utf-8"))
            masters = {name: base64.b64decode(text, validate=True) for name, text in document["keys"].items()}
            active = document["active"]
            token = document.get("token", active)
            known = active in masters and token in masters
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            raise _unusable(path, "cannot be read as a keyring") from None
        if any(len(master) != MASTER_BYTES for master in masters.values()):
            raise _unusable(path, f"has a key that is not {MASTER_BYTES} bytes")
        if not known:
            raise _unusable(path, "names an active key that it does not have")
        return cls(active, token, masters)

    def token_of(self, value: bytes) -> str:
        """The token that stands for a personal value downstream: 22 characters of base64url."""
        digest = hmac.digest(self._derived(self.token, TOKEN_PURPOSE), value, hashlib.sha256)
        return base64.urlsafe_b64encode(digest[:TOKEN_BYTES]).decode().rstrip("=")

    def open(self, envelope: bytes) -> bytes:
        """The plaintext of an envelope; raises `EnvelopeError`."""
        name, body = _parts(envelope)
        if name not in self.masters:
            raise EnvelopeError(f"the keyring has no key {name!r}")
        cipher = AESGCM(self._derived(name, ENVELOPE_PURPOSE))
        iv = envelope[body : body + IV_BYTES]
        try:
            return cipher.decrypt(iv, envelope[body + IV_BYTES :], envelope[:body])
        except InvalidTag:
            raise EnvelopeError(f"the envelope does not open with key {name!r}") from None

    def open_record(self, envelope: bytes) -> Sealed:
        """The record in a dead letter's envelope; raises `EnvelopeError`."""
        plain = self.open(envelope)
        key, rest = _taken(plain)
        value, _ = _taken(rest)
        return Sealed(key, value)

    def _derived(self, name: str, purpose: bytes) -> bytes:
        return hmac.digest(self.masters[name], purpose, hashlib.sha256)


def _parts(envelope: bytes) -> tuple[str, int]:
    start = len(MAGIC) + 1
    if len(envelope) < start or not envelope.startswith(MAGIC):
        raise EnvelopeError("the bytes are no headgate envelope")
    body = start + envelope[len(MAGIC)]
    if len(envelope) < body + IV_BYTES:
        raise EnvelopeError("the envelope is truncated")
    return envelope[start:body].decode(errors="replace"), body


def _taken(plain: bytes) -> tuple[bytes | None, bytes]:
    (length,) = struct.unpack_from(">i", plain)
    rest = plain[struct.calcsize(">i") :]
    return (None, rest) if length == NULL_LENGTH else (rest[:length], rest[length:])


def _unusable(path: Path, what: str) -> SettingsError:
    return SettingsError(f"{path}: {what}", 'write {"active": "k1", "keys": {"k1": "<32 bytes in base64>"}}')
