"""A schema registry through its Confluent-compatible REST API (Confluent, Karapace, Redpanda, Apicurio).

A refusal (the schema breaks the subject's mode) is a value; a registry that does not answer, or answers with a
failure of its own, is a `ServiceError`. confluent-kafka's own client drops the reasons of a refusal and wants a
Confluent Cloud cluster with every bearer token, hence these few calls.
"""

from __future__ import annotations

import base64
import json
import re
import ssl
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from typing import Final
from urllib.parse import quote, urlsplit
from urllib.request import HTTPErrorProcessor, HTTPSHandler, Request, build_opener

from headgate.connect.answers import json_of
from headgate.connect.faults import ServiceError, SettingsError
from headgate.connect.settings import Settings
from headgate.model import Compatibility, WireFormat

CONTENT_TYPE: Final = "application/vnd.schemaregistry.v1+json"
TIMEOUT_S: Final = 10.0
ATTEMPTS: Final = 3
BACKOFF_S: Final = 0.5
CHUNK_BYTES: Final = 1 << 16
TOO_MANY_REQUESTS: Final = 429
FAILURES_FROM: Final = 500
# Confluent's error codes that say what is not there; any other 404 comes from somebody who is no registry.
NOT_THERE: Final = range(40400, 40500)
UNTOLD_CREDENTIALS: Final = frozenset({401, 403})
SCHEMA_TYPES: Final = {WireFormat.AVRO: "AVRO", WireFormat.PROTOBUF: "PROTOBUF", WireFormat.JSON: "JSON"}
CHECK_REGISTRY: Final = "check that the registry runs and that `registry.url` is right"
LATEST_ALONE: Final = frozenset({Compatibility.BACKWARD, Compatibility.FORWARD, Compatibility.FULL})
# Apicurio puts its list of differences, in no fixed order, into one sentence.
APICURIO_REASONS: Final = re.compile(r"list of diff types: \[(.*?)\](?: Causes:|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema's text and its language."""

    text: str
    format: WireFormat


@dataclass(frozen=True, slots=True)
class Registered:
    """A schema that the registry has: its global id and its version in the subject."""

    subject: str
    id: int
    version: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """The registry's no: its reasons, sorted, and the first version that the schema is not compatible with."""

    subject: str
    reasons: tuple[str, ...]
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer that is the registry's word on the request, good or bad."""

    status: int
    body: object

    @property
    def found(self) -> bool:
        """The registry has what was asked for."""
        return self.status != 404

    @property
    def of_a_registry(self) -> bool:
        """Whether a registry answers so; web pages, proxies and other services do not."""
        if self.status == 200:
            return self.body is not None
        code = self.entry("error_code")
        return isinstance(code, int) and (self.found or code in NOT_THERE)

    def entry(self, name: str) -> object:
        """The member `name` of the answer, None when there is none."""
        return self.body.get(name) if isinstance(self.body, dict) else None


class _AsItIs(HTTPErrorProcessor):
    """Hands every answer out: a redirect followed would turn a POST into a GET and send the credentials along."""

    def http_response(self, request: Request, response: HTTPResponse) -> HTTPResponse:  # noqa: ARG002 - theirs
        """The answer."""
        return response

    https_response = http_response


class Registry:
    """A client of the registry in the settings."""

    def __init__(self, settings: Settings, *, timeout_s: float = TIMEOUT_S) -> None:
        """Reads the CA bundle, if there is one (`SettingsError` when it cannot)."""
        self.url = _address(settings)
        self._timeout_s = timeout_s
        self._headers = {"Content-Type": CONTENT_TYPE, "Accept": f"{CONTENT_TYPE}, application/json"}
        self._headers |= _authorization(settings)
        self._opener = build_opener(_AsItIs, HTTPSHandler(context=_tls(settings)))

    def versions(self, subject: str) -> tuple[int, ...]:
        """The versions of a subject, oldest first; none when the registry does not know it."""
        answer = self._call("GET", f"subjects/{quote(subject, '')}/versions")
        if not answer.found:
            return ()
        versions = answer.body
        if not isinstance(versions, list) or not all(isinstance(version, int) for version in versions):
            raise self._stranger(answer.status)
        return tuple(sorted(versions))

    def schema(self, subject: str, version: int) -> str | None:
        """The text of one version, None when there is no such version."""
        answer = self._call("GET", f"subjects/{quote(subject, '')}/versions/{version}")
        text = answer.entry("schema")
        return str(text) if answer.found and text is not None else None

    def lookup(self, subject: str, schema: Schema) -> Registered | None:
        """The version of `subject` that has exactly this schema."""
        answer = self._call("POST", f"subjects/{quote(subject, '')}", _payload(schema))
        return self._registered(subject, answer) if answer.status == 200 else None

    def register(self, subject: str, schema: Schema) -> Registered | Refusal:
        """Registers a schema; the same schema again makes no new version."""
        known = self.lookup(subject, schema)
        if known is not None:
            return known
        answer = self._call("POST", f"subjects/{quote(subject, '')}/versions", _payload(schema))
        # Looked up after a no, too: of two that register at a time, one is told that the other was first.
        stored = self.lookup(subject, schema)
        if stored is not None:
            return stored
        if answer.status == 200:
            message = f"registry at {self.url} took a schema of {subject} and cannot find it"
            raise ServiceError(message, CHECK_REGISTRY)
        reasons, held = _reasons(answer.entry("message")), self._held(subject, self.versions(subject))
        return self._refusal(subject, schema, reasons, held)

    def check(self, subject: str, schema: Schema) -> Refusal | None:
        """Asks whether the schema could be registered, under the subject's mode as it stands now."""
        versions = self.versions(subject)
        if not versions:
            return None
        held = self._held(subject, versions)
        # Without a version Apicurio holds every one against the schema, whatever the mode.
        answer = self._compatibility(subject, "" if held == versions else f"/{held[-1]}", schema)
        if answer.status == 200 and answer.entry("is_compatible") is True:
            return None
        return self._refusal(subject, schema, _all_reasons(answer), held)

    def _held(self, subject: str, versions: tuple[int, ...]) -> tuple[int, ...]:
        """The versions that the subject's mode holds against a new one."""
        return versions[-1:] if self.mode(subject) in LATEST_ALONE else versions

    def mode(self, subject: str) -> Compatibility | None:
        """The subject's compatibility mode; None when it has none of its own."""
        answer = self._call("GET", f"config/{quote(subject, '')}")
        level = answer.entry("compatibilityLevel")
        return next((mode for mode in Compatibility if mode.value == level), None) if answer.found else None

    def set_mode(self, subject: str, mode: Compatibility) -> bool:
        """Sets the subject's mode; False when the registry does not know the subject yet (Apicurio)."""
        answer = self._call("PUT", f"config/{quote(subject, '')}", {"compatibility": mode.value})
        if answer.found and answer.status != 200 and self.mode(subject) is not mode:
            message = f"registry at {self.url} does not set the mode of {subject}: {answer.entry('message')}"
            raise ServiceError(message, "see what the registry allows")
        return answer.found

    def reach(self) -> None:
        """Raises `ServiceError` when the registry does not answer."""
        self._call("GET", "subjects")

    def _refusal(
        self, subject: str, schema: Schema, reasons: tuple[str, ...], versions: Sequence[int]
    ) -> Refusal:
        for version in versions:
            answer = self._compatibility(subject, f"/{version}", schema)
            if answer.entry("is_compatible") is False:
                return Refusal(subject, _all_reasons(answer) or reasons, version)
        return Refusal(subject, reasons)

    def _registered(self, subject: str, answer: Answer) -> Registered:
        number, version = answer.entry("id"), answer.entry("version")
        if not isinstance(number, int) or not isinstance(version, int):
            raise self._stranger(answer.status)
        return Registered(subject, number, version)

    def _stranger(self, status: int) -> ServiceError:
        message = f"{self.url} answers (HTTP {status}), and not as a schema registry does"
        return ServiceError(message, CHECK_REGISTRY)

    def _compatibility(self, subject: str, version: str, schema: Schema) -> Answer:
        path = f"compatibility/subjects/{quote(subject, '')}/versions{version}?verbose=true"
        return self._call("POST", path, _payload(schema))

    def _call(self, method: str, path: str, body: Mapping[str, str] | None = None) -> Answer:
        for attempt in range(ATTEMPTS):
            try:
                return self._answer(method, path, body)
            except ServiceError:
                if attempt == ATTEMPTS - 1:
                    raise
                time.sleep(BACKOFF_S * 2**attempt)
        raise AssertionError("the last attempt returns or raises")

    def _answer(self, method: str, path: str, body: Mapping[str, str] | None) -> Answer:
        content = None if body is None else json.dumps(body).encode()
        request = Request(f"{self.url}/{path}", content, self._headers, method=method)  # noqa: S310 - checked in __init__
        try:
            with self._opener.open(request, timeout=self._timeout_s) as reply:
                return self._judged(reply.status, self._content(reply), reply.headers.get("Location"))
        except (OSError, HTTPException, UnicodeError) as fault:
            reason = getattr(fault, "reason", fault)
            raise ServiceError(
                f"registry at {self.url} cannot be reached: {reason}", CHECK_REGISTRY
            ) from None

    def _content(self, reply: HTTPResponse) -> bytes:
        """All of it; the socket's own timeout starts anew with every byte."""
        deadline, chunks = time.monotonic() + self._timeout_s, list[bytes]()
        while chunk := reply.read1(CHUNK_BYTES):
            chunks.append(chunk)
            if time.monotonic() > deadline:
                raise TimeoutError(f"its answer is not complete after {self._timeout_s:g} s")
        return b"".join(chunks)

    def _judged(self, status: int, content: bytes, moved_to: str | None) -> Answer:
        answer = Answer(status, json_of(content))
        if status in UNTOLD_CREDENTIALS:
            message = f"registry at {self.url} refuses our credentials (HTTP {status})"
            raise SettingsError(message, "set registry.username and registry.password, or registry.token")
        if status == TOO_MANY_REQUESTS or status >= FAILURES_FROM:
            detail = answer.entry("message") or content[:200].decode(errors="replace")
            raise ServiceError(f"registry at {self.url} failed (HTTP {status}): {detail}", CHECK_REGISTRY)
        if not answer.of_a_registry and moved_to is not None:
            message = f"registry at {self.url} redirects to {moved_to}"
            raise SettingsError(message, "set `registry.url` to where it is")
        if not answer.of_a_registry:
            raise self._stranger(status)
        return answer


def _payload(schema: Schema) -> Mapping[str, str]:
    # Avro's type is left out: registries older than Confluent 5.5 know no `schemaType`.
    kind = {} if schema.format is WireFormat.AVRO else {"schemaType": SCHEMA_TYPES[schema.format]}
    return {"schema": schema.text, **kind}


def _all_reasons(answer: Answer) -> tuple[str, ...]:
    messages = answer.entry("messages")
    if isinstance(messages, list) and messages:
        return tuple(sorted(str(message) for message in messages))
    return _reasons(answer.entry("reason") or answer.entry("message"))


def _reasons(message: object) -> tuple[str, ...]:
    if not message:
        return ()
    listed = APICURIO_REASONS.search(str(message))
    return tuple(sorted(listed[1].split(", "))) if listed else (str(message),)


def _authorization(settings: Settings) -> dict[str, str]:
    registry = settings.registry
    if registry.token:
        if not registry.token.isascii() or not registry.token.isprintable():
            raise SettingsError(f"{settings.source}: `registry.token` is not one line of ASCII", "correct it")
        return {"Authorization": f"Bearer {registry.token}"}
    if registry.username:
        pair = base64.b64encode(f"{registry.username}:{registry.password}".encode()).decode()
        return {"Authorization": f"Basic {pair}"}
    return {}


def _address(settings: Settings) -> str:
    url = settings.require("registry.url").rstrip("/")
    if "@" in url:
        message = f"{settings.source}: `registry.url` has credentials in it"
        raise SettingsError(message, "give them as registry.username and registry.password")
    with suppress(ValueError):
        if urlsplit(url).scheme in {"http", "https"}:
            return url
    raise SettingsError(f"{settings.source}: `registry.url` is not an http address: {url}", "correct it")


def _tls(settings: Settings) -> ssl.SSLContext | None:
    if settings.registry.ca is None:
        return None
    try:
        return ssl.create_default_context(cafile=str(settings.registry.ca))
    except OSError as fault:
        message = f"{settings.source}: `registry.ca` cannot be read: {fault.strerror or fault}"
        raise SettingsError(message, "give a PEM bundle") from None
