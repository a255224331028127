"""The ready-made pipeline steps: their own commands, run in a repository with a pull request, judge it."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from tests.adoption.pipelines import (
    CI,
    EXPRESSION,
    INPUT,
    Node,
    Step,
    action,
    github_steps,
    gitlab_steps,
    jenkins_steps,
    table,
)
from tests.adoption.repositories import Team, with_pull_request

import headgate

SOUND = ("version: 1.0.0\nstatus: draft", "version: 1.1.0\nstatus: active")
BREAKING = (
    "name: occurred_at\n        logicalType: timestamp",
    "name: occurred_at\n        logicalType: date",
)
PINNED = re.compile(r'pip install (?:--quiet )?"headgate==(?:\$VERSION|[0-9.]+)"')
CHANGES = pytest.mark.parametrize(
    ("change", "status"), [(SOUND, 0), (BREAKING, 1)], ids=["sound", "breaking"]
)


def run(team: Team, steps: Sequence[Step], **environment: str) -> subprocess.CompletedProcess[str]:
    """Every step but those that install, in order; the last one's outcome."""
    (gate,) = [step for step in steps if "headgate gate" in step.script]
    return team.run(*gate.shell, gate.script, **gate.environment, **environment)


@CHANGES
def test_github(tmp_path: Path, change: tuple[str, str], status: int) -> None:
    team = with_pull_request(tmp_path / "repository", *change)
    files = {"GITHUB_OUTPUT": str(tmp_path / "output"), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")}
    done = run(team, github_steps({}), GITHUB_BASE_REF="main", **files)
    assert done.returncode == status, done.stdout + done.stderr
    assert (tmp_path / "output").read_text() == f"status={status}\n"
    assert "orders" in (tmp_path / "summary.md").read_text()
    assert ("::error " in done.stdout) is bool(status)
    assert json.loads(team.text("headgate.sarif"))["version"] == "2.1.0"


def test_github_with_other_inputs(tmp_path: Path) -> None:
    team = with_pull_request(tmp_path / "repository", *BREAKING)
    (team.folder / "strict law.toml").write_text('profile = "trial"\n')
    files = {"GITHUB_OUTPUT": str(tmp_path / "output"), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")}
    inputs = {
        "paths": "contracts\n contracts/orders.odcs.yaml",
        "policy": "strict law.toml",
        "format": "text",
    }
    done = run(team, github_steps({**inputs, "against": "origin/main"}), **files)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "warning[" in done.stdout


def test_github_on_a_push_compares_with_the_commit_before(tmp_path: Path) -> None:
    team = with_pull_request(tmp_path / "repository", *BREAKING)
    files = {"GITHUB_OUTPUT": str(tmp_path / "output"), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")}
    assert run(team, github_steps({}), GITHUB_BASE_REF="", **files).returncode == 1


@CHANGES
def test_gitlab(tmp_path: Path, change: tuple[str, str], status: int) -> None:
    team = with_pull_request(tmp_path, *change)
    base = team.git("merge-base", "HEAD", "origin/main").strip()
    done = run(team, gitlab_steps({}), CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert done.returncode == status, done.stdout + done.stderr
    issues = json.loads(team.text("gl-code-quality-report.json"))
    assert bool([issue for issue in issues if issue["severity"] in ("major", "critical", "blocker")]) is bool(
        status
    )
    assert ElementTree.parse(team.folder / "headgate.xml").getroot().tag == "testsuites"


JENKINS = [
    ("Jenkinsfile", {}),
    ("vars/headgateGate.groovy", {"PATHS": "contracts", "AGAINST": "", "POLICY": "", "VERSION": "0.1.0"}),
]


@CHANGES
@pytest.mark.parametrize(("name", "variables"), JENKINS, ids=[name for name, _ in JENKINS])
def test_jenkins(
    tmp_path: Path, name: str, variables: dict[str, str], change: tuple[str, str], status: int
) -> None:
    team = with_pull_request(tmp_path, *change)
    done = run(team, jenkins_steps(name, variables), CHANGE_TARGET="main")
    assert done.returncode == status, done.stdout + done.stderr
    failures = ElementTree.parse(team.folder / "headgate.xml").getroot().iter("failure")
    assert bool(list(failures)) is bool(status)


LAID_OUT = [
    ("github", ".github/workflows/contracts.yml", {"GITHUB_BASE_REF": "main"}),
    ("gitlab", ".gitlab-ci.yml", {"CI_DEFAULT_BRANCH": "main"}),
    ("jenkins", "Jenkinsfile", {"CHANGE_TARGET": "main"}),
]


@pytest.mark.parametrize(("system", "path", "environment"), LAID_OUT, ids=[system for system, *_ in LAID_OUT])
def test_what_init_lays_out(tmp_path: Path, system: str, path: str, environment: dict[str, str]) -> None:
    team = with_pull_request(tmp_path, *BREAKING)
    team.headgate("init", "--ci", system)
    (script,) = [line for line in scripts(team.text(path)) if "headgate gate" in line]
    done = team.run("bash", "-eo", "pipefail", "-c", script, **environment)
    assert done.returncode == 1, done.stdout + done.stderr
    assert PINNED.search(team.text(path))


def scripts(text: str) -> list[str]:
    """Every script of a pipeline file that `headgate init` writes."""
    if "pipeline {" in text:
        return re.findall(r"sh '''(.*?)'''", text, re.DOTALL)
    parsed = yaml.safe_load(text)
    jobs = parsed.get("jobs", {"contracts": parsed.get("contracts")}).values()
    steps = [step.get("run", "") for job in jobs for step in job.get("steps", [])]
    return steps + [line for job in jobs for line in job.get("script", [])]


EVERY_STEP = [
    *(("github", step) for step in github_steps({})),
    *(("gitlab", step) for step in gitlab_steps({})),
    *((name, step) for name, variables in JENKINS for step in jenkins_steps(name, variables)),
]


@pytest.mark.parametrize(("name", "step"), EVERY_STEP, ids=[name for name, _ in EVERY_STEP])
def test_every_script_is_one_that_its_shell_reads(tmp_path: Path, name: str, step: Step) -> None:
    checked = subprocess.run(
        [step.shell[0], "-n"], input=step.script, text=True, capture_output=True, check=False
    )
    assert (checked.returncode, checked.stderr) == (0, "")
    assert not EXPRESSION.search(step.script), f"{name}: what users write goes through the environment"
    if step.installs:
        assert PINNED.search(step.script), step.script


def test_inputs_that_are_used_are_declared_and_the_other_way_round() -> None:
    text = (CI / "github" / "action.yml").read_text()
    used = {name for found in EXPRESSION.findall(text) for name in re.findall(r"inputs\.(\w+)", found)}
    bare = set(re.findall(r"if: .*?inputs\.(\w+)", text))
    assert used | bare == set(table(action()["inputs"]))
    gitlab = (CI / "gitlab" / "headgate.yml").read_text()
    assert set(INPUT.findall(gitlab)) == set(next(yaml.safe_load_all(gitlab))["spec"]["inputs"])


def test_the_examples_give_inputs_that_exist() -> None:
    (job,) = yaml.safe_load((CI / "github" / "example.yml").read_text())["jobs"].values()
    (step,) = [step for step in job["steps"] if "headgate" in step.get("uses", "")]
    assert set(step["with"]) <= set(table(action()["inputs"]))
    (include,) = yaml.safe_load((CI / "gitlab" / "example.yml").read_text())["include"]
    declared = next(yaml.safe_load_all((CI / "gitlab" / "headgate.yml").read_text()))["spec"]["inputs"]
    assert set(include["inputs"]) <= set(declared)
    assert include["file"] == "ci/gitlab/headgate.yml"


def test_every_pinned_version_is_this_one() -> None:
    versions = [
        table(table(action()["inputs"])["version"])["default"],
        next(yaml.safe_load_all((CI / "gitlab" / "headgate.yml").read_text()))["spec"]["inputs"]["version"][
            "default"
        ],
        *re.findall(r"headgate==([0-9.]+)", (CI / "jenkins" / "Jenkinsfile").read_text()),
        *re.findall(r"version: '([0-9.]+)'", (CI / "jenkins" / "vars" / "headgateGate.groovy").read_text()),
        *re.findall(r"@v([0-9.]+)", (CI / "github" / "example.yml").read_text())[-1:],
    ]
    assert versions == [headgate.__version__] * 5


def hooks() -> list[Node]:
    found: list[Node] = yaml.safe_load((CI.parent / ".pre-commit-hooks.yaml").read_text())
    return found


@pytest.mark.parametrize("change", [SOUND, BREAKING], ids=["sound", "breaking"])
def test_the_hooks_run_as_pre_commit_runs_them(tmp_path: Path, change: tuple[str, str]) -> None:
    team = with_pull_request(tmp_path, *SOUND)
    team.git("checkout", "--quiet", "main")
    team.change(*change)
    outcome = {}
    for hook in hooks():
        files = ["contracts/orders.odcs.yaml"] if hook.get("pass_filenames", True) else []
        assert re.search(str(hook["files"]), "contracts/orders.odcs.yaml")
        line = [*str(hook["entry"]).split(), *map(str, hook.get("args", [])), *files]  # type: ignore[call-overload]
        outcome[hook["id"]] = team.run(*line).returncode
    assert outcome == {
        "headgate-lint": int(change is BREAKING),
        "headgate-gate": int(change is BREAKING),
        "headgate-generate-check": 0,  # nothing has been generated yet
    }
