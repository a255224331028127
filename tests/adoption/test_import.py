"""Schemas as other people write them become contracts; what a contract cannot say is told, and the wire is judged."""

from __future__ import annotations

import json

import pytest
from tests.adoption.round_trip import adopt
from tests.adoption.schemas import AVRO, JSON, PROTOBUF, avro, json_schema, proto

from headgate.adopt import SourceError, form_of, read_schema
from headgate.emit.registered import schema_text
from headgate.model import (
    Bytes,
    Compatibility,
    Decimal,
    Enumeration,
    Field,
    Integer,
    ListOf,
    MapOf,
    Struct,
    Text,
    Timestamp,
    TimeUnit,
    Type,
    Uuid,
    WireFormat,
)

LINES = Struct((Field("sku", Text(), required=True), Field("pieces", Integer(32), required=True)))
AVRO_FIELDS = (
    Field("order_id", Uuid(), required=True, doc="The order."),
    Field("status", Enumeration(("PLACED", "PAID")), required=True, type_name="com.shop.Status"),
    Field("total", Decimal(12, 2), required=True),
    Field("placed_at", Timestamp(TimeUnit.MICROS), required=True),
    Field("note", Text()),
    Field("lines", ListOf(LINES), required=True, type_name="com.shop.Line"),
    Field("labels", MapOf(Text()), required=True),
)
PROTO_FIELDS = (
    Field("order_id", Text(), doc="The order.", number=2),
    Field("status", Enumeration(("PLACED", "PAID")), number=3),
    Field("placed_at", Timestamp(TimeUnit.MICROS), number=5),
    Field(
        "lines",
        ListOf(
            Struct((Field("sku", Text(), number=1), Field("pieces", Integer(32), doc="How many.", number=4)))
        ),
        number=7,
        type_name="Line",
    ),
    Field("labels", MapOf(Text()), number=9),
    Field("coupon", Text(), deprecated=True, number=10),
)
JSON_FIELDS = (
    Field("order_id", Uuid(), required=True, doc="The order."),
    Field("status", Enumeration(("PLACED", "PAID"))),
    Field("placed_at", Timestamp(), required=True),
    Field("email", Text()),
    Field("lines", ListOf(Struct((Field("sku", Text(), required=True),)))),
    Field("labels", MapOf(Text())),
)
WHOLE = [
    (WireFormat.AVRO, AVRO, AVRO_FIELDS, "An order.", ['status: the default "PLACED" is not kept']),
    (WireFormat.PROTOBUF, PROTOBUF, PROTO_FIELDS, "An order. One line a change.", []),
    (WireFormat.JSON, JSON, JSON_FIELDS, "An order.", []),
]


@pytest.mark.parametrize(
    ("form", "source", "fields", "doc", "lost"), WHOLE, ids=[form.value for form, *_ in WHOLE]
)
def test_a_schema_becomes_a_contract_that_reads_and_is_read_by_it(
    form: WireFormat, source: str, fields: tuple[Field, ...], doc: str, lost: list[str]
) -> None:
    back = adopt(source, form)
    assert back.errors == []
    assert (back.record.fields, back.record.doc) == (fields, doc)
    assert back.losses == lost
    assert back.held.mode is Compatibility.FULL, back.held.reasons
    assert form_of(source) is form


AVRO_LOSSES = [
    (["string", "long"], "f: left out: a union of 2 types; a field of a contract has one"),
    ("null", "f: left out: it is always null"),
    ("R", "f: left out: `R` contains itself; a contract's types do not"),
    (["null", "R"], "f: left out: `R` contains itself; a contract's types do not"),
    ({"type": "fixed", "name": "f", "size": 16}, "f: the fixed size of 16 bytes is not kept"),
    ({"type": "array", "items": ["null", "int"]}, "f: that items may be null is not kept"),
    ({"type": "long", "logicalType": "nanos"}, "f: the logical type `nanos` on `long` is not kept"),
    (
        {"type": "enum", "name": "f", "symbols": ["A"], "default": "A"},
        "f: the enum's default `A` is not kept",
    ),
    ({"type": "record", "name": "f", "fields": []}, "f: left out: an object without a field"),
    (
        {"type": "bytes", "logicalType": "decimal", "precision": 40, "scale": 2},
        "f: a decimal of 40 digits; 38 are the most",
    ),
]


@pytest.mark.parametrize(("of", "lost"), AVRO_LOSSES)
def test_what_a_contract_cannot_say_of_avro_is_told(of: object, lost: str) -> None:
    back = adopt(avro(of), WireFormat.AVRO)
    assert back.losses == [lost]
    assert back.errors == []


PROTO_LOSSES = [
    ("uint32 f = 2;", "f: `uint32` becomes `int64`"),
    ("map<int32, string> f = 2;", "f: left out: a map with int32 keys; a contract's maps have text keys"),
    ("R f = 2;", "f: left out: `shop.v1.R` contains itself; a contract's types do not"),
    ("oneof f { string a = 2; string b = 3; }", "f: that at most one of a `oneof` is set is not kept"),
    ("reserved 4;", "what `R` reserves is not kept; give no field those numbers"),
    (
        "enum F { F_UNSPECIFIED = 0; F_A = 5; } F f = 2;",
        "f: the numbers of `F` are not kept: generated values count from 1, in this order",
    ),
    ("enum F { F_UNSPECIFIED = 0; A = 1; } F f = 2;", "f: the value names of `F` get the prefix `F_`"),
    ("enum F { F_UNKNOWN = 0; F_A = 1; } F f = 2;", "f: `F_UNKNOWN` becomes `F_UNSPECIFIED`"),
    (
        "enum F { option allow_alias = true; F_UNSPECIFIED = 0; F_A = 1; F_B = 1; } F f = 2;",
        "f: the aliases in `F` are not kept",
    ),
    ("message M { enum E { A = 0; } }", "the message `M` is not kept: the record does not hold it"),
    ("enum E { A = 0; }", "the enum `E` is not kept: the record does not hold it"),
]


@pytest.mark.parametrize(("body", "lost"), PROTO_LOSSES)
def test_what_a_contract_cannot_say_of_protobuf_is_told(body: str, lost: str) -> None:
    back = adopt(proto(body), WireFormat.PROTOBUF)
    assert back.losses == [lost]
    assert back.errors == []


def test_what_only_the_older_syntax_says_is_kept_or_told() -> None:
    text = """package shop.v1;
    message R { required int64 id = 1; optional int32 n = 2 [default = 3]; extensions 100 to 199; }
    service Shop { rpc Get (R) returns (R); }
    """
    back = adopt(text, WireFormat.PROTOBUF)
    assert [one.required for one in back.record.fields] == [True, False]
    told = [
        "the service `Shop` is not kept",
        "that `R` can be extended is not kept",
        "n: the default 3 is not kept",
    ]
    assert back.losses == told


def test_where_neither_reads_the_other_the_reasons_of_both_are_told() -> None:
    back = adopt(avro({"type": "fixed", "name": "f", "size": 16}), WireFormat.AVRO)
    assert back.held.mode is Compatibility.NONE
    assert {reason.direction.value for reason in back.held.reasons} == {"backward", "forward"}


JSON_LOSSES = [
    ({"type": ["string", "integer"]}, "f: left out: it is any of string, integer; a field of a contract has one type"),
    ({"oneOf": [{"type": "string"}, {"type": "boolean"}]}, "f: left out: a choice of schemas; a field of a contract has one type"),
    ({}, "f: left out: it is of no type; a field of a contract has one type"),
    ({"$ref": "#"}, "f: left out: `#` contains itself; a contract's types do not"),
    ({"type": "array", "items": [{"type": "string"}]}, "f: left out: a list whose items have no one schema"),
    ({"type": "string", "default": "x"}, "f: `default` is not kept"),
    ({"type": "boolean", "default": False}, "f: `default` is not kept"),
    ({"allOf": [{"type": "string"}, {"not": {"const": "x"}}]}, "f: `not` is not kept"),
    ({"allOf": [{"type": "string"}, {"oneOf": [{}, {}]}]}, "f: left out: a choice of schemas; a field of a contract has one type"),
    ({"allOf": [{"type": "string"}, {"type": "integer"}]}, "f: the second `type` in `allOf` is not kept"),
    ({"allOf": [{"$ref": "#"}]}, "f: left out: `#` contains itself; a contract's types do not"),
    ({"type": "string", "format": "iri"}, "f: the format `iri` is not kept"),
    ({"type": "string", "pattern": "(?=a)b"}, None),
    ({"type": "integer"}, "f: an integer of any size becomes one of 64 bits"),
    ({"type": ["string", "null"]}, "f: that it must be written though it may be null is not kept"),
    ({"type": "object", "additionalProperties": True}, "f: an object of any shape becomes a map of text"),
    (
        {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]},
        "f: that it is open to other properties is not kept: a generated schema is closed",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("of", "lost"), JSON_LOSSES)
def test_what_a_contract_cannot_say_of_json_schema_is_told(of: object, lost: str | None) -> None:
    back = adopt(json_schema(of), WireFormat.JSON)
    assert len(back.losses) == 1
    assert lost in (None, back.losses[0])
    assert back.errors == []


KINDS = [
    ({"type": "string", "contentEncoding": "base64"}, Bytes()),
    ({"type": "integer", "minimum": -(2**31), "maximum": 2**31 - 1}, Integer(32)),
    ({"type": "integer", "minimum": -(2**31), "maximum": 2**31}, Integer(64)),
    ({"type": "integer", "minimum": 0, "maximum": 9}, Integer(64)),
]


@pytest.mark.parametrize(("of", "kind"), KINDS)
def test_keywords_around_a_type_say_which_it_is(of: object, kind: Type) -> None:
    assert adopt(json_schema(of), WireFormat.JSON).record.fields[1].type == kind


DOCUMENTED = [
    "/* One. */\nstring f = 2;",
    "// One.\nstring f = 2;",
    "/**\n * One.\n */\nstring f = 2;",
    "string f = 2; // One.",
]


@pytest.mark.parametrize("body", DOCUMENTED)
def test_a_comment_is_a_description(body: str) -> None:
    assert adopt(proto(body), WireFormat.PROTOBUF).record.fields[1].doc == "One."


ROOT_LOSSES = [
    ({"oneOf": [{"required": ["f"]}, {"required": ["id"]}]}, "`oneOf` is not kept"),
    ({"if": {"required": ["f"]}, "then": {"required": ["id"]}}, "`if` is not kept"),
    ({"allOf": [{"if": {"required": ["f"]}}]}, "`if` is not kept"),
    ({"not": {"required": ["x"]}}, "`not` is not kept"),
    ({"dependentRequired": {"f": ["id"]}}, "`dependentRequired` is not kept"),
    ({"required": ["f", "id", "x"]}, "that `x` must be there is not kept: no property says what it is"),
    (
        {"allOf": [{"properties": {"f": {"type": "integer"}}}]},
        "f: its second schema in `allOf` is not kept",
    ),
]


@pytest.mark.parametrize(("more", "lost"), ROOT_LOSSES)
def test_what_a_contract_cannot_say_of_the_record_itself_is_told(more: dict[str, object], lost: str) -> None:
    back = adopt(json_schema({"type": "string"}, **more), WireFormat.JSON)
    assert back.losses == [lost]
    assert [one.name for one in back.record.fields] == ["id", "f"]


BASE = {"required": ["id"], "properties": {"id": {"type": "string", "allOf": [{"minLength": 3}]}}}
WHOLE_OF = {
    "allOf": [
        {"$ref": "#/$defs/Base"},
        {"allOf": [{"required": ["f"], "properties": {"f": {"type": "string"}}}]},
    ]
}


@pytest.mark.parametrize("at_root", [True, False], ids=["record", "field"])
def test_the_parts_of_all_of_are_one_object(*, at_root: bool) -> None:
    schema = {**WHOLE_OF, "type": "object", "additionalProperties": False}
    root = schema if at_root else {"properties": {"inner": schema}}
    back = adopt(json.dumps({"$defs": {"Base": BASE}, **root}), WireFormat.JSON)
    (*_, inner) = back.record.fields
    fields = back.record.fields if at_root else inner.type.fields if isinstance(inner.type, Struct) else ()
    assert fields == (Field("id", Text(), required=True), Field("f", Text(), required=True))
    assert [(limit.path[-1], limit.key, limit.value) for limit in back.record.limits] == [
        ("id", "minLength", 3)
    ]


ANCHORED = [
    {"definitions": {"Name": {"$id": "#Name", "type": "string", "maxLength": 9}}},
    {"$defs": {"Name": {"$anchor": "Name", "type": "string", "maxLength": 9}}},
]


@pytest.mark.parametrize("defined", ANCHORED, ids=["$id", "$anchor"])
def test_a_reference_by_name_is_followed(defined: dict[str, object]) -> None:
    back = adopt(json_schema({"$ref": "#Name"}, **defined), WireFormat.JSON)
    assert [limit.key for limit in back.record.limits] == ["maxLength"]


REFUSED = [
    (WireFormat.AVRO, "{", "this is no JSON: "),
    (WireFormat.AVRO, '"string"', "must be one record"),
    (WireFormat.AVRO, avro("Strange"), "`f` has the type `Strange`, which the schema does not define"),
    (WireFormat.AVRO, '{"type": "record", "name": "R", "fields": []}', "has no field"),
    (WireFormat.PROTOBUF, "message {", "this is no .proto file: 1:9"),
    (WireFormat.PROTOBUF, "message A { optional int32 a = 1; } message B {}", "any of `A`, `B` could be the record"),
    (WireFormat.JSON, "[]", "must be an object"),
    (WireFormat.JSON, '{"type": "string"}', "has no `properties`"),
    (WireFormat.JSON, json_schema({"$ref": "http://example.com/x.json"}), "nothing is fetched"),
    (WireFormat.JSON, json_schema({"$ref": "#/$defs/X"}), "which is not in the schema"),
    (WireFormat.JSON, json_schema({"$ref": "#/$defs/X"}, **{"$defs": {"X": {"$ref": "#/$defs/X"}}}), "leads back to itself"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "source", "why"), REFUSED)
def test_a_text_that_is_no_record_is_refused(form: WireFormat, source: str, why: str) -> None:
    with pytest.raises(SourceError) as refused:
        read_schema(source, form, name="R")
    assert why in str(refused.value)


def test_one_of_several_messages_can_be_named() -> None:
    text = "message A { optional int32 a = 1; } message B { optional int32 b = 1; }"
    back = adopt(text, WireFormat.PROTOBUF, message="B")
    assert back.record.name == "B"
    assert "the message `A` is not kept: the record does not hold it" in back.losses


SHARED = """\
{"type": "record", "name": "Order", "namespace": "com.shop", "fields": [
  {"name": "billing", "type": {"type": "record", "name": "Address", "fields": [
    {"name": "country", "type": {"type": "enum", "name": "com.geo.Country", "symbols": ["DE", "FR"]}}]}},
  {"name": "shipping", "type": ["null", "Address"], "default": null},
  {"name": "origin", "type": "com.geo.Country"}
]}
"""


def test_a_type_that_two_fields_share_is_defined_once() -> None:
    back = adopt(SHARED, WireFormat.AVRO)
    assert (back.errors, back.losses) == ([], [])
    assert back.held.mode is Compatibility.FULL, back.held.reasons
    spelled = schema_text(back.stream)
    assert [spelled.count(f'"name":"{name}"') for name in ("Address", "Country")] == [1, 1]
    assert spelled.count('"com.shop.Address"') == 1
