"""Git repositories of a team that took headgate up, and how a pipeline runs commands in them."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.require import require_tool

SECONDS = 120
ENTRY = "import sys; sys.argv[0] = 'headgate'; from headgate.cli import main; main()"
AUTHOR = {
    "GIT_AUTHOR_NAME": "ada", "GIT_AUTHOR_EMAIL": "ada@example.com", "GIT_COMMITTER_NAME": "ada",
    "GIT_COMMITTER_EMAIL": "ada@example.com", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null",
}  # fmt: skip
# No address of a pipeline, a proxy or a registry reaches the commands: what they need is in the repository.
PASSED_ON = ("HOME", "LANG", "TMPDIR", "PYTHONPATH")


@dataclass(frozen=True)
class Team:
    """A repository in a folder."""

    folder: Path

    def run(self, *line: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        """A command as a pipeline runs it: `headgate` is on the PATH, and little else is set."""
        bare = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        return subprocess.run(
            line,
            cwd=self.folder,
            env={**bare, **AUTHOR, "PATH": path, **environment},
            input=stdin,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )

    def git(self, *words: str) -> str:
        done = self.run("git", *words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def headgate(self, *words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return self.run(sys.executable, "-c", ENTRY, *words, stdin=stdin)

    def commit(self, what: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", what)

    def change(self, old: str, new: str) -> None:
        """Replaces a text in the only contract."""
        (contract,) = (self.folder / "contracts").glob("*.odcs.yaml")
        text = contract.read_text()
        assert old in text
        contract.write_text(text.replace(old, new))

    def text(self, path: str) -> str:
        return (self.folder / path).read_text(encoding="utf-8")


def a_team(folder: Path) -> Team:
    """A new repository without a commit."""
    require_tool("git")
    folder.mkdir(parents=True, exist_ok=True)
    team = Team(folder)
    team.git("init", "--quiet", "--initial-branch", "main")
    return team


def with_pull_request(folder: Path, old: str, new: str) -> Team:
    """A repository as a pipeline checks it out: the contract laid out on main, and a change of it on a branch."""
    team = a_team(folder)
    laid_out = team.headgate("init")
    assert laid_out.returncode == 0, laid_out.stdout + laid_out.stderr
    team.commit("Lay out the contract")
    team.git("update-ref", "refs/remotes/origin/main", "main")
    team.git("checkout", "--quiet", "-b", "change")
    team.change(old, new)
    team.commit("Change it")
    return team
