"""What a reader cannot do with what a writer wrote: type, place and sentence, one row a rule."""

from __future__ import annotations

import pytest
from tests.compat.avro.schemas import Value, differences, enum, field, fixed, hazards, record

from headgate.compat import SchemaTextError

NODE = {"type": "record", "name": "Node", "fields": [field("next", ["null", "Node"], default=None)]}
PROMOTED = [
    ("long", "int"),
    ("float", "int"),
    ("float", "long"),
    ("double", "int"),
    ("double", "long"),
    ("double", "float"),
    ("bytes", "string"),
    ("string", "bytes"),
]
READ = [
    *PROMOTED,
    ("null", "null"),
    (record(), record(field("extra"))),
    (record(field("new", default="none")), record()),
    (record(field("new", ["null", "int"], default=None)), record()),
    (record(field("total", "long", aliases=["amount"])), record(field("amount", "int"))),
    (record(name="a.Order"), record(name="b.Order")),
    (record(name="Order", aliases=["Purchase"]), record(name="Purchase")),
    (record(name="a.Order", aliases=["Purchase"]), record(name="a.Purchase")),
    (record(name="a.Order", aliases=["b.Purchase"]), record(name="b.Purchase")),
    (enum("NEW"), enum("NEW")),
    (enum("NEW", default="NEW"), enum("NEW", "PAID")),
    (["null", "string"], "string"),
    (["null", "string"], ["string"]),
    ("long", ["int", "long"]),
    ("int", []),
    (["null", "long"], ["null", "int"]),
    ({"type": "array", "items": "long"}, {"type": "array", "items": "int"}),
    ({"type": "map", "values": "long"}, {"type": "map", "values": "int"}),
    (NODE, NODE),
    (
        {"type": "long", "logicalType": "timestamp-micros"},
        {"type": "long", "logicalType": "timestamp-millis"},
    ),
]
UNREAD = [
    (
        "int",
        "long",
        "TYPE_MISMATCH /: the schema is int for the reader, and a written long cannot be read as that",
    ),
    (
        record(field("id"), field("discount", "int")),
        record(field("id")),
        (
            "READER_FIELD_MISSING_DEFAULT_VALUE /fields/1: "
            "the reader's field `discount` has no default, and the writer does not write it"
        ),
    ),
    (
        record(field("status", enum("NEW", default="NEW"))),
        record(),
        (
            "TYPE_MISMATCH /fields/0/type: the reader's field `status` has no default, and the writer does not write it: "
            "the default of its enum Status only stands for symbols that the enum lacks"
        ),
    ),
    (
        record(name="a.Order", aliases=["Purchase"]),
        record(name="Purchase"),
        (
            "NAME_MISMATCH /name: the schema is named `a.Order` for the reader and `Purchase` for the writer, "
            "and no alias joins the two"
        ),
    ),
    (
        record(field("hash", fixed(8))),
        record(field("hash", fixed(16))),
        "FIXED_SIZE_MISMATCH /fields/0/type/size: field `hash` has 8 bytes for the reader and 16 for the writer",
    ),
    (
        record(field("status", enum("NEW"))),
        record(field("status", enum("NEW", "PAID", "SENT"))),
        (
            "MISSING_ENUM_SYMBOLS /fields/0/type/symbols: field `status` may be `PAID`, `SENT` for the writer, "
            "which the reader's enum Status lacks without a default"
        ),
    ),
    (
        record(field("note", ["null", "int"])),
        record(field("note", ["null", "string"])),
        (
            "MISSING_UNION_BRANCH /fields/0/type/1: field `note` may be string for the writer, "
            "and no branch of the reader's [null, int] reads it"
        ),
    ),
    (
        record(field("note", ["null", "int"])),
        record(field("note", "string")),
        (
            "MISSING_UNION_BRANCH /fields/0/type: field `note` may be string for the writer, "
            "and no branch of the reader's [null, int] reads it"
        ),
    ),
    (
        record(field("note", "string")),
        record(field("note", ["null", "string"])),
        (
            "TYPE_MISMATCH /fields/0/type/0: field `note` is string for the reader, "
            "and a written null cannot be read as that"
        ),
    ),
    (
        record(field("lines", {"type": "array", "items": record(field("price", "int"), name="Line")})),
        record(field("lines", {"type": "array", "items": record(field("price", "long"), name="Line")})),
        (
            "TYPE_MISMATCH /fields/0/type/items/fields/0/type: field `lines[].price` is int for the reader, "
            "and a written long cannot be read as that"
        ),
    ),
    (
        record(field("to", ["null", record(field("zip"), field("city"), name="Address")])),
        record(field("to", ["null", record(field("zip"), name="Address")])),
        (
            "MISSING_UNION_BRANCH /fields/0/type/1: field `to` may be record Address for the writer, and no branch of the "
            "reader's [null, record Address] reads it: the reader's field `to.city` has no default, and the writer does "
            "not write it"
        ),
    ),
    (
        record(field("a", aliases=["b"])),
        record(field("a"), field("b")),
        (
            "AMBIGUOUS_READER_FIELD /fields/0: the reader's field `a` matches several fields of the writer "
            "by its aliases: `a`, `b`"
        ),
    ),
]


@pytest.mark.parametrize(("reader", "writer"), READ)
def test_reads(reader: Value, writer: Value) -> None:
    assert differences(reader, writer) == ()


@pytest.mark.parametrize(("writer", "reader"), PROMOTED[:6])
def test_no_promotion_goes_back(reader: Value, writer: Value) -> None:
    assert [one.type for one in differences(reader, writer)] == ["TYPE_MISMATCH"]


@pytest.mark.parametrize(("reader", "writer", "told"), UNREAD)
def test_does_not_read(reader: Value, writer: Value, told: str) -> None:
    assert [f"{one.type} {one.path}: {one.sentence}" for one in differences(reader, writer)] == [told]


def test_every_difference_is_told() -> None:
    reader = record(field("a", "int"), field("b", "int"), field("c", fixed(1)), name="New")
    writer = record(field("a", "long"), field("c", fixed(2)), name="Old")
    types = [f"{one.type} {one.path}" for one in differences(reader, writer)]
    assert types == [
        "NAME_MISMATCH /name",
        "TYPE_MISMATCH /fields/0/type",
        "READER_FIELD_MISSING_DEFAULT_VALUE /fields/1",
        "FIXED_SIZE_MISMATCH /fields/2/type/size",
    ]


def test_a_type_in_two_places_is_told_of_once() -> None:
    reader = record(field("one", fixed(1)), field("two", "Hash"))
    writer = record(field("one", fixed(2)), field("two", "Hash"))
    assert [one.path for one in differences(reader, writer)] == ["/fields/0/type/size"]


def test_recursion_ends_with_what_differs() -> None:
    reader = record(field("id", "int"), field("next", ["null", "Order"]))
    writer = record(field("id", "string"), field("next", ["null", "Order"]))
    found = [f"{one.type} {one.path}" for one in differences(reader, writer)]
    assert found == ["TYPE_MISMATCH /fields/0/type"]


def chain(length: int, last: Value) -> Value:
    """Types that each hold the next one twice."""
    made = last
    for index in range(length):
        fields: list[Value] = [field("a", made), field("b", name_of(made))]
        made = {"type": "record", "name": f"T{index}", "fields": fields}
    return made


def name_of(made: Value) -> Value:
    return made["name"] if isinstance(made, dict) else made


def test_a_type_in_many_places_is_compared_once() -> None:
    found = differences(chain(60, fixed(1)), chain(60, fixed(2)))
    assert [one.type for one in found] == ["FIXED_SIZE_MISMATCH"]


def ring(length: int) -> Value:
    """Types in a ring, each holding the next."""
    fields = [
        field(f"f{n}", record(field("next", f"T{(n + 1) % length}"), name=f"T{n}")) for n in range(length)
    ]
    return record(*fields, field("start", "T0"))


def test_rings_of_types_without_end_are_told() -> None:
    with pytest.raises(SchemaTextError, match="nested too deeply to be compared"):
        differences(ring(31), ring(37))


def test_hundreds_of_types_may_lead_one_to_the_next() -> None:
    def led(last: str) -> Value:
        fields = [field(f"f{n}", record(field("n", ["null", f"T{n + 1}"]), name=f"T{n}")) for n in range(300)]
        return record(*fields, field("last", record(field("value", last), name="T300")))

    assert [one.type for one in differences(led("int"), led("string"))][-1] == "TYPE_MISMATCH"
    assert [one.type for one in hazards(led("long"), led("int"))] == ["type-widened"]


def test_only_the_last_causes_are_told() -> None:
    def nested(*lost: Value) -> Value:
        inner = record(field("zip"), *lost, name="Address")
        return record(field("who", ["null", record(field("home", ["null", inner]), name="Person")]))

    (found,) = differences(nested(*(field(name) for name in "abcd")), nested())
    told = [f"the reader's field `who.home.{name}` has no default" for name in "abc"]
    assert all(one in found.sentence for one in told)
    assert "who.home.d" not in found.sentence
    assert found.sentence.endswith("; and more")
    assert found.sentence.count("no branch") == 1


def test_the_cause_is_of_the_branch_with_the_written_name() -> None:
    other, address = record(name="Other"), record(field("zip"), field("city"), name="Address")
    for branches in ([other, address], [address, other]):
        (found,) = differences(record(field("to", branches)), record(field("to", record(name="Address"))))
        assert "`to.zip` has no default" in found.sentence
        assert "is named" not in found.sentence
