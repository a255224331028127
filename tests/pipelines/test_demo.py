"""The demonstration, short and slow: judged, registered, enforced, audited; what it started is stopped."""

import os
import subprocess
import sys

from tests.pipelines.local import REPOSITORY, LocalStack

from headgate.connect.flink import FlinkCluster
from headgate.connect.settings import load_settings

ENTRY = "from headgate.cli import main; main()"
SECONDS = 400


def demo(stack: LocalStack, data: str) -> str:
    """Plays it; it must succeed and leave no job behind. Gives back what it printed."""
    asked = ["demo", "--data", data, "--for", "15s", "--rate", "500", "--config", str(stack.settings_file)]
    done = subprocess.run(
        [sys.executable, "-c", ENTRY, *asked],
        cwd=REPOSITORY,
        env=os.environ | {"COLUMNS": "100"},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    cluster = FlinkCluster(load_settings(stack.settings_file, {}))
    assert [job.name for job in cluster.jobs() if not job.ended] == []
    return done.stdout


def test_a_second_demonstration_balances_like_the_first(stack: LocalStack) -> None:
    for _ in range(2):
        said = demo(stack, "clickstream")
        assert "clickstream.events.v1: balanced" in said
        assert "violation:price.minimum" in said
        assert "every clean record" in said


def test_a_table_with_one_row_a_key_balances(stack: LocalStack) -> None:
    said = demo(stack, "orders")
    assert "orders.v1: balanced" in said
    assert "last of its key" in said
