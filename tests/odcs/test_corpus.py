"""Contracts of other people: all are read; those that are valid read without errors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from headgate.diagnostics import Severity
from headgate.odcs import Reading, read_file

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "odcs"
CONTRACTS = Path(__file__).parents[2] / "contracts"

BEYOND_A_SCHEMA = {
    "tests__fixtures__invalid-empty-id.yaml": "structure/identity",
    "tests__fixtures__invalid-nested-duplicate-key.yaml": "structure/duplicate-key",
}
"""Wrong on purpose, in ways that a JSON Schema does not see."""


@pytest.fixture(scope="module")
def readings() -> list[tuple[Path, bool, Reading]]:
    """Each file of the corpus, whether it is valid against its schema, and what reading it gives."""
    if not CORPUS.is_dir():
        pytest.skip("the corpus of public contracts is not here")
    listed = json.loads((CORPUS / "MANIFEST.json").read_text())
    return [
        (CORPUS / entry["file"], entry["schema_errors"] == 0, read_file(CORPUS / entry["file"]))
        for entry in listed
    ]


def errors(reading: Reading) -> list[str]:
    return [finding.rule for finding in reading.findings if finding.severity is Severity.ERROR]


def test_all_are_read(readings: list[tuple[Path, bool, Reading]]) -> None:
    assert len(readings) > 100
    assert [path for path, _, reading in readings if reading.document is None] == []


def test_the_valid_read_clean(readings: list[tuple[Path, bool, Reading]]) -> None:
    wrong = {
        path.name: errors(reading) for path, is_valid, reading in readings if is_valid and errors(reading)
    }
    assert wrong == {name: [rule] for name, rule in BEYOND_A_SCHEMA.items()}


def test_the_others_have_errors(readings: list[tuple[Path, bool, Reading]]) -> None:
    clean = [path.name for path, is_valid, reading in readings if not is_valid and not errors(reading)]
    assert clean == []


@pytest.mark.parametrize("path", sorted(CONTRACTS.glob("*.yaml")), ids=lambda path: str(path.name))
def test_our_own_read_clean(path: Path) -> None:
    reading = read_file(path)
    assert reading.findings == ()
    assert reading.contract is not None
    assert reading.contract.streams
