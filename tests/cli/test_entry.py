"""What the command line says before and beside its commands: an extra that is missing, and Ctrl-C."""

from __future__ import annotations

import ast
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from headgate.cli import EXTRAS

ROOT = Path(__file__).parents[2]
CONTRACT = str(ROOT / "contracts" / "orders.odcs.yaml")
CONTRACTS = str(ROOT / "contracts")
WITHOUT = """
import sys
sys.modules.update(dict.fromkeys(sys.argv.pop(1).split(",")))
sys.argv[0] = "headgate"
from headgate.cli import main
main()
"""
SECONDS = 60

NEEDING = [
    ("register", CONTRACT),
    ("register", "--dry-run", CONTRACT),
    ("traffic", CONTRACT),
    ("pipeline", "run", CONTRACT),
    ("pipeline", "run", "--explain", CONTRACT),
    ("pipeline", "status", CONTRACT),
    ("pipeline", "stop", CONTRACT),
    ("pipeline", "savepoint", CONTRACT),
    ("pipeline", "restore", "--job", "guard", "--from", "x", CONTRACT),
    ("audit", CONTRACT),
    ("demo", "--contracts", CONTRACTS),
]


def without_extras(*words: str) -> subprocess.CompletedProcess[str]:
    """A command where only what the linter needs is installed."""
    line = [sys.executable, "-c", WITHOUT, ",".join(EXTRAS), *words]
    return subprocess.run(line, capture_output=True, text=True, timeout=SECONDS, check=False)


@pytest.mark.parametrize("words", NEEDING, ids=lambda words: " ".join(words[:2]))
def test_a_command_says_which_extra_it_needs(words: tuple[str, ...]) -> None:
    done = without_extras(*words)
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("error: this command needs ")
    assert done.stderr.endswith("which is not installed; pip install 'headgate[ops]'\n")
    assert done.stderr.count("\n") == 1


LIGHT = [
    ("lint", CONTRACT),
    ("gate", CONTRACT, "--against", "HEAD"),
    ("diff", CONTRACT, CONTRACT),
    ("explain",),
    ("generate", "all", "--check", "--contracts", CONTRACTS, "--out", str(ROOT)),
]


@pytest.mark.parametrize("words", LIGHT, ids=lambda words: words[0])
def test_the_linter_needs_none(words: tuple[str, ...]) -> None:
    done = without_extras(*words)
    assert (done.returncode, done.stderr) == (0, "")


def imported() -> set[str]:
    """Every package that some file of the toolkit imports, but for itself and Python's own."""
    names: set[str] = set()
    for path in (ROOT / "src" / "headgate").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {one.name for one in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names.add(str(node.module))
    return {name.partition(".")[0] for name in names} - sys.stdlib_module_names - {"headgate"}


def test_every_package_comes_with_the_core_or_an_extra() -> None:
    assert imported() - {"click", "jsonschema_rs", "yaml", "rich"} == set(EXTRAS)
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    assert set(EXTRAS.values()) <= set(extras)


def test_ctrl_c_is_no_finding() -> None:
    line = [sys.executable, "-c", WITHOUT, "pyflink", "lint", "-"]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as waiting:
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.wait(timeout=1)
        waiting.send_signal(signal.SIGINT)
        assert waiting.stderr is not None
        assert waiting.stderr.read() == "\ninterrupted\n"
    assert waiting.returncode == 130
