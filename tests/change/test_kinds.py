"""Each kind of change is told where it happens, and its verdict is the one in the docs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.change.pairs import EDITS, changes, contract, texts

from headgate.change import KINDS, Row, Verdict, diff, kind_name, sentence_of, table, verdict_of
from headgate.change.page import PATH, changes_page
from headgate.rules import all_rules

ROOT = Path(__file__).parents[2]
NAMES = tuple(kind_name(kind) for kind in KINDS)
CELLS = re.compile(r"^\| \[?`([a-z-]+)`.* \| (\w+) \| \w+ \| \*\*(\w+)\*\* \| (.+) \|$", re.MULTILINE)
DOCUMENTED = {name: (direction, verdict) for name, direction, verdict, _ in CELLS.findall(changes_page())}
ALONGSIDE = {
    "treatment-loosened": set(),
    "weight-raised": {"action-tightened"},
    "weight-lowered": {"action-loosened"},
}
"""What the contract's own defaults change together with the kind."""


def test_every_kind_has_a_row_and_a_pair() -> None:
    assert set(NAMES) == {row.name for row in table().values()} == set(DOCUMENTED) == set(EDITS)


@pytest.mark.parametrize("name", NAMES)
def test_the_kind_is_told_and_nothing_else(name: str) -> None:
    told = {kind_name(type(change)) for change in changes(name)}
    assert told == {name} | ALONGSIDE.get(name, set())


@pytest.mark.parametrize("name", NAMES)
def test_the_verdict_is_the_documented_one(name: str) -> None:
    change = next(change for change in changes(name) if kind_name(type(change)) == name)
    row = table()[type(change)]
    assert (row.direction.value, verdict_of(change).value) == DOCUMENTED[name]


@pytest.mark.parametrize("name", NAMES)
def test_the_way_back_goes_in_the_other_direction(name: str) -> None:
    before, after = map(contract, texts(name))
    there = {table()[type(change)].direction.mirrored for change in diff(before, after)}
    assert there == {table()[type(change)].direction for change in diff(after, before)}


@pytest.mark.parametrize("name", NAMES)
def test_the_sentence_names_its_values(name: str) -> None:
    for change in changes(name):
        sentence = sentence_of(change)
        assert "{" not in sentence
        assert "None" not in sentence
        assert not sentence.endswith(".")


@pytest.mark.parametrize("row", table().values(), ids=lambda row: row.name)
def test_a_breaking_kind_has_a_rule_that_says_the_same(row: Row) -> None:
    rule = all_rules().get(f"{row.area}/{row.name}")
    assert (rule is not None) == (row.verdict is Verdict.BREAKING or row.name == "contract-deprecated")
    if rule is not None and row.name != "contract-deprecated":
        assert [message.title for message in rule.messages.values()] == [row.sentence]


def test_a_policy_regrades_a_kind() -> None:
    (change,) = changes("enum-extended")
    assert verdict_of(change, {"enum-extended": Verdict.ADDITIVE}) is Verdict.ADDITIVE
    assert verdict_of(change, {"enum-shrunk": Verdict.ADDITIVE}) is Verdict.BREAKING


def test_the_page_is_fresh() -> None:
    assert (ROOT / PATH).read_text(encoding="utf-8") == changes_page()
