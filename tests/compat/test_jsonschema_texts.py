"""A text that is no JSON Schema, or needs another one: told with its place, never a traceback, never fetched."""

from __future__ import annotations

import pytest

from headgate.compat import SchemaTextError
from headgate.compat.jsonschema import CHECKER

WRONG = [
    ("{", "the JSON Schema is no JSON: line 1, column 2: Expecting property name enclosed in double quotes"),
    ('{"minimum": NaN}', "the JSON Schema is no JSON: `NaN` is no JSON number"),
    ('{"minimum": 1e9999}', "the JSON Schema has a number that no reader can hold: 1e9999"),
    (f'{{"minimum": {"9" * 5000}}}', "the JSON Schema has a number of more than 4,300 digits"),
    ("[1]", "#: must be an object, true or false, is [1]"),
    (
        '{"type": "strng"}',
        "#/type: `strng` is no JSON type; they are string, number, integer, boolean, null, array, object",
    ),
    ('{"properties": {"a": {"maxLength": "5"}}}', '#/properties/a/maxLength: must be a number, is "5"'),
    ('{"minItems": -1}', "#/minItems: must be a whole number, zero or more, is -1"),
    ('{"pattern": null}', "#/pattern: must be a string, is null"),
    ('{"multipleOf": 0}', "#/multipleOf: must be more than zero"),
    ('{"properties": {"a": 3}}', "#/properties/a: must be an object, true or false, is 3"),
    ('{"required": true}', "#/required: must be a list of strings, is true"),
    ('{"anyOf": []}', "#/anyOf: must be a list of at least one schema, is []"),
    ('{"$ref": "#/definitions/a"}', "#/$ref: `#/definitions/a` points at nothing in this text"),
    ('{"$ref": "#"}', "#: its `$ref` comes back to itself and names no schema"),
    (
        '{"items": {"$ref": "https://example.com/other.json"}}',
        (
            "#/items/$ref: `https://example.com/other.json` points outside this text and is not fetched;"
            " put what it names under `$defs`"
        ),
    ),
    (
        '{"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "a", "$dynamicAnchor": "n", "$ref": "b", "$defs": {"b": {"$id": "b", "$dynamicAnchor": "n", "items": {"$dynamicRef": "#n"}}}}',
        (
            "#/$defs/b/items/$dynamicRef: `#n` means one of several schemas, by the way that led to it, and ways"
            " are not followed; point at one of them with `$ref`"
        ),
    ),
    (
        '{"$schema": "https://json-schema.org/draft/2019-09/schema", "$id": "a", "$recursiveAnchor": true, "$ref": "b", "$defs": {"b": {"$id": "b", "$recursiveAnchor": true, "items": {"$recursiveRef": "#"}}}}',
        (
            "#/$defs/b/items/$recursiveRef: `#` means one of several schemas, by the way that led to it, and ways"
            " are not followed; point at one of them with `$ref`"
        ),
    ),
    ('{"items":' * 200 + "true" + "}" * 200, "#: nests too deeply"),
    ("[" * 5000, "the JSON Schema nests too deeply"),
]

REFERENCES = [
    (
        '{"$ref": "#/definitions/a~1b", "definitions": {"a/b": {"type": "string"}}}',
        "a pointer with an escape",
    ),
    ('{"$ref": "#/$defs/a%20b", "$defs": {"a b": {"type": "string"}}}', "a pointer with a blank"),
    ('{"$ref": "#here", "$defs": {"a": {"$anchor": "here", "type": "string"}}}', "an anchor"),
    ('{"$ref": "#here", "definitions": {"a": {"$id": "#here", "type": "string"}}}', "draft 7's anchor"),
    (
        '{"$schema": "http://json-schema.org/draft-04/schema#", "$ref": "#here", "definitions": {"a": {"id": "#here", "type": "string"}}}',
        "draft 4's anchor",
    ),
    (
        '{"$id": "https://example.com/a/root.json", "$ref": "../b.json", "$defs": {"b": {"$id": "/b.json", "type": "string"}}}',
        "a relative identifier",
    ),
    (
        '{"$id": "https://example.com/a/root.json", "$ref": "b.json#/$defs/c", "$defs": {"b": {"$id": "b.json", "$defs": {"c": {"type": "string"}}}}}',
        "a pointer inside another identifier",
    ),
    (
        '{"anyOf": [{"$ref": "#/$defs/a~1not"}, {"$ref": "#/$defs/a/not"}], "$defs": {"a": {"not": false}, "a/not": {"type": "string"}}}',
        "two places that differ in an escape alone",
    ),
    (
        '{"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": "#/$defs/a", "$dynamicRef": "#b", "$defs": {"a": {"type": "string"}, "b": {"$dynamicAnchor": "b"}}}',
        "a `$ref` and a `$dynamicRef` side by side",
    ),
    ('{"$ref": "#/components/a", "components": {"a": {"type": "string"}}}', "a place that no keyword names"),
]


@pytest.mark.parametrize(("text", "message"), WRONG, ids=[text[:40] for text, _ in WRONG])
def test_a_wrong_text_is_told_with_its_place(text: str, message: str) -> None:
    with pytest.raises(SchemaTextError) as told:
        CHECKER.parse(text)
    assert str(told.value) == message


@pytest.mark.parametrize(("text", "name"), REFERENCES, ids=[name for _, name in REFERENCES])
def test_a_reference_inside_the_text_is_followed(text: str, name: str) -> None:
    number, string = CHECKER.parse('{"type": "number"}'), CHECKER.parse('{"type": "string"}')
    assert CHECKER.differences(CHECKER.parse(text), string) == (), name
    assert [one.type for one in CHECKER.differences(CHECKER.parse(text), number)] == ["TYPE_CHANGED"], name
