"""A question to a real registry, whether it takes a schema after earlier ones, and the answers: the registry's and ours."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from http.client import HTTPConnection
from typing import Final
from urllib.parse import urlsplit

from headgate.compat import SchemaTextError, Verdict, check_compatibility
from headgate.connect.registry import SCHEMA_TYPES
from headgate.model import Compatibility, WireFormat

TIMEOUT_S: Final = 20
NO_SCHEMA_CODE: Final = 42201
"""Confluent's number for a text that is no schema of its format."""
CONFLUENT_ROOM, NATIVE_ROOM = "/ccompat/v7", "/registry/v2"
"""Apicurio's two doors under one address."""


class Answer(Enum):
    """What becomes of the new schema."""

    TAKES = "takes it"
    REFUSES = "refuses it as incompatible"
    NO_SCHEMA = "reads one of the texts as no schema"
    FAILS = "fails (HTTP 5xx)"


@dataclass(frozen=True, slots=True)
class Question:
    """Whether `new` is taken after `history`, oldest first, in `mode`."""

    name: str
    format: WireFormat
    mode: Compatibility
    new: str
    history: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP answer of the registry."""

    status: int
    body: Mapping[str, object]

    @property
    def answer(self) -> Answer:
        """The registry's word on a schema that was to be stored."""
        match self.status:
            case 200:
                return Answer.TAKES
            case 409:
                return Answer.REFUSES
            case 422:
                # Apicurio says 422 as well where the comparison itself gives up, which is a refusal.
                bad_text = self.body.get("error_code") == NO_SCHEMA_CODE
                return Answer.NO_SCHEMA if bad_text else Answer.REFUSES
        assert self.status >= 500, self
        return Answer.FAILS


class OracleRegistry:
    """A registry on one kept connection; each question has a subject of its own, which is deleted again."""

    def __init__(self, url: str) -> None:
        address = urlsplit(url)
        assert address.hostname is not None
        self._room = address.path.rstrip("/")
        self._connection = HTTPConnection(address.hostname, address.port, timeout=TIMEOUT_S)
        self._asked = 0

    def close(self) -> None:
        """Ends the connection."""
        self._connection.close()

    def subject(self) -> str:
        """A subject that nobody has used."""
        self._asked += 1
        return f"registry-oracle-{self._asked}"

    def answer(self, question: Question) -> Answer:
        """Stores the history, sets the mode, stores the new schema."""
        subject = self.subject()
        try:
            for place, text in enumerate(question.history):
                stored = self.store(subject, question.format, text)
                if stored.answer is not Answer.TAKES:
                    return stored.answer
                if place == 0 and len(question.history) > 1:
                    self.allow_anything(subject)
            self.set_mode(subject, question.mode)
            return self.store(subject, question.format, question.new).answer
        finally:
            self.delete(subject)

    def store(self, subject: str, format_: WireFormat, text: str) -> Reply:
        """Registers a schema."""
        return self.call("POST", f"subjects/{subject}/versions", _payload(format_, text))

    def set_mode(self, subject: str, mode: Compatibility) -> None:
        """The subject's mode, through the Confluent door."""
        assert self.call("PUT", f"config/{subject}", {"compatibility": mode.value}).status == 200

    def allow_anything(self, subject: str) -> None:
        """NONE through Apicurio's own door: through Confluent's, it means the mode of the whole registry."""
        path = f"groups/default/artifacts/{subject}/rules"
        rule = {"type": "COMPATIBILITY", "config": "NONE"}
        assert self.call("POST", path, rule, room=NATIVE_ROOM).status == 204

    def would_take(self, subject: str, format_: WireFormat, text: str, version: str = "") -> bool:
        """The compatibility endpoint's word, which stores nothing."""
        path = f"compatibility/subjects/{subject}/versions{version}"
        return self.call("POST", path, _payload(format_, text)).body["is_compatible"] is True

    def delete(self, subject: str) -> None:
        """Takes the subject away, for good."""
        self.call("DELETE", f"subjects/{subject}")
        self.call("DELETE", f"subjects/{subject}?permanent=true")

    def call(
        self, method: str, path: str, body: Mapping[str, str] | None = None, *, room: str = CONFLUENT_ROOM
    ) -> Reply:
        """One request, and the answer, whatever its status."""
        where = f"{self._room.removesuffix(CONFLUENT_ROOM)}{room}/{path}"
        content = None if body is None else json.dumps(body)
        self._connection.request(method, where, content, {"Content-Type": "application/json"})
        reply = self._connection.getresponse()
        text = reply.read()
        parsed: object = json.loads(text) if text else None
        return Reply(reply.status, parsed if isinstance(parsed, dict) else {})


def ours(question: Question) -> Answer:
    """The same question to headgate, offline."""
    try:
        compatible = verdict(question).compatible
    except SchemaTextError:
        return Answer.NO_SCHEMA
    return Answer.TAKES if compatible else Answer.REFUSES


def verdict(question: Question) -> Verdict:
    """Our verdict with its reasons."""
    return check_compatibility(question.format, question.mode, new=question.new, history=question.history)


def _payload(format_: WireFormat, text: str) -> Mapping[str, str]:
    return {"schema": text, "schemaType": SCHEMA_TYPES[format_]}
