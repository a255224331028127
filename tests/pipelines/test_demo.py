"""The demonstration, short and slow: judged, registered, enforced, audited; what it started is stopped."""

import os
import subprocess
import sys

from tests.pipelines.local import REPOSITORY, LocalStack

from headgate.connect.flink import FlinkCluster
from headgate.connect.settings import load_settings

ENTRY = "from headgate.cli import main; main()"
SECONDS = 400


def demo(stack: LocalStack) -> subprocess.CompletedProcess[str]:
    asked = ["demo", "--for", "15s", "--rate", "500", "--config", str(stack.settings_file)]
    return subprocess.run(
        [sys.executable, "-c", ENTRY, *asked],
        cwd=REPOSITORY,
        env=os.environ | {"COLUMNS": "100"},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


def test_a_second_demonstration_balances_like_the_first(stack: LocalStack) -> None:
    cluster = FlinkCluster(load_settings(stack.settings_file, {}))
    for _ in range(2):
        done = demo(stack)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "clickstream.events.v1: balanced" in done.stdout
        assert "violation:price.minimum" in done.stdout
        assert [job.name for job in cluster.jobs() if not job.ended] == []
