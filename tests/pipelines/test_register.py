"""Registration against a real broker and a real registry, through the command a user types."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.connect.test_registry import answering
from tests.edge.reference import CONTRACTS
from tests.pipelines.local import LocalStack
from tests.pipelines.topics import settings_of

from headgate.connect.faults import ServiceError
from headgate.connect.kafka import admin
from headgate.connect.registry import Registry
from headgate.connect.settings import RegistrySettings
from headgate.model import Compatibility
from headgate.odcs import read_file
from headgate.ops.register import Promised, Step, apply_plan, plan_registration
from headgate.ops.register.topics import live_topics

HEADGATE = str(Path(sys.executable).with_name("headgate"))
COMMAND_SECONDS = 120
DEAD = "127.0.0.1:1"


def register(
    stack: LocalStack, contract: Path, *options: str, **environ: str
) -> subprocess.CompletedProcess[str]:
    given = {key: value for key, value in os.environ.items() if not key.startswith("HEADGATE_")}
    return subprocess.run(
        [HEADGATE, "register", str(contract), "--config", str(stack.settings_file), *options],
        env={**given, **environ},
        capture_output=True,
        text=True,
        timeout=COMMAND_SECONDS,
        check=False,
    )


def deeds(done: subprocess.CompletedProcess[str]) -> list[str]:
    return [line[:17].strip() for line in done.stdout.splitlines() if line]


@pytest.fixture
def contract(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The privacy contract with a topic of this test's own."""
    text = (CONTRACTS / "privacy.deletes.odcs.yaml").read_text(encoding="utf-8")
    file = tmp_path / "contract.odcs.yaml"
    file.write_text(text.replace("privacy.deletes.v1", f"{request.node.name}.v1"), encoding="utf-8")
    return file


def edit(contract: Path, before: str, after: str) -> None:
    text = contract.read_text(encoding="utf-8")
    assert before in text
    contract.write_text(text.replace(before, after), encoding="utf-8")


def test_twice_is_once(stack: LocalStack, contract: Path) -> None:
    dry = register(stack, contract, "--dry-run")
    assert (dry.returncode, deeds(dry)) == (0, ["would create"] * 8)
    first = register(stack, contract)
    assert (first.returncode, deeds(first)) == (0, ["create"] * 8)
    again = register(stack, contract)
    assert (again.returncode, deeds(again)) == (0, ["ok"] * 8)
    registry = Registry(settings_of(stack))
    assert registry.versions("test_twice_is_once.v1-value") == (1,)
    assert registry.mode("test_twice_is_once.v1-value") is Compatibility.FULL_TRANSITIVE


def test_topics_are_altered_and_grow(stack: LocalStack, contract: Path) -> None:
    register(stack, contract)
    edit(contract, "partitions: 6, retention: 365d", "partitions: 8, retention: 30d")
    dry, done = register(stack, contract, "--dry-run"), register(stack, contract)
    assert (dry.returncode, done.returncode) == (0, 0)
    assert deeds(dry) == ["would alter"] * 6 + ["ok"] * 2
    assert "partitions 6 → 8 (keys move), retention.ms 31536000000 → 2592000000" in done.stdout
    topic = "test_topics_are_altered_and_grow.v1"
    live = live_topics(admin(settings_of(stack)), [topic])[topic]
    assert (live.partitions, live.config["retention.ms"]) == (8, "2592000000")


def test_topics_never_shrink(stack: LocalStack, contract: Path) -> None:
    register(stack, contract)
    edit(contract, "partitions: 6", "partitions: 3")
    assert deeds(register(stack, contract, "--dry-run"))[:6] == ["refused"] * 6
    done = register(stack, contract)
    assert done.returncode == 1
    assert deeds(done)[:6] == ["refused"] * 6
    assert "error[topic/partitions-shrunk]: `test_topics_never_shrink.v1` has 6 partitions" in done.stdout


def test_the_registrys_refusal_is_a_finding_with_its_reasons(stack: LocalStack, contract: Path) -> None:
    register(stack, contract)
    edit(
        contract,
        "      - name: user_id\n        logicalType: string\n",
        "      - name: user_id\n        logicalType: integer\n",
    )
    edit(contract, "        logicalTypeOptions: {minLength: 1, maxLength: 64}\n", "")
    edit(contract, "value: {privacy: tokenize, dataSubject: true}", "value: {dataSubject: true}")
    done = register(stack, contract)
    assert done.returncode == 1
    subject = "test_the_registrys_refusal_is_a_finding_with_its_reasons.v1-value"
    assert f"error[registry/incompatible]: the registry refuses the schema of `{subject}`" in done.stdout
    assert "not compatible with version 1" in done.stdout
    assert "reader type: LONG not compatible with writer type: STRING" in done.stdout
    assert f"{contract}:" in done.stdout


def test_a_mode_is_set_again(stack: LocalStack, contract: Path) -> None:
    register(stack, contract)
    edit(contract, "compatibility: FULL_TRANSITIVE", "compatibility: BACKWARD")
    done = register(stack, contract)
    assert done.returncode == 0
    assert "mode FULL_TRANSITIVE → BACKWARD" in done.stdout
    assert register(stack, contract, "--dry-run").stdout.count("ok ") == 8


def test_services_that_are_down_end_in_three_and_nothing_is_done(stack: LocalStack, contract: Path) -> None:
    no_broker = register(stack, contract, HEADGATE_KAFKA_BOOTSTRAP=DEAD)
    no_registry = register(stack, contract, HEADGATE_REGISTRY_URL=f"http://{DEAD}")
    assert (no_broker.returncode, no_registry.returncode) == (3, 3)
    assert f"error: kafka at {DEAD} cannot be reached" in no_broker.stderr
    assert f"error: registry at http://{DEAD} cannot be reached" in no_registry.stderr
    for done in (no_broker, no_registry):
        assert "nothing was done" in done.stderr
        assert "Traceback" not in done.stderr
    assert deeds(register(stack, contract, "--dry-run")) == ["would create"] * 8


def test_a_service_that_fails_in_between_leaves_the_rest_undone(stack: LocalStack, contract: Path) -> None:
    settings = settings_of(stack)
    reading = read_file(contract)
    assert reading.contract is not None
    plan = plan_registration([Promised(reading.contract, reading.source_map)], settings)
    done: list[Step] = []
    with pytest.raises(ServiceError, match="cannot be reached"):
        apply_plan(plan, replace(settings, registry=RegistrySettings(f"http://{DEAD}")), done.append)
    assert done == list(plan.steps[:6])
    apply_plan(plan, settings, done.append)
    assert done[6:] == list(plan.steps)
    assert deeds(register(stack, contract)) == ["ok"] * 8


NO_SUBJECT = (404, {"error_code": 40401})


def test_rights_that_are_missing_in_between_are_told_with_what_was_done(
    stack: LocalStack, contract: Path
) -> None:
    # Four questions make the plan; then a mode is to be set.
    with answering(*[NO_SUBJECT] * 4, (403, {})) as (url, _):
        done = register(stack, contract, HEADGATE_REGISTRY_URL=url)
    assert done.returncode == 2
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["create"] * 6 + ["not"] * 2
    assert done.stdout.count("not done: create") == 2
    assert done.stderr.startswith(f"error: registry at {url} refuses our credentials (HTTP 403)")


@contextmanager
def stuck() -> Iterator[str]:
    """A registry that has no subject, and never answers when one is to be made."""
    asked = threading.Event()

    class Stuck(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(404)
            self.end_headers()
            self.wfile.write(json.dumps(NO_SUBJECT[1]).encode())

        def do_PUT(self) -> None:
            asked.wait(COMMAND_SECONDS)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Stuck) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        asked.set()
        server.shutdown()


def test_an_interruption_tells_what_was_done_and_what_not(stack: LocalStack, contract: Path) -> None:
    with stuck() as url:
        process = subprocess.Popen(
            [HEADGATE, "register", str(contract), "--config", str(stack.settings_file)],
            env={**os.environ, "HEADGATE_REGISTRY_URL": url, "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            assert process.stdout is not None
            created = [process.stdout.readline()[:7].strip() for _ in range(6)]
            process.send_signal(signal.SIGINT)
            said, complained = process.communicate(timeout=COMMAND_SECONDS)
        finally:
            process.kill()
            process.communicate()
    assert created == ["create"] * 6
    assert said.count("not done: create") == 2
    assert "Traceback" not in complained


def test_two_contracts_that_want_one_topic_otherwise_are_told(stack: LocalStack, contract: Path) -> None:
    other = contract.with_name("other.odcs.yaml")
    other.write_text(contract.read_text(encoding="utf-8"), encoding="utf-8")
    edit(other, "partitions: 6", "partitions: 7")
    done = register(stack, contract, str(other))
    assert done.returncode == 3
    topic = "test_two_contracts_that_want_one_topic_otherwise_are_told.v1"
    assert f"the topic {topic} was made meanwhile, and otherwise: partitions 6 → 7" in done.stderr
