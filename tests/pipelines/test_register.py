"""Registration against a real broker and a real registry, through the command a user types."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tests.edge.reference import CONTRACTS
from tests.pipelines.local import LocalStack
from tests.pipelines.topics import settings_of

from headgate.connect.kafka import admin
from headgate.connect.registry import Registry
from headgate.connect.settings import RegistrySettings
from headgate.model import Compatibility
from headgate.odcs import read_file
from headgate.ops.register import Promised, apply_plan, plan_registration
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
    done = register(stack, contract)
    assert done.returncode == 0
    assert "partitions 6 → 8 (keys move), retention.ms 31536000000 → 2592000000" in done.stdout
    topic = "test_topics_are_altered_and_grow.v1"
    live = live_topics(admin(settings_of(stack)), [topic])[topic]
    assert (live.partitions, live.config["retention.ms"]) == (8, "2592000000")


def test_topics_never_shrink(stack: LocalStack, contract: Path) -> None:
    register(stack, contract)
    edit(contract, "partitions: 6", "partitions: 3")
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
    outcome = apply_plan(plan, replace(settings, registry=RegistrySettings(f"http://{DEAD}")))
    assert (len(outcome.done), [step.name for step in outcome.left]) == (
        6,
        [step.name for step in plan.steps[6:]],
    )
    assert "cannot be reached" in str(outcome.fault)
    assert apply_plan(plan, settings).fault is None
