"""Each difference by the registry's name, its path, and whether it breaks: no name that the registry refuses goes unshown."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from tests.compat.test_jsonschema import BREAKS

from headgate.compat.jsonschema import CHECKER, all_differences
from headgate.compat.jsonschema.found import INCOMPATIBLE

TEXT, WHOLE = {"type": "string"}, {"type": "integer"}
ANY: dict[str, object] = {"properties": {}}
OPEN: dict[str, object] = {"type": "object"}
CLOSED = {**OPEN, "additionalProperties": False}
TEXTS = {**OPEN, "additionalProperties": TEXT}
DEFAULTED = {"properties": {"a": {**TEXT, "default": ""}}}
LIST = {"type": "array", "items": [TEXT]}
SHUT = {**LIST, "additionalItems": False}
WHOLES = {**LIST, "additionalItems": WHOLE}

UPPER = {"MAX_LENGTH": "maxLength", "MAXIMUM": "maximum", "EXCLUSIVE_MAXIMUM": "exclusiveMaximum"}
UPPER |= {"MAX_ITEMS": "maxItems", "MAX_PROPERTIES": "maxProperties"}
LOWER = {"MIN_LENGTH": "minLength", "MINIMUM": "minimum", "EXCLUSIVE_MINIMUM": "exclusiveMinimum"}
LOWER |= {"MIN_ITEMS": "minItems", "MIN_PROPERTIES": "minProperties"}
BOUNDS = UPPER | LOWER

Schema = Mapping[str, object]
Row = tuple[str, Schema, Schema]


def properties(schema: Schema, **more: object) -> dict[str, object]:
    return {**schema, "properties": {"a": TEXT, **more}}


def items(schema: Schema, *more: object) -> dict[str, object]:
    return {**schema, "items": [TEXT, *more]}


MODEL = "CONTENT_MODEL #/properties/b"
BREAKING: list[Row] = [
    *((f"{name}_ADDED #/{word}", {word: 1}, ANY) for name, word in BOUNDS.items()),
    *((f"{name}_DECREASED #/{word}", {word: 1}, {word: 2}) for name, word in UPPER.items()),
    *((f"{name}_INCREASED #/{word}", {word: 2}, {word: 1}) for name, word in LOWER.items()),
    ("TYPE_NARROWED #", TEXT, {"maxLength": 5}),
    ("PATTERN_ADDED #/pattern", {"pattern": "a"}, ANY),
    ("MULTIPLE_OF_ADDED #/multipleOf", {"multipleOf": 2}, ANY),
    ("UNIQUE_ITEMS_ADDED #/uniqueItems", {"uniqueItems": True}, ANY),
    (
        "DEPENDENCY_ARRAY_CHANGED #/dependencies/a",
        {"dependencies": {"a": ["b"]}},
        {"dependencies": {"a": ["c"]}},
    ),
    (
        "DEPENDENCY_SCHEMA_ADDED #/dependencies/a",
        {"dependencies": {"a": {"minProperties": 2}}},
        {"dependencies": {}},
    ),
    (
        f"REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_OPEN_{MODEL}",
        {**properties(OPEN, b={**TEXT, "default": ""}), "required": ["b"]},
        properties(OPEN),
    ),
    ("ADDITIONAL_ITEMS_REMOVED #/additionalItems", SHUT, LIST),
    ("ADDITIONAL_ITEMS_NARROWED #/additionalItems", WHOLES, LIST),
    ("ITEM_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL #/items/1", items(WHOLES, TEXT), WHOLES),
    ("ITEM_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL #/items/1", WHOLES, items(WHOLES, TEXT)),
    (
        "PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL #/patternProperties/^b",
        {**TEXTS, "patternProperties": {"^b": WHOLE}},
        TEXTS,
    ),
]
PASSING: list[Row] = [
    *((f"{name}_REMOVED #/{word}", ANY, {word: 1}) for name, word in BOUNDS.items()),
    *((f"{name}_INCREASED #/{word}", {word: 2}, {word: 1}) for name, word in UPPER.items()),
    *((f"{name}_DECREASED #/{word}", {word: 1}, {word: 2}) for name, word in LOWER.items()),
    ("TYPE_EXTENDED #", {"maxLength": 5}, {**TEXT, "maxLength": 5}),
    ("ID_CHANGED #/id", {"$id": "a"}, {"$id": "b"}),
    ("DESCRIPTION_CHANGED #/description", {"description": "a"}, {"description": "b"}),
    ("DEFAULT_CHANGED #/default", {"default": 1}, {"default": 2}),
    ("PATTERN_REMOVED #/pattern", ANY, {"pattern": "a"}),
    ("MULTIPLE_OF_REMOVED #/multipleOf", ANY, {"multipleOf": 2}),
    ("MULTIPLE_OF_REDUCED #/multipleOf", {"multipleOf": 2}, {"multipleOf": 4}),
    ("UNIQUE_ITEMS_REMOVED #/uniqueItems", ANY, {"uniqueItems": True}),
    ("REQUIRED_ATTRIBUTE_REMOVED #/required/a", {"required": ["b"]}, {"required": ["a", "b"]}),
    ("REQUIRED_ATTRIBUTE_WITH_DEFAULT_ADDED #/required/a", {**DEFAULTED, "required": ["a"]}, DEFAULTED),
    ("DEPENDENCY_ARRAY_REMOVED #/dependencies/a", {"dependencies": {}}, {"dependencies": {"a": ["b"]}}),
    (
        "DEPENDENCY_ARRAY_NARROWED #/dependencies/a",
        {"dependencies": {"a": ["b"]}},
        {"dependencies": {"a": ["b", "c"]}},
    ),
    (
        "DEPENDENCY_SCHEMA_REMOVED #/dependencies/a",
        {"dependencies": {}},
        {"dependencies": {"a": {"minProperties": 2}}},
    ),
    ("ADDITIONAL_PROPERTIES_ADDED #/additionalProperties", OPEN, CLOSED),
    ("ADDITIONAL_PROPERTIES_EXTENDED #/additionalProperties", OPEN, TEXTS),
    (f"PROPERTY_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_{MODEL}", properties(OPEN, b={}), properties(OPEN)),
    (f"OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_{MODEL}", properties(CLOSED, b=TEXT), properties(CLOSED)),
    (
        f"REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_UNOPEN_{MODEL}",
        {**properties(CLOSED, b={**TEXT, "default": ""}), "required": ["b"]},
        properties(CLOSED),
    ),
    (f"PROPERTY_REMOVED_FROM_OPEN_{MODEL}", properties(OPEN), properties(OPEN, b=TEXT)),
    (f"PROPERTY_WITH_FALSE_REMOVED_FROM_CLOSED_{MODEL}", properties(CLOSED), properties(CLOSED, b=False)),
    (f"PROPERTY_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_{MODEL}", properties(TEXTS), properties(TEXTS, b=TEXT)),
    (
        "PROPERTY_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL #/patternProperties/^b",
        {**TEXTS, "patternProperties": {"^b": {"maxLength": 9, **TEXT}}},
        {**OPEN, "additionalProperties": {"maxLength": 9, **TEXT}, "patternProperties": {}},
    ),
    ("ADDITIONAL_ITEMS_ADDED #/additionalItems", WHOLES, SHUT),
    ("ADDITIONAL_ITEMS_EXTENDED #/additionalItems", LIST, WHOLES),
    ("ITEM_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL #/items/1", items(LIST, {}), LIST),
    ("ITEM_ADDED_TO_CLOSED_CONTENT_MODEL #/items/1", items(SHUT, TEXT), SHUT),
    ("ITEM_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL #/items/1", items(WHOLES, WHOLE), WHOLES),
    ("ITEM_REMOVED_FROM_OPEN_CONTENT_MODEL #/items/1", LIST, items(LIST, TEXT)),
    ("ITEM_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL #/items/1", SHUT, items(SHUT, False)),
    ("ITEM_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL #/items/1", WHOLES, items(WHOLES, WHOLE)),
    ("ENUM_ARRAY_EXTENDED #/enum", {"enum": [1, 2]}, {"enum": [1]}),
    ("SCHEMA_REMOVED #/contains", {"type": "array"}, {"type": "array", "contains": TEXT}),
    ("COMBINED_TYPE_EXTENDED #", {"anyOf": [TEXT, WHOLE]}, {"oneOf": [TEXT, WHOLE]}),
    ("PRODUCT_TYPE_NARROWED #", TEXT, {"allOf": [{"maxLength": 1}, TEXT]}),
    ("SUM_TYPE_EXTENDED #", {"anyOf": [WHOLE, TEXT]}, TEXT),
    ("NOT_TYPE_NARROWED #/not", {"not": TEXT}, {"not": {"type": ["string", "null"]}}),
    ("TITLE_CHANGED #/title", {"title": "a"}, {"title": "b"}),
]


def test_every_name_that_the_registry_refuses_is_shown() -> None:
    shown = {row[0].split(" ")[0] for row in BREAKING} | {row[3].split(" ")[0] for row in BREAKS}
    assert shown == INCOMPATIBLE


@pytest.mark.parametrize(("expected", "new", "old"), BREAKING, ids=[row[0] for row in BREAKING])
def test_what_breaks(expected: str, new: object, old: object) -> None:
    found = CHECKER.differences(CHECKER.parse(json.dumps(new)), CHECKER.parse(json.dumps(old)))
    assert [f"{one.type} {one.path}" for one in found] == [expected]


@pytest.mark.parametrize(("expected", "new", "old"), PASSING, ids=[row[0] for row in PASSING])
def test_what_passes(expected: str, new: object, old: object) -> None:
    reader, writer = CHECKER.parse(json.dumps(new)), CHECKER.parse(json.dumps(old))
    assert expected in [f"{one.type} {one.path}" for one in all_differences(reader, writer)]
    assert CHECKER.differences(reader, writer) == ()
