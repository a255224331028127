"""One report in several forms at once: which file gets what, and where its paths start."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from headgate.cli import root

CONTRACT = "kind: DataContract\nid: orders\n"
FORGE = ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA", "CI_PROJECT_URL", "CI_COMMIT_SHA")
GITHUB = {
    "GITHUB_SERVER_URL": "https://forge.example",
    "GITHUB_REPOSITORY": "shop/contracts",
    "GITHUB_SHA": "0a1b2c3",
}
GITLAB = {"CI_PROJECT_URL": "https://lab.example/shop", "CI_COMMIT_SHA": "0a1b2c3"}


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a contract inside of a repository; the command runs in it."""
    for name in FORGE:
        monkeypatch.delenv(name, raising=False)
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "team"
    folder.mkdir()
    (folder / "orders.yaml").write_text(CONTRACT)
    monkeypatch.chdir(folder)
    return folder


def lint(*words: str, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(root, ["lint", "orders.yaml", *words], env=env)


def test_each_file_is_in_its_own_form(team: Path) -> None:
    forms = {
        "sarif": "{",
        "junit": "<?xml",
        "github": "::",
        "gitlab": "[",
        "markdown": "<!--",
        "text": "error[",
    }
    given = [word for form in forms for word in ("--output", f"{form}={form}.out")]
    done = lint("--format", "json", *given)
    assert json.loads(done.stdout)["summary"]["contracts"] == 1
    assert {form: (team / f"{form}.out").read_text()[: len(start)] for form, start in forms.items()} == forms


def test_a_file_alone_has_the_form_of_standard_output_and_takes_its_place(team: Path) -> None:
    done = lint("--format", "json", "--output", "run=1.json", "--output", "./run=1.json")
    assert done.exit_code == 2
    done = lint("--format", "json", "--output", "./run=1.json")
    assert json.loads((team / "run=1.json").read_text())["shape"] == 1
    assert done.stdout.endswith("in 1 contract: see run=1.json\n")


def test_paths_start_at_the_root_of_the_repository_and_at_the_folder_for_people(team: Path) -> None:
    assert "file=team/orders.yaml," in lint("--format", "github").stdout
    assert "--> orders.yaml:" in lint().stdout
    assert '"uri": "team/orders.yaml"' in lint("--format", "sarif").stdout


def test_outside_of_a_repository_paths_start_at_the_folder(team: Path) -> None:
    (team.parent / ".git").rmdir()
    assert "file=orders.yaml," in lint("--format", "github").stdout


@pytest.mark.parametrize(
    ("env", "address"),
    [
        (GITHUB, "https://forge.example/shop/contracts/blob/0a1b2c3/team/orders.yaml#L"),
        (GITLAB, "https://lab.example/shop/-/blob/0a1b2c3/team/orders.yaml#L"),
    ],
)
def test_places_are_links_where_a_forge_runs_the_command(
    team: Path, env: dict[str, str], address: str
) -> None:
    assert (team / "orders.yaml").exists()
    assert address in lint("--format", "markdown", env=env).stdout
    assert "](http" not in lint("--format", "markdown").stdout


@pytest.mark.parametrize("form", ["text", "json", "sarif", "junit", "github", "gitlab", "markdown"])
def test_a_file_name_that_is_no_unicode_can_be_told(team: Path, form: str) -> None:
    name = os.fsdecode(b"\xff.yaml")
    (team / name).write_text(CONTRACT)
    done = CliRunner().invoke(root, ["lint", name, "--output", f"{form}=report"])
    assert done.exit_code == 2
    assert (team / "report").read_bytes().decode("utf-8")


def test_the_exit_status_does_not_depend_on_the_form(team: Path) -> None:
    assert (team / "orders.yaml").exists()
    assert {lint("--format", form).exit_code for form in ("text", "sarif", "junit", "markdown")} == {2}


def test_standard_output_that_cannot_be_written_is_told(team: Path) -> None:
    line = [sys.executable, "-c", "from headgate.cli import main; main()", "lint", "orders.yaml"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(line, cwd=team, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    told = "error: standard output cannot be written: No space left on device\n"
    assert (done.returncode, done.stderr) == (2, told)


def test_without_a_standard_output_the_status_tells(team: Path) -> None:
    line = f"{sys.executable} -c 'from headgate.cli import main; main()' lint orders.yaml >&-"
    done = subprocess.run(["sh", "-c", line], cwd=team, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "")
