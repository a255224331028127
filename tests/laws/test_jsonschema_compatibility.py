"""Laws of JSON Schema compatibility: reflexive, full is both ways, and what we call compatible validates."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.laws.jsonschemas import DRAFTS, VALUES, Draw

from headgate.compat import SchemaTextError, check_compatibility
from headgate.compat.jsonschema import CHECKER
from headgate.model import Compatibility, WireFormat

SEEDS = st.integers(0, 2**64)
BATCHES = settings(max_examples=25, deadline=None)
PAIRS = 100

# A schema that takes much, and a keyword that takes less: to the STRICT set never compatible where it was not asked for.
CONSTRAINTS = [
    ("string", {"maxLength": 5}),
    ("string", {"minLength": 1}),
    ("string", {"pattern": "^a"}),
    ("string", {"enum": ["a"]}),
    ("number", {"maximum": 5}),
    ("number", {"minimum": 5}),
    ("integer", {"exclusiveMaximum": 5}),
    ("integer", {"exclusiveMinimum": 5}),
    ("number", {"multipleOf": 2}),
    ("array", {"maxItems": 5}),
    ("array", {"minItems": 1}),
    ("array", {"uniqueItems": True}),
    ("array", {"items": {"type": "string"}}),
    ("array", {"contains": {"type": "string"}}),
    ("object", {"maxProperties": 5}),
    ("object", {"minProperties": 1}),
    ("object", {"required": ["a"]}),
    ("object", {"properties": {"a": {"type": "string"}}}),
    ("object", {"patternProperties": {"^a": {"type": "string"}}}),
    ("object", {"propertyNames": {"maxLength": 3}}),
    ("object", {"additionalProperties": False}),
    ("object", {"dependentRequired": {"a": ["b"]}}),
    ("object", {"dependentSchemas": {"a": {"minProperties": 2}}}),
    ("object", {"unevaluatedProperties": False}),
    ("object", {"not": {"required": ["a"]}}),
    ("object", {"if": {"required": ["a"]}, "then": {"required": ["b"]}}),
]


# What a reader refuses of what the writer took, in corners that chance seldom finds: new, old, the value.
CORNERS: list[tuple[dict[str, object], dict[str, object], object]] = [
    ({"enum": ["a"], "const": "a"}, {"const": "b"}, "b"),
    ({"type": ["null", "array"], "anyOf": [{"type": "boolean"}]}, {"type": "null"}, None),
    (
        {"allOf": [{}], "unevaluatedProperties": False},
        {"allOf": [{"properties": {"a": {}}}], "unevaluatedProperties": False},
        {"a": 1},
    ),
    (
        {"properties": {"a": {"type": "number"}}, "patternProperties": {"^a": {"type": "string"}}},
        {"properties": {"a": {"type": "number"}}, "additionalProperties": False},
        {"a": 1},
    ),
    (
        {"additionalProperties": {"type": "null"}},
        {"patternProperties": {"^a": {"type": "string"}}, "additionalProperties": {"type": "null"}},
        {"a": ""},
    ),
    (
        {
            "patternProperties": {"^a": {"type": "string"}, "a$": {"type": "null"}},
            "additionalProperties": False,
        },
        {"patternProperties": {"^a": {"type": "string"}}, "additionalProperties": False},
        {"a": ""},
    ),
    (
        {"contains": {"type": "number"}, "maxContains": 1},
        {"contains": {"const": 1}, "maxContains": 1},
        [1, 2],
    ),
    ({"contains": {}}, {"contains": {}, "minContains": 0}, []),
    ({"type": "array", "contains": {}}, {"type": "array"}, []),
    (
        {"contains": {"$ref": "#/$defs/x"}, "maxContains": 1, "$defs": {"x": {"type": "number"}}},
        {"contains": {"$ref": "#/$defs/x"}, "maxContains": 1, "$defs": {"x": {"type": "integer"}}},
        [1, 1.5],
    ),
    ({"not": {"type": "number"}}, {"not": {"type": "integer"}}, 1.5),
    ({"properties": {"a": {}}, "required": ["a"]}, {"properties": {}}, {}),
    ({"items": {"type": "string"}}, {"prefixItems": [{"type": "string"}]}, ["", 1]),
    ({"if": {"minimum": 1}, "then": False}, {"if": {"minimum": 2}, "then": False}, 1),
    ({"if": {"minimum": 1}, "then": False}, {"if": {"minimum": 1}, "else": False}, 2),
    (
        {"unevaluatedProperties": False, "if": {"minProperties": 2, "additionalProperties": True}},
        {"unevaluatedProperties": False, "if": {"additionalProperties": True}},
        {"a": 1},
    ),
    (
        {"contains": {"type": "string"}, "unevaluatedItems": False, "items": {"const": 3}},
        {"type": "array", "contains": {"type": "string"}, "unevaluatedItems": False},
        [""],
    ),
    ({"multipleOf": 0.3}, {"multipleOf": 0.1}, 0.1),
    ({"$ref": "#/$defs/x", "maximum": 1, "$defs": {"x": {}}}, {"$ref": "#/$defs/x", "$defs": {"x": {}}}, 2),
    (  # What breaks is two references behind the branches, and known only after they were compared.
        {
            "anyOf": [{"properties": {"a": {"$ref": "#/$defs/x"}}, "required": ["a"]}, {"type": "null"}],
            "$defs": {"x": {"properties": {"b": {"$ref": "#/$defs/y"}}}, "y": {"type": "string"}},
        },
        {
            "anyOf": [{"properties": {"a": {"$ref": "#/$defs/x"}}, "required": ["a"]}, {"type": "null"}],
            "$defs": {"x": {"properties": {"b": {"$ref": "#/$defs/y"}}}, "y": {"type": "integer"}},
        },
        {"a": {"b": 1}},
    ),
    (
        {"properties": {"next": {"$ref": "#"}, "a": {"maximum": 1}}},
        {"properties": {"next": {"$ref": "#"}, "a": {}}},
        {"next": {"a": 2}},
    ),
]

# The same where it is the draft that decides: its number, new, old, the value.
DRAFT_CORNERS: list[tuple[str, dict[str, object], dict[str, object], object]] = [
    ("4", {"enum": [1]}, {"const": 1}, 2),
    ("6", {"not": {"minimum": 1}}, {"if": {"minimum": 1}, "then": False}, 1),
    ("7", {"dependencies": {"a": ["b"]}}, {"dependentRequired": {"a": ["b"]}}, {"a": 1}),
    (
        "7",
        {"properties": {"a": {}, "b": {"type": "string"}}, "unevaluatedProperties": False},
        {"properties": {"a": {}}, "unevaluatedProperties": False},
        {"b": 1},
    ),
    (
        "7",
        {"properties": {"a": {"prefixItems": [{}], "items": {"type": "number"}}}},
        {"properties": {"a": {"items": [{}], "additionalItems": {"type": "number"}}}},
        {"a": [""]},
    ),
    ("2019-09", {"items": [{"type": "string"}]}, {"prefixItems": [{"type": "string"}]}, [1]),
]


def differs(new: object, old: object) -> bool:
    reader, writer = CHECKER.parse(json.dumps(new)), CHECKER.parse(json.dumps(old))
    return CHECKER.differences(reader, writer) != ()


def pairs(seed: int) -> Iterator[tuple[dict[str, object], dict[str, object]]]:
    """Pairs of schemas; those whose definitions only point at each other are none."""
    draw = Draw(seed)
    for _ in range(PAIRS):
        new, old = draw.pair()
        try:
            differs(new, old)
        except SchemaTextError as circular:
            assert "comes back to itself" in str(circular)  # noqa: PT017 - the one reason that there may be
        else:
            yield new, old


def misread(
    new: dict[str, object], old: dict[str, object], values: Sequence[object] = VALUES
) -> list[object]:
    """The values that the old schema takes and the new one does not."""
    reads, wrote = jsonschema_rs.validator_for(new), jsonschema_rs.validator_for(old)
    return [value for value in values if wrote.is_valid(value) and not reads.is_valid(value)]


@BATCHES
@given(SEEDS)
def test_every_schema_reads_what_it_wrote(seed: int) -> None:
    assert [new for new, _ in pairs(seed) if differs(new, new)] == []


@BATCHES
@given(SEEDS)
def test_full_is_backward_and_forward(seed: int) -> None:
    for new, old in pairs(seed):
        verdict = {
            mode: check_compatibility(
                WireFormat.JSON, mode, new=json.dumps(new), history=[json.dumps(old)]
            ).compatible
            for mode in (Compatibility.BACKWARD, Compatibility.FORWARD, Compatibility.FULL)
        }
        both = verdict[Compatibility.BACKWARD] and verdict[Compatibility.FORWARD]
        assert verdict[Compatibility.FULL] is both, (new, old)


@BATCHES
@given(SEEDS)
def test_what_is_compatible_validates(seed: int) -> None:
    misreading = [(new, old) for new, old in pairs(seed) if not differs(new, old) and misread(new, old)]
    assert misreading == []


@pytest.mark.parametrize(("new", "old", "value"), CORNERS)
def test_a_value_that_is_misread_is_a_difference(
    new: dict[str, object], old: dict[str, object], value: object
) -> None:
    named = {"$schema": DRAFTS["2020-12"]}
    assert misread(new | named, old | named, [value])
    assert differs(new | named, old | named)


@pytest.mark.parametrize(("draft", "new", "old", "value"), DRAFT_CORNERS)
def test_a_keyword_of_a_later_draft_promises_nothing(
    draft: str, new: dict[str, object], old: dict[str, object], value: object
) -> None:
    named = {"$schema": DRAFTS[draft]}
    assert misread(new | named, old | named, [value])
    assert differs(new | named, old | named)


@pytest.mark.parametrize(("kind", "constraint"), CONSTRAINTS)
def test_a_constraint_that_was_not_asked_for_is_refused(kind: str, constraint: dict[str, object]) -> None:
    loose, tight = {"type": kind}, {"type": kind, **constraint}
    named = {"$schema": DRAFTS["2020-12"]}
    assert differs(tight | named, loose | named)
    assert not differs(loose | named, tight | named)
