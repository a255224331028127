"""The registry's answers told apart: a value, a refusal, a failure, wrong credentials."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from headgate.connect import registry as client
from headgate.connect.faults import ConnectError, ServiceError, SettingsError
from headgate.connect.registry import Registry, Schema
from headgate.connect.settings import RegistrySettings, Settings
from headgate.model import WireFormat

AVRO = Schema('"string"', WireFormat.AVRO)
CONFLUENT = {"is_compatible": False, "messages": ["b is new", "a is gone"]}
APICURIO = {
    "is_compatible": False,
    "reason": "Incompatible: list of diff types: [b at /1, a at /0] Causes: x",
}


@contextmanager
def answering(*answers: tuple[int, object]) -> Iterator[tuple[str, list[str]]]:
    """A server that gives these answers in turn, the last for ever, and notes what it was asked."""
    left, asked = list(answers), list[str]()

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            asked.append(f"{self.command} {self.path} {self.headers.get('Authorization', '')}".strip())
            status, body = left.pop(0) if len(left) > 1 else left[0]
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        do_POST = do_PUT = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
        server.shutdown()


def registry(url: str, **more: str) -> Registry:
    return Registry(Settings(registry=RegistrySettings(url, **more)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("body", "reasons"), [(CONFLUENT, ("a is gone", "b is new")), (APICURIO, ("a at /0", "b at /1"))]
)
def test_a_refusal_has_its_reasons_in_order(body: object, reasons: tuple[str, ...]) -> None:
    with answering(
        (200, [1, 2]), (200, body), (200, [1, 2]), (200, {"is_compatible": True}), (200, body)
    ) as (url, _):
        refusal = registry(url).check("s", AVRO)
    assert refusal is not None
    assert (refusal.version, refusal.reasons) == (2, reasons)


def test_a_passing_failure_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "BACKOFF_S", 0)
    with answering((503, {}), (503, {}), (200, [1])) as (url, asked):
        assert registry(url).versions("s") == (1,)
    assert len(asked) == 3


@pytest.mark.parametrize(
    ("status", "kind", "message"),
    [
        (500, ServiceError, r"failed \(HTTP 500\): out of order"),
        (401, SettingsError, r"refuses our credentials \(HTTP 401\)"),
    ],
)
def test_failures_are_told_apart(
    status: int, kind: type[ConnectError], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "BACKOFF_S", 0)
    with answering((status, {"message": "out of order"})) as (url, _), pytest.raises(kind, match=message):
        registry(url).versions("s")


def test_credentials_are_sent() -> None:
    with answering((200, [])) as (url, asked):
        registry(url, username="me", password="secret").versions("a/b")
        registry(url, token="t0ken").versions("s")
    assert asked == [
        "GET /subjects/a%2Fb/versions Basic bWU6c2VjcmV0",
        "GET /subjects/s/versions Bearer t0ken",
    ]


def test_an_unknown_subject_has_nothing() -> None:
    with answering((404, {"error_code": 40401})) as (url, _):
        one = registry(url)
        assert (one.versions("s"), one.mode("s"), one.schema("s", 1), one.lookup("s", AVRO)) == (
            (),
            None,
            None,
            None,
        )
        assert one.check("s", AVRO) is None


def test_what_is_no_address_is_told() -> None:
    with pytest.raises(SettingsError, match="is not an http address: ftp://x"):
        registry("ftp://x")


@pytest.mark.parametrize(
    ("mode", "path"), [("BACKWARD", "/versions/2"), ("FULL_TRANSITIVE", "/versions"), ("NONE", "/versions")]
)
def test_the_versions_that_the_mode_holds_are_asked_for(mode: str, path: str) -> None:
    with answering((200, [1, 2]), (200, {"compatibilityLevel": mode}), (200, {"is_compatible": True})) as (
        url,
        asked,
    ):
        assert registry(url).check("s", AVRO) is None
    assert asked[-1] == f"POST /compatibility/subjects/s{path}?verbose=true"
