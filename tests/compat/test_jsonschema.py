"""What differs between two JSON Schemas, by the registry's names and paths."""

from __future__ import annotations

import json

import pytest

from headgate.compat.jsonschema import CHECKER, all_differences

OPEN = {"type": "object", "properties": {"a": {"type": "string"}}}
CLOSED = {**OPEN, "additionalProperties": False}
PARTLY = {**OPEN, "additionalProperties": {"type": "string"}}
TEXT, WHOLE, NUMBER = {"type": "string"}, {"type": "integer"}, {"type": "number"}
A_AND_B = {"a": TEXT, "b": WHOLE}
TUPLE = {"type": "array", "items": [TEXT, WHOLE]}
NODE = {"type": "object", "properties": {"value": WHOLE, "next": {"$ref": "#"}}}


def with_value(schema: object) -> object:
    return {"type": "object", "properties": {"value": schema, "next": {"$ref": "#"}}}


BREAKS = [
    ("one type for another", TEXT, WHOLE, "TYPE_CHANGED #"),
    ("a narrower number", WHOLE, NUMBER, "TYPE_NARROWED #"),
    ("a bound added", {**WHOLE, "maximum": 5}, WHOLE, "MAXIMUM_ADDED #/maximum"),
    (
        "a bound lowered",
        {**TEXT, "maxLength": 5},
        {**TEXT, "maxLength": 9},
        "MAX_LENGTH_DECREASED #/maxLength",
    ),
    (
        "a lower bound raised",
        {**TEXT, "minLength": 2},
        {**TEXT, "minLength": 1},
        "MIN_LENGTH_INCREASED #/minLength",
    ),
    ("another pattern", {**TEXT, "pattern": "^b"}, {**TEXT, "pattern": "^a"}, "PATTERN_CHANGED #/pattern"),
    (
        "a multiple",
        {**NUMBER, "multipleOf": 0.3},
        {**NUMBER, "multipleOf": 0.1},
        "MULTIPLE_OF_EXPANDED #/multipleOf",
    ),
    (
        "no multiple",
        {**NUMBER, "multipleOf": 3},
        {**NUMBER, "multipleOf": 2},
        "MULTIPLE_OF_CHANGED #/multipleOf",
    ),
    ("a value less", {"enum": ["x"]}, {"enum": ["x", "y"]}, "ENUM_ARRAY_NARROWED #/enum"),
    ("other values", {"enum": ["x", "z"]}, {"enum": ["x", "y"]}, "ENUM_ARRAY_CHANGED #/enum"),
    ("another constant", {"const": 1}, {"const": 2}, "ENUM_ARRAY_CHANGED #/const"),
    ("values asked for", {**TEXT, "enum": ["x"]}, TEXT, "PRODUCT_TYPE_EXTENDED #"),
    (
        "a property in an open model",
        {**OPEN, "properties": A_AND_B},
        OPEN,
        "OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL #/properties/b",
    ),
    (
        "a required one there",
        {**OPEN, "properties": A_AND_B, "required": ["b"]},
        OPEN,
        "REQUIRED_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL #/properties/b",
    ),
    (
        "a required one in a closed model",
        {**CLOSED, "properties": A_AND_B, "required": ["b"]},
        CLOSED,
        "REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL #/properties/b",
    ),
    (
        "one that was taken undescribed otherwise",
        {**PARTLY, "properties": A_AND_B},
        PARTLY,
        "PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL #/properties/b",
    ),
    (
        "one gone from a closed model",
        CLOSED,
        {**CLOSED, "properties": A_AND_B},
        "PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL #/properties/b",
    ),
    (
        "one gone that is not taken undescribed",
        PARTLY,
        {**PARTLY, "properties": A_AND_B},
        "PROPERTY_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL #/properties/b",
    ),
    ("required now", {**OPEN, "required": ["a"]}, OPEN, "REQUIRED_ATTRIBUTE_ADDED #/required/a"),
    ("closed now", CLOSED, OPEN, "ADDITIONAL_PROPERTIES_REMOVED #/additionalProperties"),
    ("partly open now", PARTLY, OPEN, "ADDITIONAL_PROPERTIES_NARROWED #/additionalProperties"),
    (
        "a dependency",
        {**OPEN, "dependentRequired": {"a": ["b"]}},
        OPEN,
        "DEPENDENCY_ARRAY_ADDED #/dependencies/a",
    ),
    (
        "one name more",
        {"dependencies": {"a": ["b", "c"]}},
        {"dependencies": {"a": ["b"]}},
        "DEPENDENCY_ARRAY_EXTENDED #/dependencies/a",
    ),
    ("a schema for items", {"type": "array", "items": TEXT}, {"type": "array"}, "SCHEMA_ADDED #/items"),
    (
        "an item in an open tuple",
        TUPLE,
        {"type": "array", "items": [TEXT]},
        "ITEM_ADDED_TO_OPEN_CONTENT_MODEL #/items/1",
    ),
    (
        "an item gone from a closed tuple",
        {"type": "array", "items": [TEXT], "additionalItems": False},
        {**TUPLE, "additionalItems": False},
        "ITEM_REMOVED_FROM_CLOSED_CONTENT_MODEL #/items/1",
    ),
    ("a branch less", {"oneOf": [TEXT]}, {"oneOf": [TEXT, WHOLE]}, "SUM_TYPE_NARROWED #/oneOf"),
    (
        "a demand more",
        {"allOf": [TEXT, {"maxLength": 3}, {"minLength": 1}]},
        {"allOf": [TEXT, {"maxLength": 3}]},
        "PRODUCT_TYPE_EXTENDED #/allOf",
    ),
    ("any becomes one", {"oneOf": [TEXT, WHOLE]}, {"anyOf": [TEXT, WHOLE]}, "COMBINED_TYPE_CHANGED #"),
    (
        "a branch of another type",
        {"anyOf": [TEXT, {"type": "null"}]},
        {"anyOf": [TEXT, WHOLE]},
        "COMBINED_TYPE_SUBSCHEMAS_CHANGED #/anyOf",
    ),
    ("null no longer", TEXT, {"type": ["string", "null"]}, "TYPE_CHANGED #"),
    ("more forbidden", {"not": {"type": ["string", "null"]}}, {"not": TEXT}, "NOT_TYPE_EXTENDED #/not"),
    (
        "another condition",
        {"if": TEXT, "then": False},
        {"if": WHOLE, "then": False},
        "COMBINED_TYPE_SUBSCHEMAS_CHANGED #/if",
    ),
    ("inside a recursive schema", with_value(TEXT), NODE, "TYPE_CHANGED #/properties/value"),
    ("nothing is taken", False, TEXT, "TYPE_CHANGED #"),
]

PASSES = [
    ("a wider number", NUMBER, WHOLE, "TYPE_EXTENDED #"),
    ("everything", True, TEXT, ""),
    ("a bound gone", WHOLE, {**WHOLE, "maximum": 5}, "MAXIMUM_REMOVED #/maximum"),
    ("a value more", {"enum": ["x", "y"]}, {"enum": ["x"]}, "ENUM_ARRAY_EXTENDED #/enum"),
    ("values in another order", {"enum": [1, "y"]}, {"enum": ["y", 1.0]}, ""),
    (
        "an optional property in a closed model",
        {**CLOSED, "properties": A_AND_B},
        CLOSED,
        "OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL #/properties/b",
    ),
    (
        "a property gone from an open model",
        OPEN,
        {**OPEN, "properties": A_AND_B},
        "PROPERTY_REMOVED_FROM_OPEN_CONTENT_MODEL #/properties/b",
    ),
    (
        "one that may hold anything",
        {**OPEN, "properties": {"a": TEXT, "b": {}}},
        OPEN,
        "PROPERTY_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL #/properties/b",
    ),
    (
        "required under a default",
        {"properties": {"a": {**TEXT, "default": ""}}, "required": ["a"]},
        {"properties": {"a": {**TEXT, "default": ""}}},
        "REQUIRED_ATTRIBUTE_WITH_DEFAULT_ADDED #/required/a",
    ),
    ("null as well", {"type": ["null", "string"]}, TEXT, "SUM_TYPE_EXTENDED #"),
    ("types in another order", {"type": ["null", "string"]}, {"type": ["string", "null"]}, ""),
    ("a list of types spelled out", {"anyOf": [TEXT, WHOLE]}, {"type": ["integer", "string"]}, ""),
    ("branches in another order", {"oneOf": [TEXT, WHOLE]}, {"oneOf": [WHOLE, TEXT]}, ""),
    ("one becomes any", {"anyOf": [TEXT, WHOLE]}, {"oneOf": [WHOLE, TEXT]}, "COMBINED_TYPE_EXTENDED #"),
    ("a lone branch", {"oneOf": [WHOLE, TEXT]}, {"allOf": [TEXT]}, "SUM_TYPE_EXTENDED #"),
    ("less forbidden", {"not": TEXT}, {"not": {"type": ["string", "null"]}}, "NOT_TYPE_NARROWED #/not"),
    (
        "a demand less",
        {"allOf": [TEXT, {"maxLength": 3}]},
        {"allOf": [TEXT, {"maxLength": 3}, {"minLength": 1}]},
        "PRODUCT_TYPE_NARROWED #/allOf",
    ),
    ("the title", {**TEXT, "title": "new"}, {**TEXT, "title": "old"}, "TITLE_CHANGED #/title"),
    ("a reference for a schema", {"$ref": "#/definitions/a", "definitions": {"a": TEXT}}, TEXT, ""),
    (
        "drafts 7 and 2020-12",
        {"prefixItems": [TEXT], "items": False},
        {"items": [TEXT], "additionalItems": False},
        "",
    ),
    (
        "drafts 4 and 7",
        {**NUMBER, "exclusiveMaximum": 5},
        {**NUMBER, "maximum": 5, "exclusiveMaximum": True},
        "MAXIMUM_REMOVED #/maximum",
    ),
    ("inside a recursive schema", with_value(NUMBER), NODE, "TYPE_EXTENDED #/properties/value"),
]


def parsed(schema: object) -> object:
    return CHECKER.parse(json.dumps(schema))


@pytest.mark.parametrize(("name", "reader", "writer", "expected"), BREAKS, ids=[row[0] for row in BREAKS])
def test_a_breaking_change_has_the_registrys_name(
    name: str, reader: object, writer: object, expected: str
) -> None:
    found = CHECKER.differences(parsed(reader), parsed(writer))
    assert [f"{one.type} {one.path}" for one in found] == [expected], name


@pytest.mark.parametrize(("name", "reader", "writer", "expected"), PASSES, ids=[row[0] for row in PASSES])
def test_a_compatible_change_has_the_registrys_name(
    name: str, reader: object, writer: object, expected: str
) -> None:
    new, old = parsed(reader), parsed(writer)
    found = [f"{one.type} {one.path}" for one in all_differences(new, old)]
    assert found == ([expected] if expected else []), name
    assert CHECKER.differences(new, old) == ()


def test_every_reason_is_told() -> None:
    new = parsed({**CLOSED, "properties": {"b": {**WHOLE, "maximum": 3}}, "required": ["b"]})
    old = parsed({**CLOSED, "properties": {"a": TEXT, "b": WHOLE}})
    assert [one.type for one in CHECKER.differences(new, old)] == [
        "REQUIRED_ATTRIBUTE_ADDED",
        "PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL",
        "MAXIMUM_ADDED",
    ]


def test_schemas_that_refer_to_each_other_are_compared_to_their_end() -> None:
    tree = {"oneOf": [{"type": "null"}, {**CLOSED, "properties": {"left": {"$ref": "#"}, "value": NUMBER}}]}
    narrower = {
        "oneOf": [{"type": "null"}, {**CLOSED, "properties": {"left": {"$ref": "#"}, "value": WHOLE}}]
    }
    (found,) = CHECKER.differences(parsed(narrower), parsed(tree))
    assert (found.type, found.path) == ("COMBINED_TYPE_SUBSCHEMAS_CHANGED", "#/oneOf")
    assert "TYPE_NARROWED at #/properties/value" in found.sentence
    assert CHECKER.differences(parsed(tree), parsed(narrower)) == ()


@pytest.mark.parametrize(
    "keyword", ["items", "additionalItems", "additionalProperties", "propertyNames", "contains"]
)
def test_a_schema_that_refers_to_itself_ends(keyword: str) -> None:
    inner = {"type": ["array", "object"], "items": [{}], keyword: {"$ref": "#"}}
    looser = {**inner, "maxItems": 9}
    assert CHECKER.differences(parsed(inner), parsed(looser)) == ()
    assert CHECKER.differences(parsed(looser), parsed(inner)) != ()


def test_a_change_behind_a_hundred_references_is_told_once() -> None:
    uses = {f"p{index}": {"$ref": "#/$defs/t0"} for index in range(100)}
    chain = {f"t{index}": with_next(index) for index in range(99)}
    new = parsed({"properties": uses, "$defs": {**chain, "t99": WHOLE}})
    old = parsed({"properties": uses, "$defs": {**chain, "t99": NUMBER}})
    (found,) = CHECKER.differences(new, old)
    assert found.type == "TYPE_NARROWED"
    assert found.path.startswith("#/properties/p0/properties/next/properties/next")


def with_next(index: int) -> object:
    return {"type": "object", "properties": {"next": {"$ref": f"#/$defs/t{index + 1}"}}}
