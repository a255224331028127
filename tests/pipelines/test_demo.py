"""The demonstration, short and slow: judged, registered, enforced, audited; what it started is stopped."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest
from tests.ops.test_audit_report import at, audit, once
from tests.pipelines.drill import Drill
from tests.pipelines.local import REPOSITORY, LocalStack

from headgate.cli._demo import run as course
from headgate.cli._demo.commands import Commands
from headgate.connect.flink import FlinkCluster, wait_until
from headgate.connect.settings import load_settings
from headgate.ops.audit.books import close
from headgate.ops.audit.landing import NOT_LANDED
from headgate.ops.audit.outcome import Outcome
from headgate.ops.audit.table import NotRun

ENTRY = "from headgate.cli import main; main()"
SECONDS = 400


def line(stack: LocalStack, data: str, *asked: str) -> list[str]:
    given = ["demo", "--data", data, "--rate", "500", "--config", str(stack.settings_file), *asked]
    return [sys.executable, "-c", ENTRY, *given]


def alive(stack: LocalStack) -> list[str]:
    """The jobs that have not ended."""
    cluster = FlinkCluster(load_settings(stack.settings_file, {}))
    return [job.name for job in cluster.jobs() if not job.ended]


def demo(stack: LocalStack, data: str) -> str:
    """Plays it; it must succeed and leave no job behind. Gives back what it printed."""
    done = subprocess.run(
        line(stack, data, "--for", "15s"),
        cwd=REPOSITORY,
        env=os.environ | {"COLUMNS": "100"},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert alive(stack) == []
    return done.stdout


def test_a_second_demonstration_balances_like_the_first(stack: LocalStack) -> None:
    for _ in range(2):
        said = demo(stack, "clickstream")
        assert "clickstream.events.v1: balanced" in said
        assert "violation:price.minimum" in said
        assert "every clean record" in said, said


def test_a_table_with_one_row_a_key_balances(stack: LocalStack) -> None:
    said = demo(stack, "orders")
    assert "orders.v1: balanced" in said
    assert "last of its key" in said


@pytest.mark.parametrize("sign", ["$ headgate pipeline run", "producing"])
def test_whoever_ends_it_ends_all_that_it_started(stack: LocalStack, sign: str) -> None:
    """The signal reaches the demonstration alone, as from a service manager, and not its commands."""
    asked = line(stack, "clickstream")
    with subprocess.Popen(asked, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        while not (said := process.stdout.readline()).startswith(sign):
            assert said, "it ended before"
        started = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=SECONDS)
    assert process.returncode == 130
    assert psutil.wait_procs(started, timeout=30)[1] == []
    assert alive(stack) == []


def test_a_table_without_anything_yet_is_waited_for(
    stack: LocalStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    drill = Drill.on(stack)
    answers = [NOT_LANDED, NOT_LANDED, NotRun("no catalog")]
    monkeypatch.setattr(course, "audit_table", lambda *_, **__: answers.pop(0))
    monkeypatch.setattr(course, "LANDING_S", 0)
    assert course._landed(drill.settings, drill.audited, {}) == NotRun("no catalog")
    monkeypatch.setattr(course, "DRAIN_S", -1)
    answers.append(NOT_LANDED)
    assert course._landed(drill.settings, drill.audited, {}) == NOT_LANDED


def test_a_table_without_anything_proves_nothing() -> None:
    good = audit(at(*range(10)))
    good = replace(good, balance=close(once(good.books)))
    assert course.Shown(Outcome(good, NotRun("no catalog")), 1, 0).passed
    assert not course.Shown(Outcome(good, NOT_LANDED), 1, 0).passed


def test_a_command_hears_of_the_interruption_before_it_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready, heard = tmp_path / "ready", tmp_path / "heard"
    code = f"""
import pathlib, time
try:
    pathlib.Path({str(ready)!r}).touch()
    time.sleep(60)
except KeyboardInterrupt:
    pathlib.Path({str(heard)!r}).touch()
"""

    def interrupt(process: subprocess.Popen[str], timeout: float | None = None) -> int:
        wait_until("the command", SECONDS, lambda: ready.exists() or None)
        monkeypatch.undo()
        raise KeyboardInterrupt

    monkeypatch.setattr(Commands, "_line", lambda *_: [sys.executable, "-c", code])
    monkeypatch.setattr(subprocess.Popen, "wait", interrupt)
    with pytest.raises(KeyboardInterrupt):
        Commands().run("lint")
    assert heard.exists()


def test_an_interruption_while_a_command_is_made_does_not_lose_it(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[subprocess.Popen[str]] = []

    class Interrupted(subprocess.Popen[str]):
        def __init__(self, *given: Any, **more: Any) -> None:
            super().__init__(*given, **more)
            made.append(self)
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(Commands, "_line", lambda *_: ["sleep", "60"])
    monkeypatch.setattr(subprocess, "Popen", Interrupted)
    with pytest.raises(KeyboardInterrupt):
        Commands().run("lint")
    assert [process.poll() for process in made] == [-signal.SIGINT]


@pytest.mark.parametrize(
    ("environment", "local"),
    [
        ({}, True),
        ({"HEADGATE_STATE": "state"}, True),
        ({"HEADGATE_CONFIG": "state/local.toml", "HEADGATE_STATE": "state"}, True),
        ({"HEADGATE_CONFIG": "mine.toml"}, False),
        ({"HEADGATE_KAFKA_BOOTSTRAP": "elsewhere:9092"}, False),
    ],
)
def test_the_local_stack_is_started_unless_another_kafka_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], local: bool
) -> None:
    for name in [name for name in os.environ if name.startswith("HEADGATE_")]:
        monkeypatch.delenv(name)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    assert course._is_local(None) is local
    (tmp_path / "headgate.toml").touch()
    assert course._is_local(None) is (local and "HEADGATE_CONFIG" in environment)


def test_a_length_that_is_none_is_told_before_anything_starts(stack: LocalStack) -> None:
    done = subprocess.run(
        line(stack, "clickstream", "--for", "soon"),
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "`soon`" in done.stderr
