"""Makes everything the repository needs: a locked Python environment, the toolkit in it, the JVM parts.

Each step leaves a stamp, the digest of what it was made from, and is skipped while the stamp holds.
Runs on the standard library alone: it makes the environment in which the rest runs.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
UV_HOME = ROOT / ".venv-uv"
UV = UV_HOME / "bin" / "uv"
PYTHON = VENV / "bin" / "python"
JVM = ROOT / "reference_pipelines" / "jvm"
REQUIREMENTS = ROOT / "requirements"
JDK_VERSIONS = ("17", "21")
MISSING, FAILED = 2, 3


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """What must be on the machine before, and the command that gets it."""

    what: str
    remedy: str
    is_there: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to make: from which files, with which result, by which commands."""

    what: str
    stamp: Path
    sources: tuple[Path, ...]
    results: tuple[Path, ...]
    make: Callable[[], None]


class StepError(Exception):
    """Says which command failed, with what it printed."""


def has_jdk() -> bool:
    """Whether a compiler of a fitting version is there: a JRE is not enough."""
    home = os.environ.get("JAVA_HOME")
    javac = str(Path(home) / "bin" / "javac") if home else shutil.which("javac")
    if not javac or not Path(javac).exists():
        return False
    done = subprocess.run([javac, "-version"], capture_output=True, text=True, check=False)
    found = re.search(r"javac (\d+)", done.stdout + done.stderr)
    return found is not None and found[1] in JDK_VERSIONS


def has_venv() -> bool:
    """Whether this Python can make an environment: Debian ships that part apart."""
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


PREREQUISITES = (
    Prerequisite("Python's venv module", "apt-get install python3-venv", has_venv),
    Prerequisite(
        "JDK 17 (with javac; JAVA_HOME or PATH)", "apt-get install openjdk-17-jdk-headless", has_jdk
    ),
    Prerequisite("Maven", "apt-get install maven", lambda: shutil.which("mvn") is not None),
    Prerequisite("make", "apt-get install make", lambda: shutil.which("make") is not None),
)


def run(*command: str | Path) -> None:
    """Runs a command quietly; raises StepError with all it printed when it fails."""
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise StepError(f"{' '.join(words)}\n{done.stdout}{done.stderr}".rstrip())


def make_uv() -> None:
    """Makes a small environment that holds the pinned uv and nothing else."""
    run(sys.executable, "-m", "venv", "--clear", UV_HOME)
    pip = (UV_HOME / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    run(*pip, "--require-hashes", "--requirement", REQUIREMENTS / "uv.txt")


def make_environment() -> None:
    """Makes `.venv` hold exactly what the requirement file says."""
    if not is_this_python(PYTHON):
        run(UV, "venv", "--quiet", "--clear", "--no-python-downloads", "--python", sys.executable, VENV)
    target = ("--quiet", "--python", PYTHON)
    run(UV, "pip", "sync", *target, "--require-hashes", REQUIREMENTS / "all.txt")


def is_this_python(executable: Path) -> bool:
    """Whether the executable runs and is of the version that runs now."""
    if not executable.exists():
        return False
    asked = [str(executable), "-c", "import sys; print(sys.version_info[:2])"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    return done.stdout.strip() == str(sys.version_info[:2])


def install_toolkit() -> None:
    """Installs `headgate` from the work tree; the build back end comes from the environment, not the network."""
    options = ("--quiet", "--python", PYTHON, "--no-deps", "--no-build-isolation", "--offline")
    run(UV, "pip", "install", *options, "--editable", ROOT)


def build_jvm() -> None:
    """Builds our functions and fetches the servers; their tests belong to `make test`."""
    run("mvn", "-B", "-q", "-Dstyle.color=never", "-DskipTests", "-f", JVM, "package")


def jvm_sources() -> Iterator[Path]:
    """Every file of the Maven build that is not its output."""
    for path in sorted(JVM.rglob("*")):
        if path.is_file() and "target" not in path.relative_to(JVM).parts:
            yield path


def steps() -> tuple[Step, ...]:
    """The steps in their order; a step's stamp file lies in what it makes, and goes with it."""
    locked, toolkit = REQUIREMENTS / "all.txt", ROOT / "pyproject.toml"
    runtime = JVM / "runtime" / "target"
    servers = tuple(runtime / name for name in ("kafka", "flink-lib", "flink-metrics", "registry"))
    jar = JVM / "functions" / "target" / "headgate-functions.jar"
    return (
        Step("uv", UV_HOME / "stamp", (REQUIREMENTS / "uv.txt",), (UV,), make_uv),
        Step("Python environment", VENV / "stamp", (locked,), (PYTHON,), make_environment),
        # Syncing the environment removes the toolkit, hence the lock is a source of it too.
        Step(
            "headgate",
            VENV / "stamp-headgate",
            (toolkit, locked),
            (VENV / "bin" / "headgate",),
            install_toolkit,
        ),
        Step("JVM parts", runtime / "stamp", tuple(jvm_sources()), (*servers, jar), build_jvm),
    )


def digest(sources: Iterable[Path]) -> str:
    """A digest of the files' places and bytes, and of the Python that makes the environment."""
    total = hashlib.sha256(str(sys.version_info[:2]).encode())
    for path in sources:
        total.update(str(path.relative_to(ROOT)).encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def is_done(step: Step, wanted: str) -> bool:
    """Whether the stamp says so and every result is there."""
    stamped = step.stamp.exists() and step.stamp.read_text(encoding="utf-8") == wanted
    return stamped and all(result.exists() for result in step.results)


def carry_out(step: Step) -> None:
    """Makes one thing unless it is made; raises StepError."""
    wanted = digest(step.sources)
    if is_done(step, wanted):
        print(f"setup: {step.what}: up to date")
        return
    print(f"setup: {step.what} …", flush=True)
    begin = time.monotonic()
    step.make()
    absent = [str(result.relative_to(ROOT)) for result in step.results if not result.exists()]
    if absent:
        raise StepError(f"{step.what} was made without {', '.join(absent)}")
    step.stamp.write_text(wanted, encoding="utf-8")
    print(f"setup: {step.what}: done in {time.monotonic() - begin:.0f} s", flush=True)


def main() -> int:
    """Checks the machine, then carries out every step; gives back the exit status."""
    missing = [found for found in PREREQUISITES if not found.is_there()]
    for found in missing:
        print(f"setup: {found.what} is missing: {found.remedy}", file=sys.stderr)
    if missing:
        return MISSING
    try:
        for step in steps():
            carry_out(step)
    except StepError as error:
        print(f"setup: failed: {error}", file=sys.stderr)
        return FAILED
    return 0


if __name__ == "__main__":
    sys.exit(main())
