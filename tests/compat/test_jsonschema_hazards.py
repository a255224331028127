"""What the registry lets pass and readers trip over all the same."""

from __future__ import annotations

import json

import pytest

from headgate.compat.jsonschema import CHECKER

TEXT = {"type": "string"}
NAME = {"type": "string", "maxLength": 9}
CLOSED = {"type": "object", "additionalProperties": False}

HAZARDS = [
    ({**TEXT, "default": "b"}, {**TEXT, "default": "a"}, ["default-changed #/default"]),
    ({"enum": ["a", "b"]}, {"enum": ["a"]}, ["enum-extended #/enum"]),
    ({"type": ["string", "null"]}, TEXT, ["null-allowed #"]),
    ({"type": "number"}, {"type": "integer"}, ["integer-to-number #"]),
    ({**TEXT, "format": "date"}, {**TEXT, "format": "date-time"}, ["format-changed #/format"]),
    ({**TEXT, "contentEncoding": "base64"}, TEXT, ["content-changed #/contentEncoding"]),
    ({"properties": {"a": TEXT}}, {"properties": {}}, ["constraint-added-under-open-model #/properties/a"]),
    ({"properties": {}}, {"properties": {"a": TEXT}}, ["property-removed-from-open-model #/properties/a"]),
    ({"properties": {"a": {}}}, {"properties": {"a": TEXT}}, ["check-dropped #/properties/a"]),
    ({"properties": {"b": NAME}}, {"properties": {"a": NAME}}, ["property-renamed #/properties/b"]),
    (
        {**CLOSED, "properties": {"b": NAME}},
        {**CLOSED, "properties": {"a": NAME}},
        ["property-renamed #/properties/b"],
    ),
    (
        {"properties": {"a": {**TEXT, "default": ""}}, "required": ["a"]},
        {"properties": {"a": {**TEXT, "default": ""}}},
        ["required-added-under-default #/required/a"],
    ),
    (
        {"oneOf": [TEXT, {"type": "integer"}, {"type": "number"}]},
        {"oneOf": [TEXT, {"type": "integer"}]},
        ["one-of-extended #/oneOf"],
    ),
    ({"oneOf": [TEXT, {"type": "null"}, {"type": "integer"}]}, {"oneOf": [TEXT, {"type": "null"}]}, []),
    ({**TEXT, "description": "new", "title": "new"}, {**TEXT, "description": "old"}, []),
    (TEXT, TEXT, []),
]


@pytest.mark.parametrize(
    ("new", "old", "expected"), HAZARDS, ids=[json.dumps(row[0])[:60] for row in HAZARDS]
)
def test_a_hazard_is_named(new: object, old: object, expected: list[str]) -> None:
    found = CHECKER.hazards(CHECKER.parse(json.dumps(new)), CHECKER.parse(json.dumps(old)))
    assert [f"{one.type} {one.path}" for one in found] == expected


def test_two_properties_out_and_one_in_is_no_rename() -> None:
    new = CHECKER.parse(json.dumps({"properties": {"c": NAME}}))
    old = CHECKER.parse(json.dumps({"properties": {"a": NAME, "b": NAME}}))
    assert "property-renamed" not in {one.type for one in CHECKER.hazards(new, old)}
