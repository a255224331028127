"""Histories that hide a version: merges that took one side, names used again, contracts that came back, settings."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.gate.repositories import FILE, NOTE, TEXT_TOTAL, TOTAL, Repository, contract

FIRST = contract("1.0.0", TOTAL)
SECOND = contract("1.1.0", TOTAL, NOTE)
STOCK = "contracts/stock.yaml"
OTHER = contract("1.0.0", TOTAL, identity="stock")
GIFT, COUPON = ("gift", "boolean"), ("coupon", "string")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository with two versions of one contract, on `main`."""
    return Repository.made(tmp_path / "shop").commit(FIRST, SECOND)


@pytest.mark.parametrize(
    ("taken", "again", "hidden"),
    [("main", ("gift", "string"), "1.2.0"), ("side", ("coupon", "integer"), "1.2.1")],
)
def test_a_merge_that_took_one_side_hides_no_version_of_the_other(
    repository: Repository, taken: str, again: tuple[str, str], hidden: str
) -> None:
    repository.git("checkout", "-q", "-b", "side")
    repository.commit(contract("1.2.0", TOTAL, NOTE, GIFT))
    repository.git("checkout", "-q", "main")
    repository.commit(contract("1.2.1", TOTAL, NOTE, COUPON))
    repository.git("merge", "-q", "--no-commit", "-s", "ours", "side")
    repository.git("checkout", taken, "--", ".")
    repository.git("commit", "-q", "-m", "Merge")
    repository.write(contract("2.0.0", TOTAL, NOTE, again))
    told = repository.gate("--against", "main")
    assert told.rules == ["wire/incompatible"]
    assert f"is not BACKWARD_TRANSITIVE with version {hidden}" in told.text


@pytest.mark.parametrize("text", [OTHER.replace("DataContract", "Datacontract"), "a: b\n"])
def test_a_file_that_is_no_contract_any_more_is_one_deleted(repository: Repository, text: str) -> None:
    repository.commit(OTHER, file=STOCK)
    repository.write(text, STOCK)
    told = repository.gate("--against", "main")
    assert (told.status, told.rules) == (1, ["history/contract-deleted"])
    assert f"--> {STOCK}" in told.text
    assert repository.gate(FILE, "--against", "main").rules == []


def test_no_file_is_a_contract_any_more(repository: Repository) -> None:
    repository.write("a: b\n")
    told = repository.gate("--against", "main")
    assert (told.status, told.rules) == (1, ["history/contract-deleted"])


def test_a_contract_that_was_deleted_and_is_back_has_its_past(repository: Repository) -> None:
    (repository.root / FILE).unlink()
    repository.commit()
    repository.write(contract("2.0.0", TEXT_TOTAL, NOTE))
    told = repository.gate("--against", "main")
    assert (told.status, told.rules) == (1, ["wire/incompatible"])
    assert "shop 1.1.0 -> 2.0.0, held against git main" in told.text


def test_another_contract_under_a_deleted_ones_name_is_new(repository: Repository) -> None:
    (repository.root / FILE).unlink()
    repository.commit()
    repository.write(OTHER)
    told = repository.gate("--against", "main")
    assert (told.status, told.rules) == (0, [])
    assert ": 0 versions" in told.text


def test_a_name_that_another_contract_took_over_parts_their_pasts(repository: Repository) -> None:
    repository.move(FILE, "contracts/web.yaml")
    repository.commit(OTHER)
    repository.write(contract("1.1.0", TOTAL, NOTE, identity="stock"))
    told = repository.gate("--against", "main")
    assert (told.status, told.rules) == (0, [])
    held = [line for line in told.text.splitlines() if " held against" in line]
    assert [line.partition(",")[0] for line in held] == ["stock 1.0.0 -> 1.1.0", "shop 1.1.0"]
    assert [": 1 version;" in held[0], ": 2 versions" in held[1]] == [True, True]


def test_two_contracts_that_exchanged_names_keep_their_pasts(repository: Repository) -> None:
    repository.commit(OTHER, file=STOCK)
    repository.write(SECOND, STOCK)
    repository.commit(OTHER)
    repository.write(contract("1.1.0", TOTAL, NOTE, identity="stock"))
    told = repository.gate("--against", "main")
    assert (told.status, told.rules) == (0, [])
    held = [line for line in told.text.splitlines() if " held against" in line]
    assert [": 1 version;" in held[0], ": 2 versions" in held[1]] == [True, True]


def test_many_names_one_after_the_other(repository: Repository) -> None:
    for number in range(20):
        repository.move(f"contracts/{number - 1}.yaml" if number else FILE, f"contracts/{number}.yaml")
        repository.commit(contract(f"1.{number + 2}.0", TOTAL, NOTE), file=f"contracts/{number}.yaml")
    assert ": 22 versions" in repository.gate("--against", "main").text


def test_a_folder_that_moved_and_left_a_link(repository: Repository) -> None:
    repository.move("contracts", "promises")
    (repository.root / "contracts").symlink_to("promises")
    told = repository.gate("--against", "main")
    assert (told.status, told.rules) == (0, [])
    assert ": 2 versions" in told.text


@pytest.mark.parametrize("content", [b"no object", None])
def test_a_text_that_the_repository_lost_is_told(repository: Repository, content: bytes | None) -> None:
    blob = repository.git("rev-parse", f"HEAD~1:{FILE}")
    path = repository.root / ".git/objects" / blob[:2] / blob[2:]
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    told = repository.gate("--against", "main", "--require", "history")
    assert told.status == 3
    assert f"this repository is damaged: `{blob}` is missing or cannot be read; run `git fsck`" in told.text


def test_a_name_that_a_submodule_had_is_no_damage(repository: Repository, tmp_path: Path) -> None:
    outer = Repository.made(tmp_path / "outer")
    words = ("submodule", "add", "-q", "--force", str(repository.root), FILE)
    outer.git("-c", "protocol.file.allow=always", *words)
    outer.commit()
    outer.git("rm", "-q", FILE)
    outer.commit(FIRST)
    assert ": 1 version" in outer.gate("--against", "main", "--require", "history").text


@pytest.mark.parametrize(
    "name", ["a\nb.yaml", "-x.yaml", ":(top)x.yaml", "*.yaml", '"q"\t\\x.yaml', "ö\udcff.yaml"]
)
def test_a_file_of_any_name_has_its_past(tmp_path: Path, name: str) -> None:
    repository = Repository.made(tmp_path / "shop").commit(FIRST, SECOND, file=f"contracts/{name}")
    told = repository.gate("--against", "main")
    assert (told.status, told.rules) == (0, [])
    assert ": 2 versions" in told.text


SETTINGS = [
    ("log.showRoot", "false"),
    ("log.follow", "true"),
    ("log.showSignature", "true"),
    ("log.diffMerges", "off"),
    ("diff.orderFile", "nowhere"),
    ("diff.renames", "false"),
    ("diff.relative", "true"),
    ("diff.external", "false"),
    ("color.ui", "always"),
    ("core.quotePath", "true"),
]


@pytest.mark.parametrize(("key", "value"), SETTINGS)
def test_a_users_settings_hide_nothing(repository: Repository, key: str, value: str) -> None:
    repository.move(FILE, "contracts/ö.yaml")
    repository.commit()
    repository.git("config", key, value)
    told = repository.gate("--against", "main")
    assert told.status == 0
    assert ": 2 versions" in told.text


@pytest.mark.parametrize("name", ["GIT_GLOB_PATHSPECS", "GIT_ICASE_PATHSPECS", "GIT_NOGLOB_PATHSPECS"])
def test_names_are_no_patterns_whatever_the_environment(repository: Repository, name: str) -> None:
    assert ": 2 versions" in repository.gate("--against", "main", **{name: "1"}).text
