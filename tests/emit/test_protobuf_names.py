"""Names that meet in a .proto: renamed where they are ours to choose, else refused as protoc refuses them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.emit.test_oracles import protoc

from headgate.emit.protobuf import proto_schema
from headgate.emit.protobuf.refusals import refusals
from headgate.model import Enumeration, Field, Stream, Struct, Text, Timestamp, Topic, WireFormat


def stream(*fields: Field, topic: str = "shop.clicks", name: str = "Click") -> Stream:
    return Stream(name, Topic(topic), WireFormat.PROTOBUF, fields)


def enum(name: str, *symbols: str, type_name: str = "") -> Field:
    return Field(name, Enumeration(symbols), type_name=type_name)


INNER = Struct((Field("city", Text()),))
AT = Field("at", Timestamp())
SOUND = [
    stream(Field("Address", INNER), Field("Address1", Text())),
    stream(Field("a", INNER, type_name="Place"), Field("b", INNER, type_name="Place")),
    stream(enum("status", "OK"), enum("status_code", "OK")),
    stream(AT, topic="ads.google.clicks"),
    stream(AT, topic="google.clicks"),
    stream(AT, name="google"),
    stream(Field("inner", Struct((AT,))), topic="ads.google.clicks"),
]
REFUSED: list[tuple[Stream, list[tuple[tuple[str, ...], str]]]] = [
    (
        stream(enum("status", "CODE_OK"), enum("status_code", "OK")),
        [(("status_code",), "its value `STATUS_CODE_OK` has the name of another value, field or type")],
    ),
    (
        stream(Field("in", Struct((enum("kind", "A"), Field("KIND_A", Text()))))),
        [(("in", "kind"), "its value `KIND_A` has the name of another value, field or type")],
    ),
    (
        stream(enum("kind", "A"), Field("place", INNER, type_name="KIND_A")),
        [(("kind",), "its value `KIND_A` has the name of another value, field or type")],
    ),
    (
        stream(Field("foo_bar", Text()), Field("fooBar", Text())),
        [(("fooBar",), "`fooBar` has the JSON name of another field")],
    ),
    (
        stream(Field("a", Text(), number=2), Field("b", Text())),
        [(("b",), "the tag 2 is taken, reserved or out of range")],
    ),
    (
        stream(Field("a", Text(), number=19_000)),
        [(("a",), "the tag 19000 is taken, reserved or out of range")],
    ),
]


@pytest.mark.parametrize("record", SOUND, ids=lambda record: record.fields[0].name)
def test_protoc_takes_the_names(record: Stream, tmp_path: Path) -> None:
    assert refusals(record) == ()
    (tmp_path / "x.proto").write_text(proto_schema(record))
    protoc(tmp_path)


@pytest.mark.parametrize(("record", "told"), REFUSED, ids=range(len(REFUSED)))
def test_names_that_meet_are_refused(
    record: Stream, told: list[tuple[tuple[str, ...], str]], tmp_path: Path
) -> None:
    assert [(loss.path, loss.reason) for loss in refusals(record)] == told
    (tmp_path / "x.proto").write_text(proto_schema(record))
    with pytest.raises(AssertionError):
        protoc(tmp_path)
