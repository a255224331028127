"""What the gate costs: 100 contracts with 20 versions each in git, and one contract in a cold process, beside others.

Run: PYTHONPATH=src:. python tests/bench/gate.py. The repository holds the reference contracts under 20 names each, and
2,000 commits, one a version; every contract has one more version that is not committed, so that all are compared with
all of their past. Times are CPU seconds (user and system) of the process and of the git that it runs; memory is the
largest resident set of one of them. No peer holds a contract against its history: datacontract-cli compares two files
a process (here each with its last version), buf the .proto files of the Protobuf contracts with their last version,
odcslint looks at the files alone. Peers that are not installed are left out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.gating.repository import BASE, Made, protobuf_modules, repository

ROUNDS = 3
BAR_MANY_S, BAR_MANY_MB, BAR_ONE_S = 5.0, 150, 0.5
HEADGATE = "import sys; from headgate.cli import main; sys.argv = ['headgate', *sys.argv[1:]]; main()"


@dataclass(frozen=True)
class Cost:
    cpu_s: float
    memory_mb: float
    status: int


def once(words: Sequence[str], folder: Path) -> Cost:
    """One run of a command; its children are counted, too."""
    script = (
        "import os, resource, subprocess, sys;"
        "done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL);"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, done.returncode)"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}
    told = subprocess.run(
        [sys.executable, "-c", script, *words], cwd=folder, capture_output=True, check=True, env=environment
    )
    cpu, memory, status = told.stdout.split()
    return Cost(float(cpu), float(memory), int(status))


def best(words: Sequence[str], folder: Path, rounds: int = ROUNDS) -> Cost:
    runs = [once(words, folder) for _ in range(rounds)]
    return min(runs, key=lambda run: run.cpu_s)


def tool(name: str) -> str | None:
    return shutil.which(name) or shutil.which(name, path=str(Path(sys.executable).parent))


def gate(*words: str) -> list[str]:
    return [sys.executable, "-c", HEADGATE, "gate", *words, "--against", BASE]


def row(what: str, cost: Cost, ours: Cost | None = None) -> None:
    ratio = "" if ours is None else f"{cost.cpu_s / ours.cpu_s:8.2f} x ours"
    print(f"{what:58} {cost.cpu_s:8.2f} s {cost.memory_mb:6.0f} MB  exit {cost.status}{ratio}", flush=True)


def peers(made: Made, many: Cost, one: Cost) -> None:
    peer = tool("datacontract")
    if peer is not None:
        pair = [str(made.last_versions[0]), str(made.files[0])]
        row("datacontract breaking, one pair", best([peer, "breaking", *pair], made.root, 1), one)
        row("datacontract lint, one file", best([peer, "lint", pair[1]], made.root, 1), one)
    buf = tool("buf")
    if buf is not None:
        before, after = protobuf_modules(made)
        row(
            "buf breaking, the Protobuf contracts, one old version",
            best([buf, "breaking", str(after), "--against", str(before)], made.root),
            many,
        )
    odcslint = tool("odcslint")
    if odcslint is not None:
        row("odcslint, all files, no history", best([odcslint, "check", "contracts"], made.root), many)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = repository(Path(folder) / "shop")
        print(f"bar: {BAR_MANY_S} s and {BAR_MANY_MB} MB for all, {BAR_ONE_S} s for one")
        many = best(gate("contracts"), made.root)
        row(f"headgate gate, {len(made.files)} contracts x {made.versions} versions", many)
        one = best(gate(str(made.files[0])), made.root)
        row("headgate gate, one contract, cold", one)
        row("git log of the same files alone", best(made.log, made.root), many)
        peers(made, many, one)


if __name__ == "__main__":
    main()
