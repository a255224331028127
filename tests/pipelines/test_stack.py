"""The local stack on one machine: health, recovery, clear refusals, and nothing left behind."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from confluent_kafka.admin import AdminClient
from confluent_kafka.cimpl import NewTopic
from local_stack import kafka, processes
from local_stack.settings import from_environment
from tests.pipelines.local import COMMAND, LocalStack, a_stack
from tests.require import require_tool


def pids(stack: LocalStack) -> dict[str, int]:
    status = json.loads(stack.run("status", "--json"))
    return {program["name"]: program["pid"] for program in status["programs"]}


def fetched(url: str) -> dict[str, object]:
    with urllib.request.urlopen(url, timeout=5) as answer:
        parsed: dict[str, object] = json.load(answer)
    return parsed


def wait_until(what: str, *, seconds: float, holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"{what}: not within {seconds} s"
        time.sleep(0.2)


def slots(stack: LocalStack) -> dict[str, int]:
    """How many slots each TaskManager offers that Flink knows of, by its id."""
    known = fetched(f"{stack['flink']['rest']}/taskmanagers")["taskmanagers"]
    assert isinstance(known, list)
    return {manager["id"]: manager["slotsNumber"] for manager in known}


def test_up_again_says_what_runs_and_starts_nothing(stack: LocalStack) -> None:
    before = pids(stack)
    said = stack.run("up")
    assert "already runs" in said
    assert all(f" {pid} " in said for pid in before.values())
    assert pids(stack) == before


def test_a_topic_can_be_created(stack: LocalStack) -> None:
    admin = AdminClient({"bootstrap.servers": stack["kafka"]["bootstrap"]})
    created = admin.create_topics([NewTopic("stack.created", num_partitions=3)])
    created["stack.created"].result(timeout=30)
    wait_until(
        "the topic is listed",
        seconds=10,
        holds=lambda: (
            len(admin.list_topics("stack.created", timeout=5).topics["stack.created"].partitions) == 3
        ),
    )


def test_the_registry_checks_against_all_earlier_versions(stack: LocalStack) -> None:
    assert fetched(f"{stack['registry']['url']}/config") == {"compatibilityLevel": "BACKWARD_TRANSITIVE"}


def test_a_schema_survives_a_restart_of_the_registry(stack: LocalStack) -> None:
    url = f"{stack['registry']['url']}/subjects/stack.kept-value/versions"
    body = json.dumps({"schema": '{"type": "string"}'}).encode()
    headers = {"Content-Type": "application/vnd.schemaregistry.v1+json"}
    with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=10) as answer:
        assert json.load(answer)["id"] > 0
    stack.run("restart", "registry")
    with urllib.request.urlopen(url, timeout=10) as answer:
        assert json.load(answer) == [1]


def test_every_server_listens_on_loopback_alone(stack: LocalStack) -> None:
    listening = [
        connection
        for pid in pids(stack).values()
        for connection in psutil.Process(pid).net_connections(kind="tcp")
        if connection.status == psutil.CONN_LISTEN
    ]
    assert len(listening) >= 8
    assert {connection.laddr.ip for connection in listening} <= {"127.0.0.1", "::ffff:127.0.0.1"}


def test_a_killed_taskmanager_comes_back(stack: LocalStack) -> None:
    before, (dead,) = pids(stack)["taskmanager"], slots(stack)
    stack.run("kill", "taskmanager")
    wait_until("another process", seconds=30, holds=lambda: pids(stack)["taskmanager"] not in {0, before})
    # Never "no slots at all": the new one may register before anybody looks, or beside the dead one.
    wait_until("Flink forgets the dead one", seconds=90, holds=lambda: dead not in slots(stack))
    wait_until("every slot is back", seconds=90, holds=lambda: list(slots(stack).values()) == [4])


def test_a_restarted_broker_is_well_when_the_command_ends(stack: LocalStack) -> None:
    before = pids(stack)["kafka-1"]
    assert "Kafka is well" in stack.run("restart", "kafka")
    assert pids(stack)["kafka-1"] != before
    assert AdminClient({"bootstrap.servers": stack["kafka"]["bootstrap"]}).list_topics(timeout=5).brokers


def test_metrics_are_served_for_prometheus(stack: LocalStack) -> None:
    ports = json.loads(stack.run("status", "--json"))["ports"]
    for name in ("jobmanager_metrics", "taskmanager_metrics"):
        with urllib.request.urlopen(f"http://127.0.0.1:{ports[name]}/metrics", timeout=5) as answer:
            assert b"flink_" in answer.read()


def test_the_keyring_is_its_owners_alone(stack: LocalStack) -> None:
    path = Path(stack["keys"]["keyring"])
    assert path.stat().st_mode & 0o777 == 0o600
    ring = json.loads(path.read_text())
    assert ring["active"] in ring["keys"]


def test_a_taken_port_is_named_with_its_holder(tmp_path: Path) -> None:
    require_tool("java")
    unstarted = a_stack(tmp_path)
    port = int(unstarted.environment["HEADGATE_PORT_BASE"]) + 81
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", port))
        holder.listen()
        done = unstarted.command("up")
    assert done.returncode == 3
    assert f"port {port} (registry) is taken by process {os.getpid()}" in done.stderr
    assert "HEADGATE_PORT_BASE" in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BROKERS", "2"),
        ("HEADGATE_PORT_BASE", "x"),
        ("HEADGATE_TM_MEMORY", "5"),
        ("HEADGATE_STATE", "/tmp/jörg"),
        ("HEADGATE_STATE", "/tmp/a,b"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused(tmp_path: Path, name: str, value: str) -> None:
    asked = a_stack(tmp_path)
    done = replace(asked, environment=asked.environment | {name: value}).command("up")
    assert done.returncode == 2
    assert f"{name}={value}" in done.stderr
    assert "Traceback" not in done.stderr


def test_wiping_removes_what_is_the_stacks_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "kafka-1.log").touch()
    (tmp_path / "thesis.txt").touch()
    stack = a_stack(tmp_path)
    assert f"{tmp_path} stays: it holds what is not the stack's" in stack.run("down", "--wipe")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
    (tmp_path / "thesis.txt").unlink()
    assert f"{tmp_path} is removed" in stack.run("down", "--wipe")
    assert not tmp_path.exists()


def test_a_java_home_without_java_is_named(tmp_path: Path) -> None:
    done = a_stack(tmp_path / "state", JAVA_HOME=str(tmp_path)).command("up")
    assert (done.returncode, done.stderr) == (
        3,
        f"stack: JAVA_HOME={tmp_path} has no bin/java: name a JDK 17 with it, or unset it\n",
    )


def test_a_broker_that_cannot_listen_is_not_well(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It joins the cluster, finds its port taken, and ends."""
    settings = from_environment(a_stack(tmp_path).environment)

    class Cluster:
        brokers = (1,)

        def __init__(self, _: object) -> None: ...

        def list_topics(self, *, timeout: int) -> "Cluster":
            return self

    monkeypatch.setattr(kafka, "AdminClient", Cluster)
    assert kafka.ailment(settings) == f"nobody listens at port {settings.ports.kafka[0]}"


def test_an_interrupted_up_leaves_nothing(tmp_path: Path) -> None:
    require_tool("java")
    interrupted = a_stack(tmp_path)
    environment = os.environ | interrupted.environment
    command = [sys.executable, str(COMMAND), "up"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as up:
        wait_until("servers start", seconds=60, holds=lambda: len(processes.of_stack(tmp_path)) >= 4)
        up.send_signal(signal.SIGINT)
        assert up.wait(timeout=120) == 130
    assert processes.of_stack(tmp_path) == []


def test_up_after_a_crash_starts_afresh_and_down_leaves_nothing(tmp_path: Path) -> None:
    require_tool("java")
    crashed = a_stack(tmp_path, HEADGATE_TM_MEMORY="2g")
    afresh = replace(
        crashed, environment={**crashed.environment, "BROKERS": "3", "HEADGATE_HEAP_KAFKA": "400m"}
    )
    try:
        crashed.run("up")
        os.kill(int((tmp_path / "run" / "supervisor.pid").read_text()), signal.SIGKILL)
        orphans = set(processes.of_stack(tmp_path))
        assert "lost its supervisor" in afresh.run("up")
        assert orphans
        assert not orphans & set(processes.of_stack(tmp_path))
        assert len([name for name in pids(afresh) if name.startswith("kafka-")]) == 3
    finally:
        afresh.run("down")
    assert processes.of_stack(tmp_path) == []
    assert "nothing runs" in afresh.run("down")
