"""Laws of comparing contracts: nothing changes by itself, the way back mirrors the way there, more asks for no less."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.change.pairs import EDITS, TEXT, changes, contract, texts
from tests.strategies import contract_of, streams

from headgate.change import (
    Bump,
    Change,
    covers,
    diff,
    kind_name,
    required_bump,
    required_version,
    sentence_of,
    table,
    touched_consumers,
)
from headgate.model import Consumer, Contract, SemVer, WireFormat

CONTRACTS = st.sampled_from(WireFormat).flatmap(streams).map(contract_of)
ALL_CHANGES: tuple[Change, ...] = tuple(change for kind in EDITS for change in changes(kind))
ON_TEXT = tuple(kind for kind, (text, _, _) in EDITS.items() if text == TEXT)
SOME = st.lists(st.sampled_from(ALL_CHANGES), max_size=6)
PRE = st.sampled_from(["", "", "", "rc.1", "beta", "alpha.9"])
VERSIONS = st.builds(SemVer, st.integers(0, 3), st.integers(0, 3), st.integers(0, 3), PRE)


def directions(found: tuple[Change, ...], *, mirrored: bool = False) -> Counter[str]:
    rows = (table()[type(change)].direction for change in found)
    return Counter((row.mirrored if mirrored else row).value for row in rows)


@given(CONTRACTS)
def test_nothing_changes_by_itself(contract: Contract) -> None:
    assert diff(contract, contract) == ()


@settings(max_examples=150)
@given(CONTRACTS, CONTRACTS)
def test_the_way_back_mirrors_the_way_there(one: Contract, other: Contract) -> None:
    there, back = diff(one, other), diff(other, one)
    assert directions(there, mirrored=True) == directions(back), [kind_name(type(c)) for c in there + back]


@settings(max_examples=150)
@given(CONTRACTS, CONTRACTS)
def test_what_differs_is_told(one: Contract, other: Contract) -> None:
    bare = [
        replace(contract, streams=(replace(contract.streams[0], expectations=()),))
        for contract in (one, other)
    ]
    assert (diff(*bare) == ()) is (bare[0] == bare[1])


@given(CONTRACTS, CONTRACTS)
def test_every_change_has_a_sentence(one: Contract, other: Contract) -> None:
    for change in diff(one, other):
        assert "{" not in sentence_of(change).replace("{2}", "")


@given(SOME, SOME)
def test_more_changes_ask_for_no_less(some: list[Change], more: list[Change]) -> None:
    assert required_bump([*some, *more]).rank <= required_bump(some).rank


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(ON_TEXT), st.sampled_from(ON_TEXT))
def test_two_edits_ask_for_no_less_than_each(one: str, other: str) -> None:
    (_, after), (_, old, new) = texts(one), EDITS[other]
    assume(after.count(old) == 1)
    before, both = contract(TEXT), contract(after.replace(old, new))
    there, back = diff(before, both), diff(both, before)
    assert required_bump(there).rank <= min(required_bump(changes(kind)).rank for kind in (one, other))
    assert directions(there, mirrored=True) == directions(back)


@given(VERSIONS, SOME, SOME)
def test_the_required_version_covers_and_grows(old: SemVer, some: list[Change], more: list[Change]) -> None:
    required = required_version(old, some)
    assert covers(required, required)
    assert covers(required_version(old, [*some, *more]), required)
    assert (required == old) is (required_bump(some) is Bump.NONE)
    assert covers(old, required) is (required == old)


@given(VERSIONS, VERSIONS, VERSIONS)
def test_covering_is_transitive(one: SemVer, two: SemVer, three: SemVer) -> None:
    released = [replace(version, pre="") for version in (one, two, three)]
    for a, b, c in ((one, two, three), tuple(released)):
        if covers(a, b) and covers(b, c) and not b.pre:
            assert covers(a, c)


@given(st.sampled_from(ALL_CHANGES), st.lists(st.sampled_from(["id", "ms", "at", "address.city"])))
def test_who_reads_all_is_touched_by_whatever_touches_a_reader(change: Change, fields: list[str]) -> None:
    narrow, wide = Consumer("narrow", 1, tuple(fields)), Consumer("wide", 1)
    contract = Contract("a", "a", SemVer(1, 0, 0), "active", (), consumers=(narrow, wide))
    touched = touched_consumers(change, contract)
    assert wide in touched or not touched
