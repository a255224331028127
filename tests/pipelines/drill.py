"""A drill: traffic through a running guard, something goes wrong in the middle, and the audit has the last word."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.pipelines.local import REPOSITORY, LocalStack

from headgate.connect.flink import FlinkCluster
from headgate.connect.settings import Settings, load_settings
from headgate.connect.truth import Truth
from headgate.emit.flink import Job, job_name
from headgate.model import Contract
from headgate.odcs import read_file
from headgate.ops.audit.collect import Collection, mark
from headgate.ops.audit.outcome import Outcome
from headgate.ops.audit.run import Scope, weigh
from headgate.ops.audit.stream import Audited

CONTRACT = REPOSITORY / "contracts" / "clickstream.events.odcs.yaml"
ENTRY = "from headgate.cli import main; main()"
GUARD = (Job.GUARD,)
FAULTS = "duplicates=2%,late=1%,violations=1%,poison=0.5%"
COMMAND_SECONDS = 180
CAUGHT_UP_SECONDS = 240
SETTLE_SECONDS = 60
LOOK_SECONDS = 0.001


@dataclass(frozen=True)
class Drill:
    """The stack, a guard that runs on it, and how to disturb both."""

    stack: LocalStack
    settings: Settings
    contract: Contract

    @classmethod
    def on(cls, stack: LocalStack) -> "Drill":
        contract = read_file(CONTRACT).contract
        assert contract is not None
        return cls(stack, load_settings(stack.settings_file, {}), contract)

    @property
    def audited(self) -> Audited:
        return Audited(self.contract, self.contract.streams[0])

    def headgate(self, *arguments: str) -> None:
        """Runs a command, which must succeed."""
        done = subprocess.run(
            self.line(*arguments), capture_output=True, text=True, timeout=COMMAND_SECONDS, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def line(self, *arguments: str) -> list[str]:
        config = ["--config", str(self.stack.settings_file)]
        return [sys.executable, "-c", ENTRY, *arguments, *config]

    def play(
        self, seconds: int, disturb: Callable[[], None], *, rate: int = 1500, extra: Sequence[str] = ()
    ) -> Outcome:
        """Sends traffic, calls `disturb` in the middle, and audits what was sent."""
        since = mark(self.settings, (self.audited,))
        truth = self.stack.state / "drill-truth.json"
        truth.unlink(missing_ok=True)
        asked = (
            "--rate",
            str(rate),
            "--for",
            f"{seconds}s",
            "--faults",
            FAULTS,
            "--truth",
            str(truth),
            *extra,
        )
        with Collection(self.settings, self.audited, since) as collection:
            with self._beside("traffic", str(CONTRACT), *asked) as traffic:
                time.sleep(seconds / 3)
                disturb()
                traffic.wait(seconds + COMMAND_SECONDS)
            self._wait_caught_up(collection)
            audit = collection.settle(collection.position(), SETTLE_SECONDS)
            return weigh(self.settings, audit, Scope(since, table=False, truth=Truth.load(truth)))

    @contextmanager
    def _beside(self, *arguments: str) -> Iterator[subprocess.Popen[str]]:
        with subprocess.Popen(self.line(*arguments), stderr=subprocess.PIPE, text=True) as process:
            try:
                yield process
            finally:
                if process.poll() is None:
                    process.kill()
            assert process.returncode == 0, process.stderr and process.stderr.read()

    def _wait_caught_up(self, collection: Collection) -> None:
        deadline = time.monotonic() + CAUGHT_UP_SECONDS
        while True:
            collection.catch_up()
            balance = collection.audit(collection.position()).balance
            if balance.caught_up:
                return
            assert time.monotonic() < deadline, (
                f"{len(balance.in_flight)} in flight, {len(balance.missing)} missing"
            )
            time.sleep(1)

    def do_nothing(self) -> None:
        """All goes well."""

    def restart_broker(self) -> None:
        """Stops the only broker and starts it again."""
        self.stack.run("restart", "kafka")

    def kill_taskmanager(self) -> None:
        """`kill -9`; the supervisor starts it again."""
        self.stack.run("kill", "taskmanager")

    def kill_after_checkpoint(self) -> None:
        """Freezes the TaskManager the moment a checkpoint completes, then kills it: its commit may not be done."""
        pid, log = self._pid("taskmanager"), self.stack.state / "logs" / "jobmanager.log"
        wait_for_line(log, f"for job {self.guard_id()}", "Completed checkpoint")
        os.kill(pid, signal.SIGSTOP)
        time.sleep(0.5)
        os.kill(pid, signal.SIGKILL)

    def commits_refused(self) -> int:
        """How often a restored guard tried to commit a transaction that had been committed before it died."""
        log = self.stack.state / "logs" / "taskmanager.log"
        return log.read_text(encoding="utf-8", errors="replace").count("Unable to commit transaction")

    def wait_guard_runs(self, than: int) -> None:
        """Waits until the guard runs again after its `than`th restore."""
        cluster, guard = FlinkCluster(self.settings), self.guard_id()
        deadline = time.monotonic() + COMMAND_SECONDS
        while cluster.checkpoints(guard).restored <= than or not cluster.tasks_running(guard):
            assert time.monotonic() < deadline, "the guard does not come back"
            time.sleep(0.5)

    def restored(self) -> int:
        return FlinkCluster(self.settings).checkpoints(self.guard_id()).restored

    def guard_id(self) -> str:
        name = job_name(self.contract, self.contract.streams[0], Job.GUARD)
        running = FlinkCluster(self.settings).running(name)
        assert running is not None
        return running.id

    def _pid(self, program: str) -> int:
        status = json.loads(self.stack.run("status", "--json"))
        return next(int(entry["pid"]) for entry in status["programs"] if entry["name"] == program)


def wait_for_line(log: Path, *parts: str) -> None:
    """Returns as soon as a new line with all `parts` is in `log`."""
    deadline = time.monotonic() + COMMAND_SECONDS
    with log.open(encoding="utf-8") as lines:
        lines.seek(0, os.SEEK_END)
        line = ""
        while True:
            # What is read may end in the middle of a line that is being written.
            line = lines.readline() if line.endswith("\n") else line + lines.readline()
            if all(part in line for part in parts):
                return
            if not line.endswith("\n"):
                assert time.monotonic() < deadline, f"no line with {parts} came"
                time.sleep(LOOK_SECONDS)
