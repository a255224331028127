"""What linting costs: one contract in a cold process, and 100 in one process, beside datacontract-cli on the same files.

Run: PYTHONPATH=src:. python tests/bench/lint.py [FOLDER]. The 100 contracts are the first in FOLDER, else the
reference contracts twenty times over. Times are CPU seconds (user and system) of the whole process, the best of the
rounds; memory is the largest resident set. datacontract-cli checks the JSON Schema alone, and stops at the first
error; its remote references stay unread. odcslint (Rust) checks the schema and its own eleven rules. The row of one
that is not installed is left out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[2]
REFERENCE = sorted((ROOT / "contracts").glob("*.odcs.yaml"))
MANY = 100
ROUNDS = 5
PEER_ROUNDS = 2
BAR_ONE_S, BAR_ONE_MB, BAR_MANY_S = 0.30, 60, 1.5

HEADGATE = "import sys; from headgate.cli import main; sys.argv = ['headgate', 'lint', *sys.argv[1:]]; main()"
PEER = """
import sys
from datacontract.data_contract import DataContract
for path in sys.argv[1:]:
    DataContract(data_contract_file=path, inline_references=False).lint()
"""
PEER_COLD = (
    "import sys; from datacontract.cli import main;"
    " sys.argv = ['datacontract', 'lint', '--no-inline-references', *sys.argv[1:]]; main()"
)


@dataclass(frozen=True)
class Cost:
    cpu_s: float
    memory_mb: float


def cost(program: list[str], paths: list[Path], rounds: int) -> Cost:
    """The cheapest of several runs of a program over the paths."""
    runs = [once([*program, *map(str, paths)]) for _ in range(rounds)]
    return Cost(min(run.cpu_s for run in runs), min(run.memory_mb for run in runs))


def once(words: list[str]) -> Cost:
    started = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(started.pid, 0)
    started.returncode = 0
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def many(folder: Path | None, made: Path) -> list[Path]:
    """100 contracts: the folder's own, or copies of the reference contracts."""
    if folder is not None:
        found = [path for path in sorted(folder.rglob("*.y*ml")) if "DataContract" in path.read_text()]
        return found[:MANY]
    copies = [made / f"{index}-{path.name}" for index in range(MANY // len(REFERENCE)) for path in REFERENCE]
    for copy in copies:
        shutil.copyfile(next(path for path in REFERENCE if copy.name.endswith(path.name)), copy)
    return copies


def python(program: str) -> list[str]:
    return [sys.executable, "-c", program]


def row(name: str, one: Cost, all_of_them: Cost) -> str:
    return f"{name:18} {one.cpu_s:10.2f} {one.memory_mb:10.0f} {all_of_them.cpu_s:12.2f} {all_of_them.memory_mb:10.0f}"


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory() as made:
        paths = many(folder, Path(made))
        single = [ROOT / "contracts" / "clickstream.events.odcs.yaml"]
        ours = python(HEADGATE)
        print(f"{'':18} {'one, CPU s':>10} {'MB':>10} {f'{len(paths)}, CPU s':>12} {'MB':>10}")
        print(row("bar", Cost(BAR_ONE_S, BAR_ONE_MB), Cost(BAR_MANY_S, BAR_ONE_MB)))
        print(row("headgate", cost(ours, single, ROUNDS), cost(ours, paths, ROUNDS)), flush=True)
        if find_spec("datacontract") is not None:
            peer = cost(python(PEER_COLD), single, PEER_ROUNDS), cost(python(PEER), paths, 1)
            print(row("datacontract-cli", *peer), flush=True)
        odcslint = shutil.which("odcslint", path=str(Path(sys.executable).parent))
        if odcslint is not None:
            line = [odcslint, "check"]
            print(row("odcslint", cost(line, single, ROUNDS), cost(line, paths, ROUNDS)))


if __name__ == "__main__":
    main()
