"""ODCS types, options and physical types, and the types of the model."""

from __future__ import annotations

import pytest
from tests.odcs.contract_texts import one_stream, only_field, stream_text, titles, told

from headgate.model import (
    Boolean,
    Bytes,
    Date,
    Decimal,
    Enumeration,
    Field,
    Float,
    Integer,
    ListOf,
    MapOf,
    Privacy,
    Struct,
    Text,
    Time,
    Timestamp,
    TimeUnit,
    Type,
    Uuid,
)
from headgate.odcs import read_text

MICROS = TimeUnit.MICROS
OWN = "customProperties: [{property: headgate, value: %s}]"

TYPES: dict[str, Type] = {
    "logicalType: string": Text(),
    "logicalType: string, logicalTypeOptions: {format: uuid}": Uuid(),
    "logicalType: string, logicalTypeOptions: {format: email}": Text(),
    "logicalType: string, physicalType: uuid": Uuid(),
    "logicalType: string, physicalType: bytes": Bytes(),
    "logicalType: string, physicalType: VARBINARY(16)": Bytes(),
    "logicalType: string, enum: [{value: a}, {value: b, label: B}]": Enumeration(("a", "b")),
    "logicalType: string, enum: [{value: 'a '}, {value: ' a'}]": Enumeration(("a ", " a")),
    f"logicalType: string, {OWN % '{enum: [x, y]}'}": Enumeration(("x", "y")),
    "logicalType: boolean": Boolean(),
    "logicalType: date": Date(),
    "logicalType: time": Time(),
    "logicalType: time, physicalType: time-micros": Time(MICROS),
    "logicalType: timestamp": Timestamp(),
    "logicalType: timestamp, logicalTypeOptions: {timezone: true}": Timestamp(),
    "logicalType: timestamp, logicalTypeOptions: {timezone: false}": Timestamp(zoned=False),
    "logicalType: timestamp, physicalType: TIMESTAMP(6)": Timestamp(MICROS),
    "logicalType: timestamp, physicalType: local-timestamp-micros": Timestamp(MICROS, zoned=False),
    "logicalType: timestamp, logicalTypeOptions: {format: 'HH:mm:ss.SSSSSS'}": Timestamp(MICROS),
    "logicalType: integer": Integer(64),
    "logicalType: integer, physicalType: int32": Integer(32),
    "logicalType: integer, physicalType: bigint": Integer(64),
    "logicalType: integer, logicalTypeOptions: {format: i32}": Integer(32),
    "logicalType: integer, logicalTypeOptions: {format: i64}": Integer(64),
    "logicalType: number": Float(64),
    "logicalType: number, physicalType: float": Float(32),
    "logicalType: number, physicalType: double": Float(64),
    "logicalType: number, logicalTypeOptions: {format: f32}": Float(32),
    "logicalType: number, physicalType: 'DECIMAL(10, 2)'": Decimal(10, 2),
    "logicalType: number, physicalType: numeric(5)": Decimal(5, 0),
    f"logicalType: number, {OWN % '{precision: 12, scale: 2}'}": Decimal(12, 2),
    f"logicalType: number, physicalType: 'decimal(9,1)', {OWN % '{precision: 12}'}": Decimal(12, 0),
    "logicalType: array, items: {logicalType: string}": ListOf(Text()),
    "logicalType: array, items: {logicalType: array, items: {logicalType: date}}": ListOf(ListOf(Date())),
    "logicalType: map, map: {key: {logicalType: string}, value: {logicalType: integer}}": MapOf(Integer()),
    "logicalType: vector, logicalTypeOptions: {dimensions: 3}": ListOf(Float(32)),
    "logicalType: vector, logicalTypeOptions: {dimensions: 3, elementType: float64}": ListOf(Float(64)),
    "logicalType: vector, logicalTypeOptions: {dimensions: 3, elementType: int8}": ListOf(Integer(32)),
    "logicalType: object, properties: [{name: a, logicalType: date}]": Struct(
        (Field("a", Date(), number=1),)
    ),
}


@pytest.mark.parametrize("spelled", TYPES)
def test_type(spelled: str) -> None:
    properties = f"- {{name: f, {spelled}}}\n"
    assert told(stream_text(properties), least="error") == []
    assert only_field(properties).type == TYPES[spelled]


UNKNOWN = {
    "": ("11:5", "`f` has no logicalType"),
    "logicalType: array": ("11:28", "`f` is an array without `items`"),
    "logicalType: object": ("11:28", "`f` is an object without `properties`"),
    "logicalType: map": ("11:28", "`f` is a map without `map.value`"),
    "logicalType: integer, logicalTypeOptions: {format: u64}": (
        "11:28",
        "the type of `f` is not known: `u64`",
    ),
    "logicalType: number, physicalType: decimal": ("11:50", "`f` is a decimal without `precision`"),
    "logicalType: number, physicalType: 'decimal(40,2)'": (
        "11:50",
        "the type of `f` is not known: a decimal of 40 digits with 2 after the point",
    ),
    "logicalType: number, physicalType: 'decimal(2,3)'": (
        "11:50",
        "the type of `f` is not known: a decimal of 2 digits with 3 after the point",
    ),
    "logicalType: map, map: {key: {logicalType: date}, value: {logicalType: date}}": (
        "11:58",
        "the type of `f` is not known: a map with date keys",
    ),
}


@pytest.mark.parametrize("spelled", UNKNOWN)
def test_type_that_cannot_be_told_leaves_the_field_out(spelled: str) -> None:
    place, title = UNKNOWN[spelled]
    text = stream_text(f"- {{name: f, {spelled}}}\n- {{name: g, logicalType: date}}\n")
    assert f"structure/type-unknown@{place}" in told(text)
    assert any(found.startswith(f"{title} | ") for found in titles(text)), titles(text)
    assert [(field.name, field.number) for field in one_stream(text).fields] == [("g", 2)]


def test_an_unknown_word_is_told_by_the_schema_or_else_by_the_reader() -> None:
    text = stream_text("- {name: f, logicalType: text}\n- {name: g, logicalType: date}\n")
    assert told(text) == ["structure/schema@11:28"]
    assert told(text.replace("v3.2.0", "v9"))[-1] == "structure/type-unknown@11:28"
    assert [field.name for field in one_stream(text).fields] == ["g"]


def test_what_a_field_says_of_itself() -> None:
    read = only_field(
        """\
        - name: userId
          physicalName: user_id
          logicalType: string
          required: true
          description: Who.
          classification: restricted
          deprecated: true
          customProperties: [{property: headgate, value: {privacy: mask, dataSubject: true, number: 7}}]
        """
    )
    assert read == Field("user_id", Text(), True, "Who.", "restricted", Privacy.MASK, True, True, 7)


TWINS = {
    "- {name: f, logicalType: date}\n- {name: f, logicalType: date}\n": "structure/duplicate-name@12:12",
    "- {name: f, logicalType: date}\n- {name: g, physicalName: f, logicalType: date}\n": (
        "structure/duplicate-name@12:29"
    ),
    f"- {{name: f, logicalType: date}}\n- {{name: g, logicalType: date, {OWN % '{number: 1}'}}}\n": (
        "structure/duplicate-number@12:12"
    ),
}


@pytest.mark.parametrize("properties", TWINS)
def test_fields_that_cannot_be_told_apart(properties: str) -> None:
    text = stream_text(properties)
    assert told(text) == [TWINS[properties]]
    assert one_stream(text).fields[0].name == "f"


NESTED = """\
- name: address
  logicalType: object
  required: true
  properties:
  - {name: city, logicalType: string, required: true}
- name: lines
  logicalType: array
  items:
    logicalType: object
    properties:
    - {name: sku, logicalType: string, required: true}
"""


def test_positions_of_nested_fields() -> None:
    reading = read_text(stream_text(NESTED), "c.yaml")
    assert str(reading.source_map.field("S", ("address",))) == "c.yaml:11:5"
    assert str(reading.source_map.field("S", ("address", "city"))) == "c.yaml:15:7"
    assert str(reading.source_map.field("S", ("lines", "sku"))) == "c.yaml:21:9"
    assert str(reading.source_map.stream("S")) == "c.yaml:8:3"
    assert str(reading.source_map.field("S", ("no", "such"))) == "c.yaml:8:3"
