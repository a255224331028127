"""The same commands against a Kafka with SASL and TLS and a registry with TLS: the books balance, and no secret leaks."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest
from tests.edge.reference import CONTRACTS
from tests.pipelines.local import LocalStack, a_stack
from tests.pipelines.test_pipeline import FAULTS, SLOTS_EACH, Running
from tests.require import require_tool

from headgate.odcs import read_file

RECORDS = 3000
LOOK_SECONDS = 0.1
VERBS = {
    "register": ("register",),
    "traffic": ("traffic", "--records", "10"),
    "run": ("pipeline", "run", "--replace"),
    "audit": ("audit",),
}
# The password itself, and the broker's own configuration.
KNOWING = {"secrets/password", "run/kafka-1.properties"}


@dataclass(frozen=True)
class Played:
    """A secured stack on which guard and land ran; `said` is all that commands printed, `seen` all command lines."""

    running: Running
    said: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    @property
    def stack(self) -> LocalStack:
        return self.running.stack

    @property
    def password(self) -> str:
        return (self.stack.state / "secrets" / "password").read_text()

    def play(self) -> None:
        """Registers, runs both jobs, sends records with faults, closes the books, stops."""
        running, truth = self.running, self.running.file.parent / "truth.json"
        self.said.append(self.stack.run("up"))
        self.said.append(running.headgate("register", str(running.file)))
        self.said.append(running.pipeline("run", *SLOTS_EACH))
        # At the default rate of `Running`, ten seconds.
        sent = running.traffic("--records", str(RECORDS), "--faults", FAULTS, "--seed", "5")
        running.arrived(sent.total)
        self.said.append(running.headgate("audit", str(running.file), "--truth", str(truth)))
        self.said.append(running.pipeline("stop"))

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Notes the command line of every process that lives meanwhile, however shortly."""
        done = threading.Event()

        def look() -> None:
            while not done.wait(LOOK_SECONDS):
                found = psutil.process_iter(["cmdline"])
                self.seen.update(" ".join(process.info["cmdline"] or ()) for process in found)

        watcher = threading.Thread(target=look)
        watcher.start()
        try:
            yield
        finally:
            done.set()
            watcher.join()


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    require_tool("java")
    folder = tmp_path_factory.mktemp("secured")
    file = Path(shutil.copy(CONTRACTS / "clickstream.events.odcs.yaml", folder))
    contract = read_file(file).contract
    assert contract is not None
    made = Played(Running(file, contract, a_stack(folder / "state", SECURE="1")))
    try:
        with made.watched():
            made.play()
        yield made
    finally:
        made.stack.run("down")


def test_the_books_balance(played: Played) -> None:
    audit = played.said[-2]
    lines = [line.split() for line in audit.splitlines()]
    assert [line[1] for line in lines if line and line[0] in {"missing", "doubled"}] == ["0"] * 4
    assert "balanced: every expected record is in exactly one place" in audit


def test_the_password_is_told_to_nobody(played: Played) -> None:
    secret = played.password
    assert len(secret) > 20
    assert not [text for text in played.said if secret in text]
    assert any("kafka.tools.StorageTool" in line for line in played.seen)
    assert any("headgate.ops.pipeline.driver" in line for line in played.seen)
    assert not [line for line in played.seen if secret in line]


def test_two_files_hold_the_password(played: Played) -> None:
    state, secret = played.stack.state, played.password.encode()
    files = [path for path in state.rglob("*") if path.is_file() and not path.is_symlink()]
    holding = {str(path.relative_to(state)) for path in files if secret in path.read_bytes()}
    assert holding == KNOWING


@pytest.mark.parametrize(
    "name", ["local.toml", "secrets/server.key", "secrets/keystore.pem", *sorted(KNOWING)]
)
def test_what_is_secret_is_its_owners_alone(played: Played, name: str) -> None:
    assert (played.stack.state / name).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("verb", VERBS)
def test_a_wrong_password_is_told_in_one_line(
    played: Played, verb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "HEADGATE_KAFKA_SASL_PASSWORD", "wrong-horse")
    said = played.running.headgate(*VERBS[verb], str(played.running.file), expect=2)
    [line] = [line for line in said.splitlines() if line.startswith("error: ")]
    assert line.startswith(f"error: kafka at {played.stack['kafka']['bootstrap']} refuses our credentials: ")
    assert "set `sasl.username` and `sasl.password`" in line
    assert "Traceback" not in said
    assert "wrong-horse" not in said


def test_the_other_form_is_not_started_over_it(played: Played) -> None:
    plain = LocalStack(played.stack.state, {**played.stack.environment, "SECURE": "0"})
    done = plain.command("up")
    assert done.returncode == 2
    assert "a secured stack runs here: make down first" in done.stderr


def test_what_is_no_switch_is_refused(tmp_path: Path) -> None:
    done = a_stack(tmp_path, SECURE="yes").command("up")
    assert done.returncode == 2
    assert done.stderr.strip() == "stack: SECURE=yes: write 1, or leave it out"
