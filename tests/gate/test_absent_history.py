"""Where the past is not at hand: the reason is told, and `--require` makes it count."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from tests.gate.repositories import FILE, NOTE, TOTAL, Repository, contract

FIRST = contract("1.0.0", TOTAL)
SECOND = contract("1.1.0", TOTAL, NOTE)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository with two versions of one contract, on `main`."""
    return Repository.made(tmp_path / "shop").commit(FIRST, SECOND)


def shallow(repository: Repository, tmp_path: Path, *words: str) -> Repository:
    repository.git("clone", "-q", "--depth", "1", *words, repository.root.as_uri(), str(tmp_path / "clone"))
    return Repository(tmp_path / "clone")


@pytest.mark.parametrize(
    ("ref", "says"),
    [
        ("maim", "did you mean `main`?"),
        ("origin/main", "did you mean `main`?"),
        ("release-9", "give `main`, for example"),
        ("HEAD~9", "goes back beyond the first commit"),
        ("HEADLINE", "give `main`, for example"),
        ("HEAD^2", "give `main`, for example"),
        ("^main", "did you mean `main`?"),
        ("x" * 5000, "give `main`, for example"),
    ],
)
def test_an_unknown_reference_is_a_mistake(repository: Repository, ref: str, says: str) -> None:
    told = repository.gate("--against", ref)
    assert told.status == 2
    assert told.text.startswith(f"error: `{ref}`")
    assert says in told.text


def test_a_branch_that_was_not_fetched(repository: Repository, tmp_path: Path) -> None:
    repository.git("branch", "release")
    clone = shallow(repository, tmp_path)
    told = clone.gate("--against", "origin/release")
    assert told.status == 2
    assert "run `git fetch origin release` first" in told.text


def test_an_option_in_place_of_a_reference_is_none(repository: Repository) -> None:
    told = repository.gate("--against=--output=/tmp/x")
    assert told.status == 2


def test_without_against_history_is_not_run(repository: Repository) -> None:
    told = repository.gate()
    assert told.status == 0
    assert "not run: history: nothing to hold the contracts against" in told.text
    assert repository.gate("--require", "history").status == 3


def test_the_first_commit(tmp_path: Path) -> None:
    repository = Repository.made(tmp_path / "shop").commit(FIRST)
    told = repository.gate("--against", "HEAD~1")
    assert told.status == 0
    assert "not run: history: `HEAD` is the first commit" in told.text
    assert repository.gate("--against", "HEAD~1", "--require", "history").status == 3


def test_before_the_first_commit(tmp_path: Path) -> None:
    repository = Repository.made(tmp_path / "shop")
    repository.write(FIRST)
    told = repository.gate("--against", "main")
    assert told.status == 0
    assert "has no commit yet" in told.text


def test_no_repository(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.write(FIRST)
    told = repository.gate("--against", "main")
    assert told.status == 0
    assert "is in no git repository" in told.text


def test_a_bare_repository(repository: Repository, tmp_path: Path) -> None:
    repository.git("clone", "-q", "--bare", str(repository.root), str(tmp_path / "bare"))
    bare = Repository(tmp_path / "bare")
    bare.write(FIRST)
    assert "is a bare repository" in bare.gate("--against", "main").text


def test_a_shallow_clone_says_how_to_deepen(repository: Repository, tmp_path: Path) -> None:
    clone = shallow(repository, tmp_path)
    told = clone.gate("--against", "HEAD")
    assert told.status == 0
    assert "the clone is shallow, so versions may be missing; run `git fetch --unshallow`" in told.text
    assert clone.gate("--against", "HEAD", "--require", "history").status == 3
    assert "the clone is shallow and has one commit only" in clone.gate("--against", "HEAD~1").text


def test_a_shallow_clone_that_does_not_reach_the_fork(repository: Repository, tmp_path: Path) -> None:
    repository.git("checkout", "-q", "-b", "topic")
    repository.commit(contract("1.2.0", TOTAL, NOTE, ("gift", "boolean")))
    repository.git("checkout", "-q", "main")
    repository.commit(contract("1.1.1", TOTAL, NOTE))
    clone = shallow(repository, tmp_path, "--no-single-branch", "--branch", "topic")
    told = clone.gate("--against", "origin/main")
    assert told.status == 0
    assert "the clone is too shallow to show where the branch left `origin/main`" in told.text


@pytest.mark.parametrize("left_out", ["blob:none", "tree:0"])
def test_a_clone_without_the_earlier_texts_is_not_completed_but_told(
    repository: Repository, tmp_path: Path, left_out: str
) -> None:
    repository.commit(contract("1.2.0", TOTAL, NOTE, ("gift", "boolean")))
    repository.git("config", "uploadpack.allowFilter", "true")
    words = ("clone", "-q", f"--filter={left_out}", repository.root.as_uri(), str(tmp_path / "clone"))
    repository.git(*words)
    clone = Repository(tmp_path / "clone")
    told = clone.gate("--against", "HEAD", "--require", "history")
    assert told.status == 3
    assert (
        "this repository was cloned without the texts of earlier versions; run `git fetch --refetch"
        in told.text
    )
    clone.git("fetch", "-q", "--refetch", "--no-filter")
    assert ": 3 versions" in clone.gate("--against", "HEAD").text


def test_unrelated_histories(repository: Repository) -> None:
    repository.git("checkout", "-q", "--orphan", "other")
    repository.commit(contract("0.1.0", TOTAL))
    told = repository.gate("--against", "main")
    assert "have no common commit" in told.text
    assert told.status == 0


def test_standard_input_has_no_history(repository: Repository) -> None:
    assert repository.gate("-", "--against", "main").status == 2
    told = repository.gate("-", "--against", "main", given=SECOND)
    assert told.status == 0
    assert "not run: history: standard input has no history; give the file (on -)" in told.text
    both = repository.gate("-", FILE, "--against", "main", given=contract("1.0.0", identity="stock"))
    assert "shop 1.1.0, held against git main" in both.text
    assert "not run: history: standard input has no history; give the file (on <stdin>)" in both.text
    assert "new" not in both.text


def test_an_empty_reference_is_a_mistake(repository: Repository) -> None:
    told = repository.gate("--against", "")
    assert (told.status, told.text.partition(";")[0]) == (2, "error: `--against` is empty")


def test_a_reference_that_no_argument_can_hold(repository: Repository) -> None:
    repository.write('[history]\nsource = "main\\u0000"\n', "gate/policy.toml")
    assert repository.gate().status == 2


def test_without_git(repository: Repository, tmp_path: Path) -> None:
    empty = tmp_path / "bin"
    empty.mkdir()
    told = repository.gate("--against", "main", PATH=str(empty))
    assert told.status == 0
    assert "not run: history: git is not installed; install git" in told.text


@pytest.mark.parametrize(("mode", "why"), [(0o644, "Permission denied"), (0o755, "Exec format error")])
def test_a_git_that_is_no_program(repository: Repository, tmp_path: Path, mode: int, why: str) -> None:
    broken = tmp_path / "bin" / "git"
    broken.parent.mkdir()
    broken.write_text("no program\n")
    broken.chmod(mode)
    told = repository.gate("--against", "main", PATH=str(broken.parent))
    assert told.status == 0
    assert f"not run: history: git cannot be started: {why}; install git" in told.text


def test_a_git_that_is_too_old(repository: Repository, tmp_path: Path) -> None:
    old = tmp_path / "bin" / "git"
    old.parent.mkdir()
    old.write_text('#!/bin/sh\nfor word in "$@"; do last=$word; done\necho "$last"\n')
    old.chmod(0o755)
    told = repository.gate("--against", "main", PATH=f"{old.parent}{os.pathsep}{os.environ['PATH']}")
    assert "git is too old; install git 2.25 or newer" in told.text


def test_a_broken_repository_is_told_in_gits_words(repository: Repository) -> None:
    shutil.rmtree(repository.root / ".git" / "objects")
    told = repository.gate("--against", "main")
    assert "Traceback" not in told.text
    assert told.status in {0, 2}
    assert sys.executable not in told.text


def test_one_of_two_files_has_no_repository(repository: Repository, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere.yaml"
    other.write_text(contract("1.0.0", TOTAL, identity="stock"))
    told = repository.gate(FILE, str(other), "--against", "main")
    assert told.status == 0
    assert "shop 1.1.0, held against git main" in told.text
    assert "is in no git repository" in told.text
