"""Texts that are no schemas: where, and what is wrong; and the odd ones that are."""

from __future__ import annotations

import json

import pytest
from tests.compat.avro.schemas import Value, enum, field, fixed, record

from headgate.compat import SchemaTextError
from headgate.compat.avro import CHECKER
from headgate.compat.avro.nodes import Reference

WRONG = [
    (3, "at `/`: a schema is a name, an object or a list of schemas"),
    (
        "strng",
        "at `/`: the type `strng` is neither a primitive nor defined in this schema; define it where it is first named",
    ),
    ({"name": "x"}, "at `/`: `type` is missing"),
    ({"type": ["int"]}, "at `/`: `type` is not a text"),
    ({"type": "array"}, "at `/`: `items` is missing"),
    ({"type": "record", "name": "R"}, "at `/`: `fields` is missing"),
    ({"type": "record", "fields": []}, "at `/`: `name` is missing"),
    (record("x"), "at `/fields/0`: a field is an object with a name and a type"),
    (record(field("a"), field("a")), "at `/fields/1`: the record has a field `a` already"),
    (record(field("a-b")), "at `/fields/0`: `a-b` is no name (letters, digits and `_`, no digit first)"),
    (record(field("")), "at `/fields/0`: `` is no name (letters, digits and `_`, no digit first)"),
    (
        record(field("a", "array", items="int")),
        'at `/fields/0/type`: `array` is no name of a type; write `{"type": {"type": "array", …}}`',
    ),
    (record(field("a", "Adress")), "at `/fields/0/type`: the type `Adress` is neither a primitive nor"),
    (record(field("a", aliases="b")), "at `/fields/0`: `aliases` is not a list"),
    (record(field("a", aliases=[1])), "at `/fields/0/aliases`: a name in the list is not a text"),
    (
        record(field("a", order="up")),
        "at `/fields/0`: the order `up` is none of ascending, descending, ignore",
    ),
    (record(field("a", record())), "at `/fields/0/type`: the type `Order` is defined twice"),
    (
        record(field("a", fixed(1)), field("b", fixed(2))),
        "at `/fields/1/type`: the type `Hash` is defined twice",
    ),
    (record(name="x..Order"), "at `/`: `` is no name"),
    (fixed(1, name="int"), "at `/`: the type `int` has a primitive's name"),
    (fixed(-1), "at `/`: `size` is not a number of bytes"),
    ({"type": "fixed", "name": "F", "size": True}, "at `/`: `size` is not a number of bytes"),
    (enum("A", "A"), "at `/symbols`: a symbol stands twice in the list"),
    (enum("A b"), "at `/symbols`: `A b` is no name"),
    (enum("A", default="B"), "at `/`: the default `B` is none of the enum's symbols"),
    (["int", ["string"]], "at `/1`: a union stands directly inside a union"),
    (["int", {"type": "int", "logicalType": "date"}], "at `/1`: `int` stands twice in the union"),
]
ODD: list[Value] = [
    record(field("a", fixed(1)), field("b", fixed(1))),
    record(field("a", "Later"), field("b", record(name="Later"))),
    record(field("größe")),
    record(field("a", "long", default="no long")),
    {"type": "error", "name": "Failed", "fields": []},
    enum(),
    [],
]


@pytest.mark.parametrize(("value", "told"), WRONG)
def test_wrong_texts_are_told_with_their_place(value: Value, told: str) -> None:
    with pytest.raises(SchemaTextError) as caught:
        CHECKER.parse(json.dumps(value))
    assert str(caught.value).startswith(told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "line 1, column 1: no JSON: Expecting value"),
        ('{"type":\n int}', "line 2, column 2: no JSON: Expecting value"),
        ('"int" x', "line 1, column 7: no JSON: Extra data"),
        ("9" * 5000, "the schema has a number of more than 4,300 digits"),
        ("[" * 100_000, "the schema is nested too deeply to be read"),
        (
            '{"type":"array","items":' * 900 + '"int"' + "}" * 900,
            "the schema is nested too deeply to be read",
        ),
    ],
    ids=["empty", "no quotes", "more text", "long number", "deep list", "deep array"],
)
def test_texts_that_are_no_json(text: str, told: str) -> None:
    with pytest.raises(SchemaTextError) as caught:
        CHECKER.parse(text)
    assert str(caught.value) == told


@pytest.mark.parametrize("value", ODD)
def test_odd_schemas_are_schemas(value: Value) -> None:
    CHECKER.parse(json.dumps(value))


@pytest.mark.parametrize(
    ("space", "written", "meant"),
    [
        ("a", "Hash", "a.Hash"),
        ("a", "a.Hash", "a.Hash"),
        ("b", "a.Hash", "a.Hash"),
        ("b", "Hash", "Hash"),
        ("", "a.Hash", "a.Hash"),
        ("", "Hash", "Hash"),
    ],
)
def test_references_are_resolved_in_their_namespace(space: str, written: str, meant: str) -> None:
    named, plain = field("n", fixed(1, name="a.Hash")), field("p", fixed(2))
    inner = field("i", record(field("x", written), name="Inner", namespace=space))
    schema = CHECKER.parse(json.dumps(record(named, plain, inner)))
    found = schema.named[f"{space}.Inner".lstrip(".")].fields  # type: ignore[union-attr]
    assert [one.type for one in found] == [Reference(meant)]


@pytest.mark.parametrize(
    ("name", "more", "full"),
    [
        ("Hash", {}, "shop.Hash"),
        ("Hash", {"namespace": "a.b"}, "a.b.Hash"),
        ("Hash", {"namespace": ""}, "Hash"),
        ("x.Hash", {"namespace": "a.b"}, "x.Hash"),
    ],
)
def test_full_names(name: str, more: dict[str, Value], full: str) -> None:
    schema = CHECKER.parse(json.dumps(record(field("h", fixed(1, name=name, **more)), namespace="shop")))
    assert set(schema.named) == {"shop.Order", full}


def test_a_parsed_text_is_kept() -> None:
    assert CHECKER.parse('{"type": "int"}') is CHECKER.parse('{"type": "int"}')
