"""The gate over real repositories: whatever git can do to a file, its past is found, or it is told why not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.gate.repositories import FILE, NEEDED, NOTE, TEXT_TOTAL, TOTAL, Repository, contract

FIRST = contract("1.0.0", TOTAL)
SECOND = contract("1.1.0", TOTAL, NOTE)
OTHER = contract("1.0.0", TOTAL, identity="stock")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository with two versions of one contract, on `main`."""
    return Repository.made(tmp_path / "shop").commit(FIRST, SECOND)


def test_nothing_changed(repository: Repository) -> None:
    told = repository.gate("--against", "HEAD")
    assert told.status == 0
    assert told.rules == []
    assert "shop 1.1.0, held against git HEAD at" in told.text
    assert ": 2 versions" in told.text


def test_an_additive_change_with_its_version(repository: Repository) -> None:
    repository.write(contract("1.2.0", TOTAL, NOTE, ("gift", "boolean")))
    told = repository.gate("--against", "main")
    assert (told.status, told.rules) == (0, [])
    assert "shop 1.1.0 -> 1.2.0" in told.text


def test_a_version_that_is_too_low(repository: Repository) -> None:
    repository.write(contract("1.1.1", TOTAL, NOTE, ("gift", "boolean")))
    told = repository.gate("--against", "main")
    assert (told.status, told.rules) == (1, ["version/bump-too-small"])


def test_a_breaking_change_names_the_versions_that_break(repository: Repository) -> None:
    repository.write(contract("2.0.0", TEXT_TOTAL, NOTE))
    told = repository.gate("--against", "main")
    assert told.status == 1
    assert told.rules == ["wire/incompatible"]
    second, first = (repository.git("rev-parse", "--short=9", name) for name in ("HEAD", "HEAD~1"))
    assert f"= earlier: {second}:{FILE}:17:9 1.1.0 ({second} of 2026-01-31)" in told.text
    assert f"= and: {first}:{FILE}:17:9 1 older: 1.0.0" in told.text


def test_an_older_version_breaks_that_the_last_one_hides(repository: Repository) -> None:
    repository.commit(contract("2.0.0", NOTE))
    repository.write(contract("2.1.0", NOTE, TEXT_TOTAL))
    told = repository.gate("--against", "main")
    assert told.rules == ["wire/incompatible"]
    assert "with version 1.1.0" in told.text


def test_the_branch_is_held_against_the_commit_that_it_left(repository: Repository) -> None:
    repository.git("checkout", "-q", "-b", "topic")
    repository.git("checkout", "-q", "main")
    repository.commit(contract("1.2.0", TOTAL, NOTE, ("gift", "boolean")))
    repository.git("checkout", "-q", "topic")
    repository.commit(contract("1.2.0", TOTAL, NOTE, ("coupon", "string")))
    told = repository.gate("--against", "main")
    assert (told.status, told.rules) == (0, [])
    assert "where this branch left it: 2 versions" in told.text


def test_a_new_contract(repository: Repository) -> None:
    repository.write(OTHER, "contracts/stock.yaml")
    told = repository.gate("--against", "main")
    assert told.status == 0
    assert "stock 1.0.0, held against git main" in told.text
    assert "new" in told.text


def test_a_deleted_contract(repository: Repository) -> None:
    repository.commit(OTHER, file="contracts/stock.yaml")
    (repository.root / "contracts/stock.yaml").unlink()
    told = repository.gate("--against", "main")
    assert (told.status, told.rules) == (1, ["history/contract-deleted"])
    assert "the contract `stock` was deleted" in told.text


def test_the_last_contract_is_deleted_and_its_folder_with_it(repository: Repository) -> None:
    repository.commit(contract("1.0.0"))
    (repository.root / FILE).unlink()
    (repository.root / FILE).parent.rmdir()
    told = repository.gate("--against", "HEAD")
    assert (told.status, told.rules) == (1, ["history/contract-deleted"])
    assert repository.gate("elsewhere", "--against", "HEAD").status == 2


def test_a_deleted_contract_outside_of_the_given_paths_is_not_told(repository: Repository) -> None:
    repository.commit(OTHER, file="others/stock.yaml")
    (repository.root / "others/stock.yaml").unlink()
    assert repository.gate("--against", "main").rules == []
    assert repository.gate(FILE, "--against", "main").rules == []


@pytest.mark.parametrize("new", ["contracts/orders.yaml", "contracts/web/shop.yaml", "contracts/ö rders.yml"])
@pytest.mark.parametrize("is_committed", [True, False])
def test_a_moved_file_keeps_its_past(repository: Repository, new: str, is_committed: bool) -> None:
    repository.move(FILE, new)
    if is_committed:
        repository.commit()
    repository.write(contract("2.0.0", TEXT_TOTAL, NOTE), new)
    told = repository.gate("--against", "main")
    assert told.rules == ["wire/incompatible"]
    assert "2 versions" in told.text


def test_a_file_that_moved_and_changed_beyond_likeness_is_found_by_its_id(repository: Repository) -> None:
    fields = tuple((f"field_{place}", "string") for place in range(60))
    (repository.root / FILE).unlink()
    repository.commit(contract("3.0.0", *fields), file="contracts/orders.yaml")
    repository.write(contract("3.1.0", *fields, TEXT_TOTAL), "contracts/orders.yaml")
    told = repository.gate("--against", "main")
    assert "shop 3.0.0 -> 3.1.0" in told.text
    assert ": 3 versions" in told.text
    assert told.rules == ["wire/incompatible"]


def test_a_moved_folder(repository: Repository) -> None:
    repository.commit(OTHER, file="contracts/stock.yaml")
    repository.move("contracts", "promises")
    told = repository.gate("promises", "--against", "main")
    assert (told.status, told.rules) == (0, [])
    assert "stock 1.0.0, held against git main" in told.text
    assert "shop 1.1.0, held against git main" in told.text
    assert ": 2 versions" in told.text


def test_a_likely_file_of_another_contract_is_not_its_past(repository: Repository) -> None:
    repository.move(FILE, "contracts/stock.yaml")
    repository.write(contract("1.1.0", TOTAL, NOTE, identity="stock"), "contracts/stock.yaml")
    told = repository.gate("--against", "main")
    assert told.rules == ["history/contract-deleted"]
    assert "the contract `shop` was deleted" in told.text


def test_versions_of_a_merged_branch_count(repository: Repository) -> None:
    repository.git("checkout", "-q", "-b", "side")
    repository.commit(contract("1.2.0", TOTAL, NOTE, ("gift", "boolean")))
    repository.commit(contract("1.3.0", TOTAL, NOTE))
    repository.git("checkout", "-q", "main")
    repository.commit(OTHER, file="contracts/stock.yaml")
    repository.git("merge", "-q", "--no-ff", "-m", "Merge", "side")
    repository.write(contract("1.4.0", TOTAL, NOTE, ("gift", "string")))
    told = repository.gate(FILE, "--against", "main")
    assert told.rules == ["wire/incompatible"]
    assert "with version 1.2.0" in told.text
    first_parent = repository.gate(FILE, "--against", "main", "--first-parent")
    assert (first_parent.status, first_parent.rules) == (0, [])


def test_what_a_merge_itself_made_is_a_version(repository: Repository) -> None:
    repository.git("checkout", "-q", "-b", "side")
    repository.commit(contract("1.2.0", TOTAL, NOTE, ("gift", "boolean")))
    repository.git("checkout", "-q", "main")
    repository.commit(contract("1.2.0", TOTAL, NOTE, ("coupon", "string")))
    repository.git("merge", "-q", "--no-commit", "-s", "ours", "side")
    repository.commit(contract("1.3.0", TOTAL, NOTE, ("coupon", "string"), ("card", "string")))
    repository.write(contract("2.0.0", TOTAL, NOTE, ("coupon", "string"), ("card", "integer")))
    told = repository.gate("--against", "main")
    assert told.rules == ["wire/incompatible"]
    assert "with version 1.3.0" in told.text


def test_a_detached_head(repository: Repository) -> None:
    repository.git("checkout", "-q", "--detach", "HEAD~1")
    told = repository.gate("--against", "main")
    assert (told.status, told.rules) == (0, [])
    assert "where this branch left it: 1 version" in told.text


def test_a_commit_and_a_tag(repository: Repository) -> None:
    repository.git("tag", "v1", "HEAD~1")
    for ref in ("v1", repository.git("rev-parse", "HEAD~1")):
        told = repository.gate("--against", ref)
        assert told.status == 0
        assert "shop 1.0.0 -> 1.1.0" in told.text


def test_windows_line_ends_are_no_change(repository: Repository) -> None:
    repository.write(SECOND.replace("\n", "\r\n"))
    told = repository.gate("--against", "main")
    assert (told.status, told.rules) == (0, [])
    assert "unchanged" in told.text


def test_an_earlier_text_that_is_no_contract_is_told(repository: Repository) -> None:
    repository.commit(SECOND.replace("schema:", "schema: ["), SECOND)
    told = repository.gate("--against", "main")
    assert told.status == 0
    assert "1 earlier version is no contract" in told.text


def test_a_change_is_held_against_the_last_version_that_is_a_contract(repository: Repository) -> None:
    repository.commit(SECOND.replace("schema:", "schema: ["))
    repository.write(contract("1.1.1", TOTAL))
    told = repository.gate("--against", "main")
    assert "version/bump-too-small" in told.rules
    assert "shop 1.1.0 -> 1.1.1, held against git main" in told.text


def test_a_name_that_the_format_does_not_know_is_told(repository: Repository) -> None:
    repository.write(contract("1.2.0", TOTAL, NOTE, ("order-kind", "string")))
    told = repository.gate("--against", "main")
    assert told.rules == ["naming/illegal-name"]
    assert "not run: wire/incompatible: `shop.orders.v1-value` has no avro schema" in told.text


def test_an_earlier_name_that_the_format_does_not_know_is_told(repository: Repository) -> None:
    repository.commit(contract("1.2.0", TOTAL, NOTE, ("order-kind", "string")), SECOND)
    repository.write(contract("2.0.0", TEXT_TOTAL, NOTE))
    told = repository.gate("--against", "main")
    assert told.rules == ["wire/incompatible"]
    assert "of `shop.orders.v1-value` is no avro schema" in told.text


def test_a_text_in_lfs_is_told(repository: Repository) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n# kind: x\nid: shop\n"
    repository.commit(pointer, SECOND)
    told = repository.gate("--against", "main", "--require", "history")
    assert told.status == 3
    assert "1 earlier version is kept by Git LFS" in told.text


def test_a_hooks_environment_is_that_of_another_repository(repository: Repository, tmp_path: Path) -> None:
    other = Repository.made(tmp_path / "other")
    told = repository.gate("--against", "main", GIT_DIR=str(other.root / ".git"))
    assert told.status == 0
    assert ": 2 versions" in told.text


def test_a_submodule_has_its_own_past(repository: Repository, tmp_path: Path) -> None:
    outer = Repository.made(tmp_path / "outer").commit(OTHER, file="contracts/stock.yaml")
    outer.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(repository.root), "shop")
    outer.commit()
    outer.write(contract("2.0.0", TOTAL, NEEDED), f"shop/{FILE}")
    told = outer.gate("contracts", f"shop/{FILE}", "--against", "main")
    assert "stock 1.0.0, held against git main" in told.text
    assert set(told.rules) == {"wire/incompatible"}


def test_a_sparse_checkout_has_deleted_nothing(repository: Repository) -> None:
    repository.commit(OTHER, file="contracts/stock/stock.yaml")
    repository.git("sparse-checkout", "set", "--no-cone", "/contracts/*.yaml")
    assert not (repository.root / "contracts/stock/stock.yaml").exists()
    assert repository.gate("--against", "main").rules == []


def test_git_speaks_english_whatever_the_locale(repository: Repository) -> None:
    told = repository.gate("--against", "main", LC_ALL="de_DE.UTF-8", LANGUAGE="de")
    assert told.status == 0
    assert os.devnull not in told.text
