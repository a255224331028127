"""What the registry lets pass and readers trip over: every hazard, its place, and that it is no difference."""

from __future__ import annotations

import pytest
from tests.compat.protobuf.test_differences import Row, m

from headgate.compat import check_compatibility, hazards
from headgate.compat.protobuf.hazard_types import Hazard
from headgate.model import Compatibility, WireFormat

ROWS = (
    Row("the same", "int32 a = 1;", "int32 a = 1;"),
    Row("added", "int32 a = 1;", "int32 a = 1; int32 b = 2;"),
    Row("renamed", "int32 a = 1;", "int32 b = 1;", ("field-renamed #/M/1",)),
    Row("reused by type", "string a = 1;", "bytes b = 1;", ("tag-reused #/M/1", "text-to-bytes #/M/1")),
    Row("reused, the old one moved", "int32 a = 1;", "int32 b = 1; int32 a = 2;", ("tag-reused #/M/1", "field-renumbered #/M/1")),
    Row("renumbered", "int32 a = 1;", "int32 a = 2;", ("field-renumbered #/M/1",)),
    Row("removed", "int32 a = 1;", "", ("removed-not-reserved #/M/1",)),
    Row("removed and reserved", "int32 a = 1;", "reserved 1;"),
    Row("name in JSON", "int32 a = 1;", 'int32 a = 1 [json_name = "b"];', ("json-name-changed #/M/1",)),
    Row("number no longer reserved", "reserved 2 to 4;", "reserved 2 to 3;", ("reserved-dropped #/M/2",)),
    Row("more reserved", "reserved 2 to 4;", "reserved 1 to 5;"),
    Row("name no longer reserved", 'reserved "old";', "", ("reserved-dropped #/M/old",)),
    Row("narrowed", "int64 a = 1;", "int32 a = 1;", ("integer-narrowed #/M/1",)),
    Row("widened", "int32 a = 1;", "int64 a = 1;"),
    Row("to bool", "int32 a = 1;", "bool a = 1;", ("integer-narrowed #/M/1",)),
    Row("sign", "fixed64 a = 1;", "sfixed64 a = 1;", ("integer-sign-changed #/M/1",)),
    Row("map's value narrowed", "map<string, int64> a = 1;", "map<string, int32> a = 1;", ("integer-narrowed #/M/1",)),
    Row("bytes to text", "bytes a = 1;", "string a = 1;", ("bytes-to-text #/M/1",)),
    Row("text to bytes", "string a = 1;", "bytes a = 1;", ("text-to-bytes #/M/1",)),
    Row("enum to number", "Hue a = 1;", "int32 a = 1;", ("enum-to-number #/M/1",)),
    Row("enum replaced", "Hue a = 1;", "Tint a = 1;", ("enum-replaced #/M/1",)),
    Row("presence gained", "int32 a = 1;", "optional int32 a = 1;", ("presence-changed #/M/1",)),
    Row("presence lost", "optional int32 a = 1;", "int32 a = 1;", ("presence-changed #/M/1",)),
    Row("a message has presence anyhow", "Leaf a = 1;", "optional Leaf a = 1;"),
    Row("cardinality narrowed", "repeated string a = 1;", "optional string a = 1;", ("cardinality-narrowed #/M/1",)),
    Row("cardinality widened", "Leaf a = 1;", "repeated Leaf a = 1;", ("cardinality-widened #/M/1",)),
    Row("into a oneof", "optional int32 a = 1;", "oneof o { int32 a = 1; }", ("moved-into-oneof #/M/1",)),
    Row("enum value removed", "enum N { A = 0; B = 1; }", "enum N { A = 0; }", ("enum-value-removed #/M/N/1",)),
    Row("enum value renamed", "enum N { A = 0; B = 1; }", "enum N { A = 0; C = 1; }", ("enum-value-renamed #/M/N/1",)),
    Row("enum value renumbered", "enum N { A = 0; B = 1; }", "enum N { A = 0; B = 2; }", ("enum-value-renumbered #/M/N/1",)),
    Row("enum alias", "enum N { A = 0; }", "enum N { option allow_alias = true; A = 0; B = 0; }", ("enum-alias-added #/M/N/0",)),
    Row("enum value no longer reserved", "enum N { reserved 5; A = 0; }", "enum N { A = 0; }", ("reserved-dropped #/M/N/5",)),
    Row("default", "optional int32 a = 1;", "optional int32 a = 1 [default = 7];", ("default-changed #/M/1",), "proto2"),
    Row("default spelled anew", "optional int32 a = 1 [default = 16];", "optional int32 a = 1 [default = 0x10];", (), "proto2"),
    Row("messages reordered", "message N {} message O {}", "message O {} message N {}", ("message-reordered #/M/",)),
    Row("extension gone", "extensions 5; extend M { optional int32 e = 5; }", "extensions 5;", ("extension-removed #/p.M/5",), "proto2"),
    Row("extension retyped", "extensions 5; extend M { optional int32 e = 5; }", "extensions 5; extend M { optional string e = 5; }", ("extension-retyped #/p.M/5",), "proto2"),
)  # fmt: skip

NOT_HERE = {"first-message-changed", "message-renamed"}


def words(new: str, old: str) -> list[str]:
    return [f"{one.type} {one.path}" for one in hazards(WireFormat.PROTOBUF, new=new, old=old)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.about)
def test_found(row: Row) -> None:
    assert words(m(row.reader, row.syntax), m(row.writer, row.syntax)) == list(row.found)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.about)
def test_the_registry_takes_them_all(row: Row) -> None:
    new, old = m(row.reader, row.syntax), m(row.writer, row.syntax)
    verdict = check_compatibility(WireFormat.PROTOBUF, Compatibility.FULL, new=new, history=[old])
    assert verdict.reasons == ()


def test_a_renamed_first_message() -> None:
    old, new = "message A { optional int32 a = 1; }", "message B { optional int32 a = 1; }"
    assert words(new, old) == ["first-message-changed #/B", "message-renamed #/B"]


def test_every_hazard_has_a_row() -> None:
    shown = {one.split()[0] for row in ROWS for one in row.found}
    assert shown | NOT_HERE == {one.word for one in Hazard}


def test_a_sentence_says_what_changed_and_why_it_matters() -> None:
    old, new = m("int64 a = 1;", "proto3"), m("int32 a = 1;", "proto3")
    (only,) = hazards(WireFormat.PROTOBUF, new=new, old=old)
    assert only.sentence == (
        "field 1 `a` was `int64` and is `int32`: values that do not fit are cut off without an error"
    )
