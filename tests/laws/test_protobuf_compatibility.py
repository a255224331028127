"""Protobuf verdicts obey the modes' own logic, whatever the schemas."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.compat.protobuf.generated import protos

from headgate.compat import Direction, check_compatibility, hazards
from headgate.compat.protobuf import CHECKER, all_differences, parse
from headgate.compat.protobuf.difference_types import DifferenceType
from headgate.model import Compatibility, WireFormat

TRANSITIVE = {
    Compatibility.BACKWARD: Compatibility.BACKWARD_TRANSITIVE,
    Compatibility.FORWARD: Compatibility.FORWARD_TRANSITIVE,
    Compatibility.FULL: Compatibility.FULL_TRANSITIVE,
}


def compatible(mode: Compatibility, new: str, *history: str) -> bool:
    return check_compatibility(WireFormat.PROTOBUF, mode, new=new, history=history).compatible


@given(protos())
def test_reflexive(text: str) -> None:
    assert all_differences(parse(text), parse(text)) == ()
    assert hazards(WireFormat.PROTOBUF, new=text, old=text) == ()


@given(protos(), protos())
def test_full_is_backward_and_forward(new: str, old: str) -> None:
    both = compatible(Compatibility.BACKWARD, new, old) and compatible(Compatibility.FORWARD, new, old)
    assert compatible(Compatibility.FULL, new, old) is both


@given(protos(), protos())
def test_forward_is_backward_turned_round(new: str, old: str) -> None:
    assert compatible(Compatibility.FORWARD, new, old) is compatible(Compatibility.BACKWARD, old, new)


@given(protos(), st.lists(protos(), min_size=1, max_size=3), st.sampled_from(sorted(TRANSITIVE, key=str)))
def test_transitive_is_every_version(new: str, history: list[str], mode: Compatibility) -> None:
    every = all(compatible(mode, new, old) for old in history)
    assert compatible(TRANSITIVE[mode], new, *history) is every


@given(protos(), protos())
def test_a_reason_is_a_difference_of_its_direction(new: str, old: str) -> None:
    verdict = check_compatibility(WireFormat.PROTOBUF, Compatibility.BACKWARD, new=new, history=[old])
    found = CHECKER.differences(CHECKER.parse(new), CHECKER.parse(old))
    assert [(one.type, one.path) for one in verdict.reasons] == [(one.type, one.path) for one in found]
    assert {one.direction for one in verdict.reasons} <= {Direction.BACKWARD}


@given(protos(), protos())
def test_a_removal_is_an_addition_turned_round(new: str, old: str) -> None:
    there, back = all_differences(parse(new), parse(old)), all_differences(parse(old), parse(new))
    gone = {
        one.path for one in there if one.type in (DifferenceType.MESSAGE_REMOVED, DifferenceType.ENUM_REMOVED)
    }
    come = {one.path for one in back if one.type in (DifferenceType.MESSAGE_ADDED, DifferenceType.ENUM_ADDED)}
    assert gone == come
