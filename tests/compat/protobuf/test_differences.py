"""What differs between a writer's and a reader's schema: every type of the registry, its place, and the verdict."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from headgate.compat.protobuf import CHECKER, all_differences, parse
from headgate.compat.protobuf.difference_types import BREAKING, DifferenceType

LEAF = "message Leaf {} message Twig {} enum Hue { RED = 0; } enum Tint { ROSE = 0; } "


@dataclass(frozen=True, slots=True)
class Row:
    """The body of message M as written and as read, and what is found: `TYPE path` each."""

    about: str
    writer: str
    reader: str
    found: tuple[str, ...] = ()
    syntax: str = "proto3"


def m(body: str, syntax: str) -> str:
    return f'syntax = "{syntax}"; package p; {LEAF}message M {{ {body} }}'


ROWS = (
    Row("the same", "int32 a = 1;", "int32 a = 1;"),
    Row("added", "", "int32 a = 1;", ("FIELD_ADDED #/M/1",)),
    Row("removed", "int32 a = 1;", "", ("FIELD_REMOVED #/M/1",)),
    Row("renamed", "int32 a = 1;", "int32 b = 1;", ("FIELD_NAME_CHANGED #/M/1",)),
    Row("renumbered", "int32 a = 1;", "int32 a = 2;", ("FIELD_ADDED #/M/2", "FIELD_REMOVED #/M/1")),
    Row("reordered", "int32 a = 1; int32 b = 2;", "int32 b = 2; int32 a = 1;"),
    Row("int32 to int64", "int32 a = 1;", "int64 a = 1;"),
    Row("uint64 to bool", "uint64 a = 1;", "bool a = 1;"),
    Row("sint32 to sint64", "sint32 a = 1;", "sint64 a = 1;"),
    Row("fixed64 to sfixed64", "fixed64 a = 1;", "sfixed64 a = 1;"),
    Row("string to bytes", "string a = 1;", "bytes a = 1;"),
    Row("int32 to sint32", "int32 a = 1;", "sint32 a = 1;", ("FIELD_SCALAR_KIND_CHANGED #/M/1",)),
    Row("int32 to fixed32", "int32 a = 1;", "fixed32 a = 1;", ("FIELD_SCALAR_KIND_CHANGED #/M/1",)),
    Row("fixed32 to fixed64", "fixed32 a = 1;", "fixed64 a = 1;", ("FIELD_SCALAR_KIND_CHANGED #/M/1",)),
    Row("float to fixed32", "float a = 1;", "fixed32 a = 1;", ("FIELD_SCALAR_KIND_CHANGED #/M/1",)),
    Row("float to double", "float a = 1;", "double a = 1;", ("FIELD_SCALAR_KIND_CHANGED #/M/1",)),
    Row("renamed and retyped", "int32 a = 1;", "string b = 1;", ("FIELD_NAME_CHANGED #/M/1", "FIELD_SCALAR_KIND_CHANGED #/M/1")),
    Row("enum to int32", "Hue a = 1;", "int32 a = 1;"),
    Row("int64 to enum", "int64 a = 1;", "Hue a = 1;"),
    Row("enum to another enum", "Hue a = 1;", "Tint a = 1;"),
    Row("enum to string", "Hue a = 1;", "string a = 1;", ("FIELD_KIND_CHANGED #/M/1",)),
    Row("enum to sint32", "Hue a = 1;", "sint32 a = 1;", ("FIELD_KIND_CHANGED #/M/1",)),
    Row("message to bytes", "Leaf a = 1;", "bytes a = 1;", ("FIELD_KIND_CHANGED #/M/1",)),
    Row("message to enum", "Leaf a = 1;", "Hue a = 1;", ("FIELD_KIND_CHANGED #/M/1",)),
    Row("message to its twin", "Leaf a = 1;", "Twig a = 1;", ("FIELD_NAMED_TYPE_CHANGED #/M/1",)),
    Row("the same by its full name", "Leaf a = 1;", ".p.Leaf a = 1;"),
    Row("single to repeated number", "int32 a = 1;", "repeated int32 a = 1;", ("FIELD_NUMERIC_LABEL_CHANGED #/M/1",)),
    Row("repeated to single enum", "repeated Hue a = 1;", "Hue a = 1;", ("FIELD_NUMERIC_LABEL_CHANGED #/M/1",)),
    Row("single to repeated text", "string a = 1;", "repeated string a = 1;", ("FIELD_STRING_OR_BYTES_LABEL_CHANGED #/M/1",)),
    Row("repeated to single message", "repeated Leaf a = 1;", "Leaf a = 1;"),
    Row("optional added", "int32 a = 1;", "optional int32 a = 1;"),
    Row("map removed", "map<string, int32> a = 1;", "", ("FIELD_REMOVED #/M/1",)),
    Row("map to text", "map<string, int32> a = 1;", "string a = 1;", ("FIELD_KIND_CHANGED #/M/1",)),
    Row("map to repeated message", "map<string, string> a = 1;", "repeated Leaf a = 1;", ("FIELD_KIND_CHANGED #/M/1",)),
    Row("map's key", "map<int32, int32> a = 1;", "map<string, int32> a = 1;", ("FIELD_SCALAR_KIND_CHANGED #/M/1",)),
    Row("map's key alike", "map<int32, int32> a = 1;", "map<int64, bool> a = 1;"),
    Row("map's value", "map<int32, Leaf> a = 1;", "map<int32, Twig> a = 1;", ("FIELD_NAMED_TYPE_CHANGED #/M/1",)),
    Row("map's value's kind", "map<int32, Leaf> a = 1;", "map<int32, string> a = 1;", ("FIELD_KIND_CHANGED #/M/1",)),
    Row("nested message removed", "message N {}", "", ("MESSAGE_REMOVED #/M/N",)),
    Row("nested message added", "", "message N {}", ("MESSAGE_ADDED #/M/N",)),
    Row("nested messages swapped", "message N {} message O {}", "message O {} message N {}", ("MESSAGE_MOVED #/M/O", "MESSAGE_MOVED #/M/N")),
    Row("inside a nested message", "message N { int32 a = 7; }", "message N { string a = 7; }", ("FIELD_SCALAR_KIND_CHANGED #/M/N/7",)),
    Row("enum removed", "enum N { N_A = 0; }", "", ("ENUM_REMOVED #/M/N",)),
    Row("enum added", "", "enum N { N_A = 0; }", ("ENUM_ADDED #/M/N",)),
    Row("enum value added", "enum N { N_A = 0; }", "enum N { N_A = 0; N_B = 1; }", ("ENUM_CONST_ADDED #/M/N/1",)),
    Row("enum value removed", "enum N { N_A = 0; N_B = 1; }", "enum N { N_A = 0; }", ("ENUM_CONST_REMOVED #/M/N/1",)),
    Row("enum value renamed", "enum N { N_A = 0; }", "enum N { N_B = 0; }", ("ENUM_CONST_CHANGED #/M/N/0",)),
    Row("oneof added", "", "oneof o { int32 a = 1; }", ("FIELD_ADDED #/M/1", "ONEOF_ADDED #/M/o")),
    Row("oneof removed", "oneof o { int32 a = 1; }", "", ("FIELD_REMOVED #/M/1", "ONEOF_REMOVED #/M/o")),
    Row("oneof dissolved", "oneof o { int32 a = 1; int32 b = 2; }", "int32 a = 1; int32 b = 2;", ("ONEOF_REMOVED #/M/o",)),
    Row("oneof renamed", "oneof o { int32 a = 1; int32 b = 2; }", "oneof q { int32 a = 1; int32 b = 2; }", ("ONEOF_ADDED #/M/q", "ONEOF_REMOVED #/M/o")),
    Row("oneof's field added", "oneof o { int32 a = 1; }", "oneof o { int32 a = 1; int32 b = 2; }", ("ONEOF_FIELD_ADDED #/M/o/2",)),
    Row("oneof's field removed", "oneof o { int32 a = 1; int32 b = 2; }", "oneof o { int32 a = 1; }", ("ONEOF_FIELD_REMOVED #/M/o/2",)),
    Row("oneof's field moved out", "oneof o { int32 a = 1; int32 b = 2; }", "oneof o { int32 a = 1; } int32 b = 2;", ("ONEOF_FIELD_REMOVED #/M/o/2",)),
    Row("oneof's field retyped", "oneof o { int32 a = 1; }", "oneof o { string a = 1; }", ("FIELD_SCALAR_KIND_CHANGED #/M/1",)),
    Row("one field into a new oneof", "int32 a = 1;", "oneof o { int32 a = 1; int32 b = 2; }", ("FIELD_ADDED #/M/2", "ONEOF_ADDED #/M/o")),
    Row("two fields into a new oneof", "int32 a = 1; int32 b = 2;", "oneof o { int32 a = 1; int32 b = 2; }", ("ONEOF_ADDED #/M/o", "MULTIPLE_FIELDS_MOVED_TO_ONEOF #/M/o")),
    Row("two oneofs joined", "oneof o { int32 a = 1; } oneof q { int32 b = 2; }", "oneof r { int32 a = 1; int32 b = 2; }", ("ONEOF_ADDED #/M/r", "MULTIPLE_FIELDS_MOVED_TO_ONEOF #/M/r", "ONEOF_REMOVED #/M/o", "ONEOF_REMOVED #/M/q")),
    Row("a field into a oneof that was there", "oneof o { int32 a = 1; } int32 b = 2;", "oneof o { int32 a = 1; int32 b = 2; }", ("FIELD_MOVED_TO_EXISTING_ONEOF #/M/o/2",)),
    Row("services are not looked at", "", "} service S { rpc A(Leaf) returns (Leaf);"),
    Row("required added", "", "required int32 a = 1;", ("REQUIRED_FIELD_ADDED #/M/1",), "proto2"),
    Row("required removed", "required int32 a = 1;", "", ("REQUIRED_FIELD_REMOVED #/M/1",), "proto2"),
    Row("optional to required", "optional int32 a = 1;", "required int32 a = 1;", ("REQUIRED_FIELD_ADDED #/M/1",), "proto2"),
    Row("required to optional", "required int32 a = 1;", "optional int32 a = 1;", (), "proto2"),
    Row("group to message", "optional group G = 1 {}", "message G {} optional G g = 1;", ("FIELD_KIND_CHANGED #/M/1",), "proto2"),
    Row("inside a group", "optional group G = 1 { optional int32 a = 2; }", "optional group G = 1 { optional string a = 2; }", ("FIELD_SCALAR_KIND_CHANGED #/M/G/2",), "proto2"),
)  # fmt: skip

FILES = (
    Row("package", "package a; message M {}", "package b; message M {}", ("PACKAGE_CHANGED #/",)),
    Row("package, and a type of it", "package a; message M { M m = 1; }", "package b; message M { M m = 1; }", ("PACKAGE_CHANGED #/",)),
    Row("message removed", "message A {} message M {}", "message M {}", ("MESSAGE_MOVED #/M", "MESSAGE_REMOVED #/A")),
    Row("message nested", "message A {} message M { A a = 1; }", "message M { message A {} A a = 1; }", ("MESSAGE_MOVED #/M", "FIELD_NAMED_TYPE_CHANGED #/M/1", "MESSAGE_ADDED #/M/A", "MESSAGE_REMOVED #/A")),
    Row("an unread import's type", 'import "x.proto"; message M { x.A a = 1; }', 'import "x.proto"; message M { .x.A a = 1; }'),
    Row("an unread import's other type", 'import "x.proto"; message M { x.A a = 1; }', 'import "x.proto"; message M { x.B a = 1; }', ("FIELD_NAMED_TYPE_CHANGED #/M/1",)),
    Row("an unread import's type to a number", 'import "x.proto"; message M { x.A a = 1; }', "message M { int32 a = 1; }", ("FIELD_KIND_CHANGED #/M/1",)),
    Row("an unread import's type repeated", 'import "x.proto"; message M { x.A a = 1; }', 'import "x.proto"; message M { repeated x.A a = 1; }', ("FIELD_NUMERIC_LABEL_CHANGED #/M/1",)),
    Row("another type of that last name", 'import "x.proto"; message M { b.A a = 1; }', "message A {} message M { A a = 1; }", ("FIELD_NAMED_TYPE_CHANGED #/M/1", "MESSAGE_ADDED #/A", "MESSAGE_MOVED #/M")),
    Row("an import taken into the file", 'package p; import "x.proto"; message M { A a = 1; }', "package p; message M { A a = 1; } message A {}", ("MESSAGE_ADDED #/A",)),
    Row("a well-known type", 'import "google/protobuf/timestamp.proto"; message M { google.protobuf.Timestamp a = 1; }', "message M { int64 a = 1; }", ("FIELD_KIND_CHANGED #/M/1",)),
)  # fmt: skip


def found(reader: str, writer: str) -> list[str]:
    return [f"{one.type.value} {one.path}" for one in all_differences(parse(reader), parse(writer))]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.about)
def test_of_a_message(row: Row) -> None:
    assert found(m(row.reader, row.syntax), m(row.writer, row.syntax)) == list(row.found)


@pytest.mark.parametrize("row", FILES, ids=lambda row: row.about)
def test_of_a_file(row: Row) -> None:
    head = 'syntax = "proto3"; '
    assert sorted(found(head + row.reader, head + row.writer)) == sorted(row.found)


def test_every_type_has_a_row() -> None:
    shown = {one.split()[0] for row in (*ROWS, *FILES) for one in row.found}
    assert shown == {one.value for one in DifferenceType}


def test_the_verdict_takes_the_breaking_ones_alone() -> None:
    writer, reader = m("int32 a = 1; int32 b = 2;", "proto3"), m("string c = 1;", "proto3")
    (only,) = CHECKER.differences(CHECKER.parse(reader), CHECKER.parse(writer))
    assert only.type == "FIELD_SCALAR_KIND_CHANGED"
    assert only.sentence == (
        "field 1 `c` is `string` to the reader and `int32` to the writer: the one reads bytes with their length,"
        " the other writes a plain varint"
    )


def test_eleven_types_break() -> None:
    assert len(BREAKING) == 11


def test_the_syntax_alone_breaks_nothing() -> None:
    assert found(m("string a = 1;", "proto3"), m("optional string a = 1;", "proto2")) == []
