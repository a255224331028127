"""A folder of versions as the past: grouped by contract, ordered by version."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.gate.repositories import FILE, NOTE, TEXT_TOTAL, TOTAL, Repository, contract


@pytest.fixture
def tree(tmp_path: Path) -> Repository:
    """No repository: a contract, and a folder with its earlier versions and another's."""
    made = Repository(tmp_path)
    made.write(contract("1.9.0", TOTAL), "old/shop/a.yaml")
    made.write(contract("1.10.0", TOTAL, NOTE), "old/shop/b.yaml")
    made.write(contract("5.0.0", TEXT_TOTAL, identity="stock"), "old/stock.yaml")
    made.write("a: b\n", "old/notes.yaml")
    return made


def test_the_newest_version_is_followed(tree: Repository) -> None:
    tree.write(contract("1.11.0", TOTAL, NOTE, ("gift", "boolean")))
    told = tree.gate("--against", "old")
    assert (told.status, told.rules) == (0, [])
    assert "shop 1.10.0 -> 1.11.0, held against folder old: 2 versions" in told.text


def test_all_versions_are_held(tree: Repository) -> None:
    tree.write(contract("2.0.0", TEXT_TOTAL))
    told = tree.gate("--against", "./old/")
    assert told.rules == ["wire/incompatible"]
    assert "old/shop/b.yaml:17:9 1.10.0" in told.text
    assert "1 older: 1.9.0" in told.text


def test_the_contract_may_lie_in_the_folder(tree: Repository) -> None:
    told = tree.gate("old/shop/b.yaml", "--against", "old")
    assert told.status == 0
    assert "shop 1.9.0 -> 1.10.0" in told.text


def test_a_version_between_others_follows_the_one_below(tree: Repository) -> None:
    tree.write(contract("1.9.1", TOTAL))
    assert "shop 1.9.0 -> 1.9.1" in tree.gate("--against", "old").text


def test_two_files_of_one_version_that_differ_are_told(tree: Repository) -> None:
    tree.write(contract("1.9.0", NOTE), "old/shop/c.yaml")
    tree.write(contract("1.11.0", TOTAL, NOTE))
    told = tree.gate("--against", "old")
    assert "`old/shop/a.yaml` and `old/shop/c.yaml` are both shop 1.9.0 and differ" in told.text


@pytest.mark.parametrize("version", ["version: draft\n", ""])
def test_a_file_without_a_version_is_told(tree: Repository, version: str) -> None:
    tree.write(contract("1.9.5", TEXT_TOTAL).replace("version: 1.9.5\n", version), "old/shop/c.yaml")
    tree.write(contract("1.11.0", TOTAL, NOTE))
    told = tree.gate("--against", "old", "--require", "history")
    assert told.status == 3
    assert "not run: history: `old/shop/c.yaml` states no version, so that it has no place" in told.text


def test_a_folder_without_versions(tree: Repository) -> None:
    (tree.root / "empty").mkdir()
    tree.write(contract("1.11.0", TOTAL))
    told = tree.gate("--against", "empty")
    assert told.status == 2
    assert "`empty` has no version of a contract" in told.text


def test_a_folder_with_a_file_that_cannot_be_read(tree: Repository) -> None:
    (tree.root / "old/b.yaml").symlink_to("/proc/self/mem")
    tree.write(contract("1.11.0", TOTAL))
    told = tree.gate("--against", "old")
    assert told.status == 2
    assert told.text.startswith("error: `old")
    assert "cannot be read" in told.text


def test_a_name_that_is_a_folder_and_a_branch_is_refused(tmp_path: Path) -> None:
    repository = Repository.made(tmp_path / "shop").commit(contract("1.0.0", TOTAL))
    repository.commit(contract("0.9.0", TOTAL), file="old/a.yaml")
    repository.git("branch", "old")
    told = repository.gate(FILE, "--against", "old")
    assert told.status == 2
    assert "`old` is a folder and a reference of git; write `./old` for the folder" in told.text
    assert repository.gate(FILE, "--against", "refs/heads/old").status == 0
    assert "held against folder old" in repository.gate(FILE, "--against", "./old").text


def test_no_breaking_change_passes_through_a_pre_release(tree: Repository) -> None:
    tree.write(contract("1.11.0-rc.1", NOTE), "old/shop/c.yaml")
    tree.write(contract("1.11.0", NOTE))
    told = tree.gate("--against", "old", "--ignore", "wire")
    assert told.status == 1
    assert "version/bump-too-small" in told.rules
    assert "shop 1.10.0 -> 1.11.0" in told.text
    assert "requires 2.0.0, 1.11.0 is too low" in told.text
    assert "shop 1.10.0 -> 1.11.0" in tree.headgate("diff", "--against", "old").text
