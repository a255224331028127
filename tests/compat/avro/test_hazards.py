"""What every mode lets pass: one row a hazard and, beside it, the steps that are none."""

from __future__ import annotations

import pytest
from tests.compat.avro.schemas import Value, decimal, enum, field, fixed, hazards, logical, record

from headgate.compat.avro.hazards import SENTENCES

MILLIS, MICROS = logical("long", "timestamp-millis"), logical("long", "timestamp-micros")


def one(type_: Value, **more: Value) -> Value:
    return record(field("x", type_, **more))


def opt(type_: Value) -> Value:
    return one(["null", type_], default=None)


HAZARDS = [
    (
        one(MICROS),
        one(MILLIS),
        (
            "logical-type-changed /fields/0/type: field `x` was timestamp-millis and is timestamp-micros: "
            "the same bytes are read as another value"
        ),
    ),
    (
        opt("int"),
        opt(logical("int", "date")),
        (
            "logical-type-changed /fields/0/type/1: field `x` was date and is plain int: "
            "the same bytes are read as another value"
        ),
    ),
    (
        one({"type": "array", "items": "string"}),
        one({"type": "array", "items": logical("string", "uuid")}),
        (
            "logical-type-changed /fields/0/type/items: field `x[]` was uuid and is plain string: "
            "the same bytes are read as another value"
        ),
    ),
    (
        one(fixed(12)),
        one(fixed(12, logicalType="duration")),
        (
            "logical-type-changed /fields/0/type: field `x` was duration and is plain fixed: "
            "the same bytes are read as another value"
        ),
    ),
    (
        one(decimal(10, 4)),
        one(decimal(10, 2)),
        (
            "decimal-scale-changed /fields/0/type: field `x` had scale 2 and has 4: "
            "values written before are off by a power of ten"
        ),
    ),
    (
        one(decimal(12, 2)),
        one(decimal(10, 2)),
        (
            "decimal-precision-changed /fields/0/type: field `x` had 10 digits and has 12: "
            "where fewer are expected, more overflow"
        ),
    ),
    (
        one("string"),
        one("bytes"),
        "text-bytes-swapped /fields/0/type: field `x` was bytes and is string: bytes need not be UTF-8 text",
    ),
    (
        opt("double"),
        opt("long"),
        (
            "precision-lost /fields/0/type/1: field `x` was long and is double: "
            "a floating-point number loses the last digits of a whole one"
        ),
    ),
    (
        one("long"),
        one("int"),
        (
            "type-widened /fields/0/type: field `x` was int and is long: "
            "readers of the earlier version cannot read it"
        ),
    ),
    (
        one("float"),
        one("double"),
        "type-narrowed /fields/0/type: field `x` was double and is float: records written before cannot be read",
    ),
    (
        one("int"),
        one(["null", "int"]),
        (
            "optional-to-required /fields/0/type: field `x` could be null and cannot now: "
            "records written before may hold null"
        ),
    ),
    (
        one("int", default=0),
        record(),
        (
            "required-field-added /fields/0: field `x` is new and never null: "
            "records written before are read with `0`, which nobody wrote"
        ),
    ),
    (
        record(),
        one("int", default=0),
        (
            "field-removed /: `x` was removed from the schema: "
            "readers of the earlier version go on with its default `0`"
        ),
    ),
    (
        one("int", default=1),
        one("int", default=0),
        "default-changed /fields/0: field `x` had the default `0` and has `1`: a record without it has two values",
    ),
    (
        one("int"),
        one("int", default=0),
        "default-dropped /fields/0: field `x` had the default `0` and has none: records without it cannot be read",
    ),
    (
        one("int", default="none"),
        one("int", default="none"),
        'default-misfit /fields/0: field `x` has the default `"none"`, which is no int',
    ),
    (
        one(enum("NEW", default="NEW")),
        one(enum("NEW", "PAID")),
        "enum-symbol-dropped /fields/0/type: field `x` no longer has `PAID`: records that hold it are read as `NEW`",
    ),
    (
        one(enum("NEW", "PAID")),
        one(enum("NEW", default="NEW")),
        (
            "enum-symbol-added /fields/0/type: field `x` has the new symbol `PAID`: "
            "readers of the earlier version read it as `NEW`"
        ),
    ),
    (
        record(field("total", aliases=["amount"])),
        record(field("amount")),
        (
            "field-renamed /fields/0: field `total` was `amount`: "
            "the alias serves resolving readers, not those that name the field"
        ),
    ),
    (
        record(name="Purchase", aliases=["Order"]),
        record(),
        (
            "type-renamed /: the schema was of the type `Order` and is of `Purchase`: "
            "generated classes change their name"
        ),
    ),
    (
        record(name="b.Order"),
        record(name="a.Order"),
        (
            "namespace-changed /: the schema was of the type `a.Order` and is of `b.Order`: "
            "generated classes change their package"
        ),
    ),
    (
        one(["int", "string", "null"]),
        one(["null", "int", "string"]),
        (
            "union-branches-reordered /fields/0/type: field `x` was [null, int, string] and is [int, string, null]: "
            "the branches have other numbers on the wire"
        ),
    ),
]
NONE = [
    (one(MILLIS), one(MILLIS)),
    (one(["null", "int"], default=None), record()),
    (record(), one("int")),
    (record(field("b"), field("a")), record(field("a"), field("b"))),
    (one(enum("NEW", "PAID")), one(enum("NEW"))),
    (one(["null", "int", "string"]), one(["null", "int"])),
    (one("string"), one("int")),
    (one(fixed(11, logicalType="duration")), one(fixed(11))),
    (one(fixed(2, logicalType="decimal", precision=5)), one(fixed(2))),
    (record(field("a", ["null", "int"], aliases=["b"], default=None), field("b")), record(field("b"))),
    (record(field("a", aliases=["b"], default=""), field("b")), record(field("a", default=""), field("b"))),
    (one(["null", enum("A", name="a.E"), enum("A", name="b.E")]),) * 2,
    (one(logical("int", "uuid")), one("int")),
    (one(logical("bytes", "decimal", precision=2, scale=3)), one("bytes")),
    (one(["null", "Order"], default=None), one(["null", "Order"], default=None)),
]
FITTING: list[tuple[Value, Value]] = [
    ("null", None),
    ("boolean", True),
    ("long", 2**63 - 1),
    ("double", 1),
    ("float", "NaN"),
    ("bytes", "ÿ"),
    (["null", "int"], 3),
    (enum("A"), "A"),
    (fixed(1), "x"),
    ({"type": "array", "items": "int"}, [1]),
    ({"type": "map", "values": "int"}, {"a": 1}),
    (record(field("a", "int"), field("b", default="b"), name="In"), {"a": 1}),
]
MISFIT: list[tuple[Value, Value]] = [
    ("null", 0),
    ("boolean", 1),
    ("int", 2**31),
    ("int", 1.0),
    ("int", True),
    ("double", "1"),
    ("float", []),
    ("string", None),
    (["null", "int"], "x"),
    (enum("A"), "B"),
    ({"type": "array", "items": "int"}, ["x"]),
    ({"type": "map", "values": "int"}, {"a": None}),
    (record(field("a", "int"), name="In"), {}),
]


@pytest.mark.parametrize(("new", "old", "told"), HAZARDS)
def test_hazards(new: Value, old: Value, told: str) -> None:
    assert [f"{found.type} {found.path}: {found.sentence}" for found in hazards(new, old)] == [told]


def test_every_hazard_has_a_row() -> None:
    assert {told.split(" ")[0] for _, _, told in HAZARDS} == set(SENTENCES)


@pytest.mark.parametrize(("new", "old"), NONE)
def test_no_hazards(new: Value, old: Value) -> None:
    assert hazards(new, old) == ()


@pytest.mark.parametrize(("type_", "value"), FITTING)
def test_defaults_that_fit(type_: Value, value: Value) -> None:
    assert hazards(one(type_, default=value), one(type_, default=value)) == ()


@pytest.mark.parametrize(("type_", "value"), MISFIT)
def test_defaults_that_do_not_fit(type_: Value, value: Value) -> None:
    found = hazards(one(type_, default=value), one(type_, default=value))
    assert [hazard.type for hazard in found] == ["default-misfit"]
