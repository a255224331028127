"""The container file: small, pinned, without root, and its entry runs what is copied into it."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

from tests.adoption.repositories import Team, a_team, with_pull_request
from tests.adoption.test_ci import SOUND

ROOT = Path(__file__).resolve().parents[2]
FILE = (ROOT / "ci" / "Containerfile").read_text()
COPIES = re.findall(r"^COPY (\S+) (\S+)$", FILE, re.MULTILINE)
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)


def pins(path: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / path).read_text()))


def test_it_copies_what_is_there() -> None:
    assert COPIES
    missing = [source for source, _ in COPIES if not (ROOT / source).exists()]
    assert not missing


def test_it_does_not_run_as_root() -> None:
    lines = [line.split()[0] for line in FILE.splitlines() if line[:1].isupper()]
    assert lines.index("USER") < lines.index("ENTRYPOINT")
    assert re.search(r"^USER headgate$", FILE, re.MULTILINE)


def test_its_requirements_are_those_of_the_lock_with_a_hash_each() -> None:
    pinned, locked = pins("ci/requirements.txt"), pins("requirements/all.txt")
    assert {"click", "jsonschema-rs", "pyyaml", "rich"} <= set(pinned)
    assert pinned == {name: locked[name] for name in pinned}
    text = (ROOT / "ci" / "requirements.txt").read_text()
    assert all("--hash=sha256:" in part for part in re.split(PIN, text)[3::3])
    assert "--require-hashes" in FILE


def container(team: Team, folder: Path) -> str:
    """What the file copies, copied; the entry that it starts."""
    for source, target in COPIES:
        copied = folder / target.removeprefix("/")
        copied.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, copied, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(ROOT / source, copied)
    (entry,) = re.findall(r'^ENTRYPOINT \["(\S+)"\]$', FILE, re.MULTILINE)
    return str(folder / entry.removeprefix("/"))


def test_its_entry_judges_a_repository(tmp_path: Path) -> None:
    team = with_pull_request(tmp_path / "repository", *SOUND)
    entry = container(team, tmp_path / "image")
    library = {"HEADGATE_LIB": str(tmp_path / "image" / "opt/headgate/lib"), "PYTHONPATH": ""}
    judged = team.run(entry, "gate", "contracts", "--against", "origin/main", **library)
    assert judged.returncode == 0, judged.stdout + judged.stderr
    assert "no findings in 1 contract" in judged.stdout
    assert team.run(entry, "--version", **library).stdout.startswith("headgate, version")


def test_the_copy_is_what_runs(tmp_path: Path) -> None:
    team = a_team(tmp_path / "repository")
    entry = container(team, tmp_path / "image")
    own = tmp_path / "image" / "opt/headgate/lib/headgate/__init__.py"
    own.write_text(own.read_text() + '__version__ = "9.9.9"\n')
    told = team.run(entry, "--version", HEADGATE_LIB=str(own.parents[1]), PYTHONPATH="")
    assert told.stdout == "headgate, version 9.9.9\n", (told.stderr, sys.executable)
