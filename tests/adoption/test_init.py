"""`headgate init`: a new team's repository passes the gate, whatever was answered, and keeps what was there."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
import yaml
from tests.adoption.repositories import Team, a_team

CI_FILES = {"github": ".github/workflows/contracts.yml", "gitlab": ".gitlab-ci.yml", "jenkins": "Jenkinsfile"}
ANSWERS = [
    (),
    ("--format", "protobuf"),
    ("--format", "json"),
    (
        "--name",
        "Payment refunds",
        "--owner",
        "billing: EU",
        "--key",
        "refund_id",
        "--event-time",
        "refunded_at",
    ),
    ("--name", "yes", "--topic", "a.b.v2"),
    ("--ci", "github"),
    ("--ci", "gitlab"),
    ("--ci", "jenkins"),
]


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return a_team(tmp_path)


@pytest.mark.parametrize("answers", ANSWERS, ids=" ".join)
def test_what_is_laid_out_passes_before_and_after_the_first_commit(
    team: Team, answers: tuple[str, ...]
) -> None:
    laid_out = team.headgate("init", *answers)
    assert (laid_out.returncode, laid_out.stderr) == (0, "")
    assert "no findings in 1 contract" in laid_out.stdout
    team.commit("Begin")
    judged = team.headgate("gate", "--against", "HEAD", "--require", "history")
    assert (judged.returncode, "no findings" in judged.stdout) == (0, True), judged.stdout + judged.stderr


def test_it_can_be_run_again(team: Team) -> None:
    team.headgate("init", "--ci", "github")
    team.commit("Begin")
    again = team.headgate("init", "--ci", "github")
    assert "0 written, 4 left alone" in again.stdout
    assert team.git("status", "--porcelain") == ""


def test_what_was_there_is_left_alone(team: Team) -> None:
    (team.folder / "gate").mkdir()
    (team.folder / "gate" / "policy.toml").write_text('profile = "strict"\n')
    laid_out = team.headgate("init")
    assert "kept       gate/policy.toml (yours: left alone)" in laid_out.stdout
    assert team.text("gate/policy.toml") == 'profile = "strict"\n'


def test_a_second_contract_is_added_only_when_it_is_named(team: Team) -> None:
    team.headgate("init")
    team.headgate("init")
    team.headgate("init", "--name", "refunds")
    assert sorted(path.name for path in (team.folder / "contracts").iterdir()) == [
        "orders.odcs.yaml",
        "refunds.odcs.yaml",
    ]


@pytest.mark.parametrize("system", CI_FILES)
def test_the_pipeline_is_that_of_the_forge_in_use(team: Team, system: str) -> None:
    trace = (
        team.folder / {"github": ".github/x", "gitlab": ".gitlab-ci.yml", "jenkins": "Jenkinsfile"}[system]
    )
    trace.parent.mkdir(exist_ok=True)
    trace.write_text("")
    team.headgate("init")
    assert (team.folder / CI_FILES[system]).exists()


def test_the_files_are_what_their_readers_take(team: Team) -> None:
    team.headgate("init", "--ci", "gitlab")
    assert tomllib.loads(team.text("gate/policy.toml")) == {"profile": "standard"}
    assert tomllib.loads(team.text("gate/waivers.toml")) == {}
    (repository,) = yaml.safe_load(team.text(".pre-commit-config.yaml"))["repos"]
    assert [hook["entry"] for hook in repository["hooks"]] == ["headgate lint"]


MISTAKES = [
    (("--name", "1st"), "--name `1st`: begin with a letter"),
    (("--key", "9"), "--key `9`: a field's name has"),
    (("--key", "event_id"), "the example has a field of that name already"),
    (("--key", "at", "--event-time", "at"), "are both `at`; name two fields"),
]


@pytest.mark.parametrize(("answers", "told"), MISTAKES)
def test_an_answer_that_cannot_be_used_is_told_and_nothing_is_written(
    team: Team, answers: tuple[str, ...], told: str
) -> None:
    done = team.headgate("init", *answers)
    assert (done.returncode, told in done.stderr) == (2, True), done.stderr
    assert [path.name for path in team.folder.iterdir()] == [".git"]
