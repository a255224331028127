"""The gate's other parts: generated files, a live registry, the policy over it all."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.connect.test_registry import answering
from tests.gate.repositories import ENTRY, FILE, NEEDED, NOTE, TEXT_TOTAL, TOTAL, Repository, contract

AVSC = "reference_pipelines/edge/avro/shop.orders.v1.avsc"
FIRST = contract("1.0.0", TOTAL)
REFUSAL = {"is_compatible": False, "messages": ["READER_FIELD_MISSING_DEFAULT_VALUE, location:/fields/1"]}
UNKNOWN = {"error_code": 40403, "message": "Schema not found"}
NOWHERE = "http://127.0.0.1:9"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository with one version of one contract, on `main`."""
    return Repository.made(tmp_path / "shop").commit(FIRST)


def generate(repository: Repository, *targets: str) -> None:
    words = [sys.executable, "-c", ENTRY, "generate", *targets]
    subprocess.run(words, cwd=repository.root, check=True, capture_output=True)


def test_nothing_is_generated_here(repository: Repository) -> None:
    told = repository.gate("--against", "main")
    assert "not run: generated: nothing is generated here" in told.text
    assert repository.gate("--against", "main", "--require", "generated").status == 3


def test_generated_files_are_fresh(repository: Repository) -> None:
    generate(repository, "avro")
    told = repository.gate("--against", "main", "--require", "generated")
    assert (told.status, told.rules) == (0, [])


def test_a_generated_file_is_stale(repository: Repository) -> None:
    generate(repository, "avro")
    repository.write(contract("1.1.0", TOTAL, NOTE))
    told = repository.gate("--against", "main")
    assert set(told.rules) == {"generated/stale"}
    assert AVSC in told.text
    assert "run `headgate generate avro` and commit the file" in told.text


def test_a_generated_file_is_missing(repository: Repository) -> None:
    generate(repository, "avro")
    (repository.root / AVSC).unlink()
    told = repository.gate("--against", "main")
    assert told.rules == ["generated/missing"]


def test_a_registry_that_refuses(repository: Repository) -> None:
    asked: tuple[tuple[int, object], ...] = (
        (200, []),
        (200, [1]),
        (404, UNKNOWN),
        (200, [1]),
        (200, REFUSAL),
        (200, [1]),
        (200, REFUSAL),
    )
    with answering(*asked, (200, [])) as (url, _):
        told = repository.gate("--against", "main", "--registry", url, "--require", "registry")
    assert (told.status, told.rules) == (1, ["registry/incompatible"])
    assert "`shop.orders.v1-value`: not compatible with version 1" in told.text
    assert "READER_FIELD_MISSING_DEFAULT_VALUE, location:/fields/1" in told.text


def test_a_registry_that_knows_nothing_yet(repository: Repository) -> None:
    with answering((200, [])) as (url, asked):
        told = repository.gate("--against", "main", "--registry", url, "--require", "registry")
    assert (told.status, told.rules) == (0, [])
    assert "GET /subjects/shop.orders.v1-value/versions" in asked


def test_without_a_past_the_registrys_versions_are_one(repository: Repository) -> None:
    old = '{"type":"record","name":"Order","namespace":"shop.orders.v1","fields":[{"name":"id","type":"string"}]}'
    repository.write(contract("2.0.0", NEEDED))
    raw = ((200, [7]), (200, {"id": 1, "version": 7}), (200, {"schema": old}))
    with answering((200, []), *raw, (200, [])) as (url, _):
        told = repository.gate("--registry", url)
    assert (told.status, told.rules) == (1, ["wire/incompatible"])
    assert "is not BACKWARD_TRANSITIVE with version 7 of the registry" in told.text


def test_a_registry_that_is_not_there(repository: Repository) -> None:
    told = repository.gate("--against", "main", "--registry", NOWHERE)
    assert told.status == 0
    assert f"not run: registry: registry at {NOWHERE} cannot be reached" in told.text
    assert repository.gate("--registry", NOWHERE, "--require", "registry").status == 3


def test_an_address_that_is_none(repository: Repository) -> None:
    assert repository.gate("--registry", "kafka:9092").status == 2


def test_registry_parity_leaves_hazards_out(repository: Repository) -> None:
    at = "timestamp, physicalType: timestamp({})"
    repository.commit(contract("1.1.0", ("at", at.format(3))))
    repository.write(contract("2.0.0", ("at", at.format(6))))
    assert "wire/hazard" in repository.gate("--against", "main").text
    repository.write("[compatibility]\nregistry-parity = true\n", "gate/policy.toml")
    assert "wire/hazard" not in repository.gate("--against", "main").text


def test_a_policy_may_regrade_a_change(repository: Repository) -> None:
    repository.write(contract("1.0.1", TOTAL, NOTE))
    assert repository.gate("--against", "main").rules == ["version/bump-too-small"]
    repository.write('[verdicts]\nfield-added = "internal"\n', "gate/policy.toml")
    assert repository.gate("--against", "main").rules == []


def test_a_policy_may_say_where_the_past_is(repository: Repository) -> None:
    repository.write('[history]\nsource = "main"\n', "gate/policy.toml")
    repository.write(contract("2.0.0", TEXT_TOTAL))
    assert repository.gate().rules == ["wire/incompatible"]


def test_a_folder_of_versions_starts_at_the_policys_root(repository: Repository) -> None:
    repository.write('[history]\nsource = "old"\n', "gate/policy.toml")
    repository.write(FIRST, "old/1.yaml")
    repository.write(contract("2.0.0", TEXT_TOTAL))
    assert repository.gate().rules == ["wire/incompatible"]
    inside = Repository(repository.root / "contracts").gate(".")
    assert inside.rules == ["wire/incompatible"]
    assert "held against folder ../old" in inside.text


def test_a_waiver_covers_a_wire_break(repository: Repository) -> None:
    repository.write(contract("2.0.0", TOTAL, NEEDED))
    assert repository.gate("--against", "main").rules == ["wire/incompatible"]
    lines = ('rule = "wire/incompatible"', 'contract = "shop"', 'reason = "no reader yet"', 'owner = "web"')
    repository.write("\n".join(("[[waiver]]", *lines, "until = 2999-01-31\n")), "gate/waivers.toml")
    told = repository.gate("--against", "main")
    assert (told.status, told.rules) == (0, [])
    assert "waived" in told.text


@pytest.mark.parametrize("part", ["history", "registry", "generated"])
def test_a_part_that_is_required_is_missed_whatever_rules_are_off(repository: Repository, part: str) -> None:
    repository.write(f'[rules]\n{part} = "off"\n', "gate/policy.toml")
    told = repository.gate("--require", part)
    assert told.status == 3
    assert f"not run: {part}: " in told.text


@pytest.mark.parametrize("where", ['contract = "stock"', 'path = "contracts/stock.yaml"'])
def test_a_waiver_covers_a_deletion(repository: Repository, where: str) -> None:
    repository.commit(contract("1.0.0", identity="stock"), file="contracts/stock.yaml")
    (repository.root / "contracts/stock.yaml").unlink()
    lines = ('rule = "history/contract-deleted"', where, 'reason = "no reader"', 'owner = "web"')
    repository.write("\n".join(("[[waiver]]", *lines, "until = 2999-01-31\n")), "gate/waivers.toml")
    told = repository.gate("--against", "main")
    assert (told.status, told.rules) == (0, [])
    assert "waived: 1 finding" in told.text


def test_a_folder_that_is_gone_leaves_the_others_to_be_judged(repository: Repository) -> None:
    repository.commit(contract("1.0.0", identity="stock"), file="others/stock.yaml")
    shutil.rmtree(repository.root / "others")
    repository.write(contract("2.0.0", TEXT_TOTAL))
    told = repository.gate("others", "contracts", "--against", "main")
    assert told.rules == ["wire/incompatible", "history/contract-deleted"]
    assert repository.gate("otters", "others", "contracts", "--against", "main").status == 2


def test_one_file_alone(repository: Repository) -> None:
    told = repository.gate(FILE, "--against", "main", "--format", "json")
    assert told.status == 0
    assert '"not_run"' in told.text
