"""Schemas that are too much for a contract, or odd in their keywords: refused or read in bounded time."""

from __future__ import annotations

import json

import pytest
from tests.adoption.round_trip import adopt
from tests.adoption.schemas import avro, json_schema

from headgate.adopt import Identity, SourceError, contract_text, read_schema
from headgate.model import WireFormat

DOUBLING = 16  # each type is twice in the next


def doubled_proto() -> str:
    bodies = [f"message M{n} {{ M{n + 1} a = 1; M{n + 1} b = 2; }}" for n in range(DOUBLING)]
    return "\n".join(['syntax = "proto3";', *bodies, f"message M{DOUBLING} {{ string a = 1; }}"])


def doubled_avro() -> str:
    node: object = "string"
    for n in reversed(range(DOUBLING)):
        again = f"R{n + 1}" if n + 1 < DOUBLING else "string"
        fields = [{"name": "a", "type": node}, {"name": "b", "type": again}]
        node = {"type": "record", "name": f"R{n}", "fields": fields}
    return json.dumps(node)


def doubled_json() -> str:
    last: dict[str, object] = {"type": "string"}
    links = [{"$ref": f"#/$defs/{n}"} for n in range(DOUBLING + 1)]
    defined = [{"type": "object", "properties": {"a": link, "b": link}} for link in links[1:]]
    return json.dumps(
        {"$ref": "#/$defs/0", "$defs": dict(zip(map(str, range(99)), [*defined, last], strict=False))}
    )


def nested(levels: int, wrap: str) -> str:
    """A JSON Schema of one property, so deep."""
    before, after = wrap.split("…")
    return (
        f'{{"type": "object", "properties": {{"f": {before * levels}{{"type": "string"}}{after * levels}}}}}'
    )


WRAPS = ['{"type": "object", "properties": {"f": …}}', '{"type": "array", "items": …}']
WRITTEN_OUT = "with each type written out there are over 10000 fields"
TOO_MUCH = [
    (WireFormat.AVRO, doubled_avro(), WRITTEN_OUT),
    (WireFormat.PROTOBUF, doubled_proto(), WRITTEN_OUT),
    (WireFormat.JSON, doubled_json(), WRITTEN_OUT),
    *((WireFormat.JSON, nested(levels, WRAPS[0]), "nested too deeply") for levels in (28, 150, 900)),
    *((WireFormat.JSON, nested(levels, WRAPS[1]), "nested too deeply") for levels in (400, 900)),
    (WireFormat.JSON, json_schema({"type": "string", "description": "\ud800"}), "half of a character"),
    (WireFormat.AVRO, avro("long", doc="\udfff"), "half of a character"),
]


@pytest.mark.parametrize(("form", "source", "why"), TOO_MUCH)
def test_what_is_too_much_for_a_contract_is_refused(form: WireFormat, source: str, why: str) -> None:
    with pytest.raises(SourceError, match=why):
        read_schema(source, form, name="R")


def test_the_deepest_record_is_one_that_the_reader_takes() -> None:
    assert adopt(nested(27, WRAPS[0]), WireFormat.JSON).errors == []


ODD = [
    {"type": "integer", "minimum": [1]},
    {"type": "integer", "maximum": {"a": 1}},
    {"type": "object", "properties": {"a": {"type": "string"}}, "required": [["a"], {}]},
]


@pytest.mark.parametrize("of", ODD, ids=str)
def test_a_keyword_of_the_wrong_type_ends_no_run(of: object) -> None:
    assert adopt(json_schema(of), WireFormat.JSON).stream.fields[1].name == "f"


def test_a_property_without_a_name_is_no_primary_key() -> None:
    schema = json.dumps({"type": "object", "properties": {"": {"type": "string"}, "a": {"type": "string"}}})
    record = read_schema(schema, WireFormat.JSON, name="R")
    assert "primaryKey" not in contract_text(Identity("shop", "shop.v1", WireFormat.JSON), record)
