"""`headgate audit` as a user types it: reports, exit statuses, marks, following with metrics."""

import json
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.pipelines.ledger import Ledger, audited
from tests.pipelines.local import LocalStack

from headgate.cli import root
from headgate.connect.settings import load_settings
from headgate.connect.truth import Truth
from headgate.model.wire import Route
from headgate.ops.audit.journal import Journal
from headgate.ops.audit.reading import Batch

ENTRY = "from headgate.cli import main; main()"
ALL_DONE = dict.fromkeys(range(3), 10_000)
SECONDS = 120
CONTRACT = """\
apiVersion: v3.1.0
kind: DataContract
id: {topic}
name: {topic}
version: 1.0.0
status: active
schema:
  - name: Event
    physicalName: {topic}
    physicalType: topic
    properties:
      - {{name: a, logicalType: string, required: true}}
servers:
  - {{server: local, type: kafka, host: "127.0.0.1:9092", format: avro}}
"""


def line(contract: Path, config: Path, *options: str) -> list[str]:
    return [sys.executable, "-c", ENTRY, "audit", str(contract), "--config", str(config), *options]


def audit(contract: Path, config: Path, *options: str) -> subprocess.CompletedProcess[str]:
    given = line(contract, config, "--settle", "2", *options)
    return subprocess.run(given, capture_output=True, text=True, timeout=SECONDS, check=False)


def written(folder: Path, topic: str) -> Path:
    path = folder / "contract.yaml"
    path.write_text(CONTRACT.format(topic=topic))
    return path


@pytest.fixture
def ledger(stack: LocalStack, request: pytest.FixtureRequest) -> Ledger:
    topic = request.node.name.replace("_", "-")
    return Ledger(load_settings(stack.settings_file, {}).kafka.bootstrap, audited(topic))


def test_the_status_says_whether_the_books_balance(stack: LocalStack, ledger: Ledger, tmp_path: Path) -> None:
    contract = written(tmp_path, ledger.audited.source)
    pairs = ledger.write(12)
    ledger.route(Route.CLEAN, pairs[1:])
    ledger.stand_at(ALL_DONE)
    short = audit(contract, stack.settings_file)
    assert (short.returncode, "missing" in short.stdout) == (1, True), short.stderr
    ledger.route(Route.CLEAN, pairs[:1])
    whole = audit(contract, stack.settings_file, "--format", "json")
    assert (whole.returncode, json.loads(whole.stdout)["passed"]) == (0, True)


def test_a_mark_is_where_the_next_audit_starts(stack: LocalStack, ledger: Ledger, tmp_path: Path) -> None:
    contract, mark = written(tmp_path, ledger.audited.source), tmp_path / "mark.json"
    ledger.write(6)
    ledger.stand_at(ALL_DONE)
    assert audit(contract, stack.settings_file, "--mark", str(mark)).returncode == 0
    ledger.route(Route.LATE, ledger.write(3))
    assert audit(contract, stack.settings_file).returncode == 1
    assert audit(contract, stack.settings_file, "--since", str(mark)).returncode == 0


def test_following_tells_each_interval_serves_metrics_and_ends_with_the_table(
    stack: LocalStack, ledger: Ledger, tmp_path: Path
) -> None:
    contract, port = written(tmp_path, ledger.audited.source), free_port()
    ledger.route(Route.CLEAN, ledger.write(6))
    ledger.stand_at(ALL_DONE)
    asked = line(contract, stack.settings_file, "--follow", "--every", "1", "--metrics-port", str(port))
    with subprocess.Popen(asked, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert "expected 6, clean 6, in flight 0, missing 0, doubled 0" in process.stdout.readline()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as page:
            assert "headgate_audit_clean_total{" in page.read().decode()
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=SECONDS)
    assert "balanced: every expected record is in exactly one place" in rest
    assert process.returncode == 0


def test_ctrl_c_never_comes_between_a_read_and_its_entry(
    stack: LocalStack, ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Records that were read and not entered would look lost."""
    contract = written(tmp_path, ledger.audited.source)
    pairs = ledger.write(6)
    ledger.stand_at(ALL_DONE)
    entered = Journal.take

    def interrupted(journal: Journal, batch: Batch, *, now_ms: int | None = None) -> None:
        if batch and now_ms is not None:
            signal.raise_signal(signal.SIGINT)
        elif now_ms is not None and not journal.outputs[Route.CLEAN].seen:
            ledger.route(Route.CLEAN, pairs)
        entered(journal, batch, now_ms=now_ms)

    monkeypatch.setattr(Journal, "take", interrupted)
    asked = ["audit", str(contract), "--config", str(stack.settings_file), "--follow", "--format", "json"]
    done = CliRunner().invoke(root, [*asked, "--no-table", "--settle", "0"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["streams"][0]["outputs"]["clean"] == 6


def test_the_truth_about_another_topic_is_refused(stack: LocalStack, ledger: Ledger, tmp_path: Path) -> None:
    contract, truth = written(tmp_path, ledger.audited.source), tmp_path / "truth.json"
    Truth("elsewhere", "any@1.0.0", {}, {}).save(truth)
    done = audit(contract, stack.settings_file, "--truth", str(truth))
    assert (done.returncode, done.stdout) == (2, "")
    assert f"is the truth about elsewhere, not {ledger.audited.source}" in done.stderr


def test_a_broker_that_is_down_is_a_service_fault(tmp_path: Path) -> None:
    config = tmp_path / "headgate.toml"
    config.write_text(f'[kafka]\nbootstrap = "127.0.0.1:{free_port()}"\n')
    done = audit(written(tmp_path, "any"), config)
    assert done.returncode == 3
    assert done.stderr.startswith("error: kafka at 127.0.0.1:")
    assert len(done.stderr.splitlines()) == 1


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
