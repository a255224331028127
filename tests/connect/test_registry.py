"""The registry's answers told apart: a value, a refusal, a failure, wrong credentials."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import BaseRequestHandler, ThreadingTCPServer

import pytest

from headgate.connect import registry as client
from headgate.connect.faults import ConnectError, ServiceError, SettingsError
from headgate.connect.registry import Registered, Registry, Schema
from headgate.connect.settings import RegistrySettings, Settings
from headgate.model import Compatibility, WireFormat

POLL_S = 0.01
AVRO = Schema('"string"', WireFormat.AVRO)
CONFLUENT = {"is_compatible": False, "messages": ["b is new", "a is gone"]}
APICURIO = {
    "is_compatible": False,
    "reason": "Incompatible: list of diff types: [b at /1, a at /0] Causes: x",
}


@contextmanager
def answering(*answers: tuple[int, object]) -> Iterator[tuple[str, list[str]]]:
    """A server that gives these answers in turn, the last for ever, and notes what it was asked.

    Bytes are sent as they are, everything else as JSON; a redirection leads elsewhere.
    """
    left, asked = list(answers), list[str]()

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            asked.append(f"{self.command} {self.path} {self.headers.get('Authorization', '')}".strip())
            status, body = left.pop(0) if len(left) > 1 else left[0]
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", f"http://elsewhere{self.path}")
            self.end_headers()
            self.wfile.write(body if isinstance(body, bytes) else json.dumps(body).encode())

        do_POST = do_PUT = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        threading.Thread(target=server.serve_forever, args=(POLL_S,), daemon=True).start()
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


STRANGERS: dict[str, tuple[int, object]] = {
    "a web page": (200, b"<html>welcome</html>"),
    "nothing": (200, b""),
    "another service": (200, {"status": "up"}),
    "a list of names": (200, ["one"]),
    "no content": (204, b""),
    "a web server's 404": (404, b"<html>no such page</html>"),
    "a registry's root": (404, {"error_code": 404, "message": "Could not find resource for full path"}),
    "a proxy": (405, b"method not allowed"),
}


@pytest.mark.parametrize("answer", STRANGERS.values(), ids=STRANGERS)
def test_who_is_no_registry_is_told(answer: tuple[int, object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "BACKOFF_S", 0)
    message = (
        rf"answers \(HTTP {answer[0]}\), and not as a schema registry does; check that .* `registry.url`"
    )
    with answering(answer) as (url, _), pytest.raises(ServiceError, match=message):
        registry(url).versions("s")


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirection_is_told_and_not_followed(status: int) -> None:
    with answering((status, b"")) as (url, asked):
        with pytest.raises(
            SettingsError, match="redirects to http://elsewhere/subjects/s/versions; set `reg"
        ):
            registry(url, token="t0ken").versions("s")
        assert len(asked) == 1


@contextmanager
def babbling(*parts: bytes, every_s: float = 0.0) -> Iterator[str]:
    """A server that answers each call with these bytes, one part after the other, and hangs up."""

    class Babbling(BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(10_000)
            with suppress(OSError):
                for part in parts:
                    self.request.sendall(part)
                    time.sleep(every_s)

    with ThreadingTCPServer(("127.0.0.1", 0), Babbling) as server:
        threading.Thread(target=server.serve_forever, args=(POLL_S,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.mark.parametrize("status", [200, 500])
def test_an_answer_that_breaks_off_is_a_failure(status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "BACKOFF_S", 0)
    head = f"HTTP/1.1 {status} X\r\nContent-Length: 100\r\n\r\n".encode()
    with babbling(head, b"[1") as url, pytest.raises(ServiceError):
        registry(url).versions("s")


def test_an_answer_that_never_ends_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "ATTEMPTS", 1)
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
    with babbling(head, *[b" "] * 100, every_s=0.05) as url:
        slow = Settings(registry=RegistrySettings(url))
        with pytest.raises(ServiceError, match=r"cannot be reached: its answer is not complete after 0\.2 s"):
            Registry(slow, timeout_s=0.2).versions("s")


def test_a_mode_that_the_registry_does_not_set_is_told() -> None:
    refusal = {"error_code": 42203, "message": "Invalid level"}
    message = "does not set the mode of s: Invalid level"
    with answering((422, refusal)) as (url, _), pytest.raises(ServiceError, match=message):
        registry(url).set_mode("s", Compatibility.FULL)


def test_of_two_that_register_at_a_time_the_second_finds_what_the_first_made() -> None:
    taken = (409, {"error_code": 409, "message": "An artifact with this ID already exists"})
    with answering((404, {"error_code": 40401}), taken, (200, {"id": 7, "version": 1})) as (url, _):
        assert registry(url).register("s", AVRO) == Registered("s", 7, 1)
    with answering(taken, (200, {"compatibilityLevel": "FULL"})) as (url, _):
        assert registry(url).set_mode("s", Compatibility.FULL)


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


@pytest.mark.parametrize(
    ("url", "token", "message"),
    [
        ("ftp://x", "", "`registry.url` is not an http address: ftp://x"),
        ("http://[x", "", "`registry.url` is not an http address: http://[x"),
        ("http://me:s3cret@x", "", "`registry.url` has credentials in it; give them as registry.username"),
        ("http://x", "s3cret\n", "`registry.token` is not one line of ASCII"),
        ("http://x", "s\u00e9cret", "`registry.token` is not one line of ASCII"),
    ],
)
def test_settings_that_cannot_be_used_are_told(url: str, token: str, message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        registry(url, token=token)
    assert message in str(caught.value)
    assert "cret" not in str(caught.value)


@pytest.mark.parametrize("url", ["http://a..b", "http://x y", "http://x:port"])
def test_an_address_that_leads_nowhere_is_told(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "BACKOFF_S", 0)
    with pytest.raises(ServiceError, match="cannot be reached"):
        registry(url).versions("s")


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
