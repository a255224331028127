"""Contracts of other people, each held against the next one: every change has a sentence and a place."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from headgate.change import diff
from headgate.lint.changed import compared
from headgate.lint.engine import context_of
from headgate.lint.predecessor import predecessor
from headgate.odcs import Reading, read_file

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "odcs"


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    """The contracts of the corpus that can be read, by path."""
    if not CORPUS.is_dir():
        pytest.skip("the corpus of public contracts is not here")
    read = [read_file(path) for path in sorted(CORPUS.rglob("*.y*ml"))]
    return [reading for reading in read if reading.contract is not None]


def test_no_contract_differs_from_itself(readings: list[Reading]) -> None:
    assert len(readings) > 100
    for reading in readings:
        assert reading.contract is not None
        assert diff(reading.contract, reading.contract) == (), reading.source_map.path


def test_every_change_is_told_with_its_place(readings: list[Reading]) -> None:
    told = 0
    for old, new in pairwise(readings):
        assert new.contract is not None
        for note in compared(
            context_of(new, predecessor(old, new.contract, {})), source="the one before"
        ).changes:
            told += 1
            assert note.place.path == new.source_map.path
            assert note.earlier is None or note.earlier.path == old.source_map.path
            assert "{" not in note.sentence or "{" in old.source_map.text + new.source_map.text
    assert told > 200
