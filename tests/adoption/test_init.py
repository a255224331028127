"""`headgate init`: a new team's repository passes the gate, whatever was answered, and keeps what was there."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from tests.adoption.repositories import ENTRY, Team, a_team

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


def test_a_contract_of_any_name_is_a_contract(team: Team) -> None:
    team.headgate("init")
    (team.folder / "contracts" / "orders.odcs.yaml").rename(team.folder / "contracts" / "o.yml")
    again = team.headgate("init")
    assert "0 written, 3 left alone" in again.stdout
    assert [path.name for path in (team.folder / "contracts").iterdir()] == ["o.yml"]


def test_answers_about_a_contract_that_is_not_added_are_refused(team: Team) -> None:
    team.headgate("init")
    again = team.headgate(
        "init", "--topic", "a.v1", "--event-time", "at", "--format", "json", "--ci", "github"
    )
    told = "error: --topic, --event-time, --format: there are contracts already; give --name to add one\n"
    assert (again.returncode, again.stderr) == (2, told)


def test_below_the_root_of_a_repository_it_says_what_nobody_reads_there(team: Team) -> None:
    laid_out = team.headgate("init", "streams/shop", "--ci", "github")
    told = f"move .github/workflows/contracts.yml and .pre-commit-config.yaml to {team.folder.resolve()}, "
    assert told in laid_out.stdout
    assert "judge streams/shop/contracts\n" in laid_out.stdout
    assert "move" not in team.headgate("init", "--ci", "github").stdout


def asked(team: Team, *answers: str) -> tuple[str, int]:
    """What `headgate init` shows on a terminal, and its exit status."""
    leader, follower = pty.openpty()
    line = [sys.executable, "-c", ENTRY, "init"]
    with subprocess.Popen(line, stdin=follower, stdout=follower, stderr=follower, cwd=team.folder) as running:
        os.close(follower)
        os.write(leader, "".join(answer + "\n" for answer in answers).encode())
        shown = b"".join(iter(lambda: part(leader), b""))
    os.close(leader)
    return shown.decode(), running.returncode


def part(leader: int) -> bytes:
    try:
        return os.read(leader, 4096)
    except OSError:  # the other end is closed
        return b""


QUESTIONS = [
    "stream about",
    "Which team",
    "records written",
    "Kafka topic",
    "message key",
    "time of the",
    "pipeline",
]


def test_on_a_terminal_it_asks_what_was_not_given_and_again_only_whose_pipeline(team: Team) -> None:
    shown, status = asked(team, "refunds", "billing", "csv", "json", "", "", "", "github")
    assert (status, [word for word in QUESTIONS if word in shown]) == (0, QUESTIONS)
    assert "'csv' is not one of 'avro', 'protobuf', 'json'" in shown
    assert "format: json" in team.text("contracts/refunds.odcs.yaml")
    assert "name: billing" in team.text("contracts/refunds.odcs.yaml")
    again, status = asked(team, "")
    assert (status, [word for word in QUESTIONS if word in again]) == (0, ["pipeline"])
    assert "0 written, 4 left alone" in again


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
