"""Laws of Avro compatibility: what must hold of any schemas, whoever is right about a single pair."""

from __future__ import annotations

import copy
import json
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.oracles.avro.pairs import Maker, Object, Value, edited, pairs

from headgate.compat import SchemaTextError, Verdict, check_compatibility, hazards
from headgate.compat.avro import CHECKER
from headgate.model import Compatibility, WireFormat

AMBIGUOUS = "AMBIGUOUS_READER_FIELD"


def is_schema(value: Value) -> bool:
    try:
        CHECKER.parse(json.dumps(value))
    except SchemaTextError:
        return False
    return True


seeds = st.integers(0, 2**32)
schemas = seeds.map(lambda seed: Maker(Random(seed)).schema()).filter(is_schema)


@st.composite
def versions(draw: st.DrawFn) -> list[str]:
    """A history of one schema, oldest first: each version is the one before after some edits."""
    random = Random(draw(seeds))
    found = [draw(schemas)]
    for _ in range(draw(st.integers(1, 3))):
        found.append(edited(random, found[-1]))
    assume(all(is_schema(one) for one in found))
    return [json.dumps(one) for one in found]


def check(mode: str, history: list[str]) -> Verdict:
    return check_compatibility(WireFormat.AVRO, Compatibility(mode), new=history[-1], history=history[:-1])


@given(schemas)
def test_a_schema_reads_itself(schema: Value) -> None:
    text = json.dumps(schema)
    found = check("FULL", [text, text])
    assert {one.type for one in found.reasons} <= {AMBIGUOUS}
    assert hazards(WireFormat.AVRO, new=text, old=text) == ()


@given(versions())
@pytest.mark.parametrize("reach", ["", "_TRANSITIVE"])
def test_full_is_backward_and_forward(reach: str, history: list[str]) -> None:
    both = [*check(f"BACKWARD{reach}", history).reasons, *check(f"FORWARD{reach}", history).reasons]
    full = check(f"FULL{reach}", history)
    assert full.compatible == (not both)
    assert set(full.reasons) == set(both)


@given(versions())
@pytest.mark.parametrize("mode", ["BACKWARD", "FORWARD", "FULL"])
def test_transitive_is_every_old_version(mode: str, history: list[str]) -> None:
    *olds, new = history
    each = [(index, one) for index, old in enumerate(olds) for one in check(mode, [old, new]).reasons]
    found = check(f"{mode}_TRANSITIVE", history).reasons
    assert [(one.version, one.type, one.path) for one in found] == [
        (i, one.type, one.path) for i, one in each
    ]


@given(versions())
def test_backward_is_forward_seen_from_the_other_side(history: list[str]) -> None:
    old, new = history[-2:]
    there, back = check("BACKWARD", [old, new]), check("FORWARD", [new, old])
    assert [(one.type, one.path) for one in there.reasons] == [(one.type, one.path) for one in back.reasons]


@given(versions())
def test_none_takes_anything(history: list[str]) -> None:
    assert check("NONE", history).compatible


def with_field(schema: Object, field: Object) -> str:
    made = copy.deepcopy(schema)
    fields = made["fields"]
    assert isinstance(fields, list)
    return json.dumps({**made, "fields": [*fields, field]})


@given(schemas.filter(lambda one: isinstance(one, dict) and one["type"] == "record"))
def test_a_field_under_a_default_comes_and_goes(schema: Object) -> None:
    without, field = json.dumps(schema), {"name": "added", "type": "int"}
    assume(check("FULL", [without, without]).compatible)
    defaulted = with_field(schema, {**field, "default": 0})
    assert check("FULL_TRANSITIVE", [without, defaulted, without, defaulted]).compatible
    types = [one.type for one in check("BACKWARD", [without, with_field(schema, {**field})]).reasons]
    assert types == ["READER_FIELD_MISSING_DEFAULT_VALUE"]


@given(seeds)
def test_every_finding_has_a_place_and_a_sentence_with_its_names(seed: int) -> None:
    (pair,) = pairs(seed, 1)
    assume(all(is_schema(json.loads(text)) for text in pair))
    new, old = pair
    found = [*check("FULL", [old, new]).reasons, *hazards(WireFormat.AVRO, new=new, old=old)]
    assert all(one.path.startswith("/") and one.sentence for one in found)
    assert len(found) == len(set(found))
