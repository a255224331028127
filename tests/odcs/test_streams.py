"""Which schema objects are streams, how they are written, and by what they are keyed."""

from __future__ import annotations

import pytest
from tests.odcs.contract_texts import contract_of, document, one_stream, stream_text, told

from headgate.model import WireFormat
from headgate.odcs import read_text

KAFKA = "servers:\n- {server: a, type: kafka, host: h%s}\n"
OBJECT = "schema:\n- {name: S%s, properties: [{name: f, logicalType: date}]}\n"

STREAMS = {
    OBJECT % ", physicalType: topic": ["S"],
    OBJECT % ", physicalType: Topic": ["S"],
    OBJECT % ", physicalType: table": [],
    OBJECT % "": [],
    KAFKA % "" + OBJECT % "": ["S"],
    KAFKA % "" + OBJECT % ", logicalType: object": ["S"],
    KAFKA % "" + OBJECT % ", physicalType: table": [],
    KAFKA % "" + OBJECT % ", logicalType: blob": [],
}


@pytest.mark.parametrize("rest", STREAMS)
def test_which_objects_are_streams(rest: str) -> None:
    reading = read_text(document(rest))
    assert [stream.name for stream in contract_of(reading)] == STREAMS[rest]
    rules = [finding.rule for finding in reading.findings]
    assert rules == ([] if STREAMS[rest] else ["structure/no-stream", "structure/not-a-stream"])


FORMATS = {
    "": WireFormat.AVRO,
    ", format: avro": WireFormat.AVRO,
    ", format: Protobuf": WireFormat.PROTOBUF,
    ", format: json": WireFormat.JSON,
}


@pytest.mark.parametrize("given", FORMATS)
def test_format_is_the_kafka_servers(given: str) -> None:
    text = document(KAFKA % given + OBJECT % "")
    assert told(text) == []
    assert one_stream(text).format is FORMATS[given]


def test_formats_that_are_not_one() -> None:
    text = document(KAFKA % ", format: csv" + OBJECT % "")
    assert told(text) == ["structure/server-format@8:45"]
    text = document(
        KAFKA % ", format: avro" + "- {server: b, type: kafka, host: h, format: json}\n" + OBJECT % ""
    )
    assert told(text) == ["structure/server-format@9:45"]
    (finding,) = read_text(text).findings
    assert [str(related.place) for related in finding.related] == ["<text>:8:45"]


def test_two_streams_of_one_name() -> None:
    object_ = "- {name: S, physicalType: topic, properties: [{name: f, logicalType: date}]}\n"
    text = document("schema:\n" + object_ * 2)
    assert told(text) == ["structure/duplicate-name@9:10"]
    assert len(contract_of(read_text(text))) == 1


KEYS = {
    "primaryKey: true": ((("a",),), ("a",)),
    "primaryKey: true, primaryKeyPosition: 2": ((("b",), ("a",)), ("b",)),
    "primaryKey: true, primaryKeyPosition: -1": ((("b",), ("a",)), ("b",)),
    "primaryKey: false": ((("b",),), ("b",)),
}


@pytest.mark.parametrize("given", KEYS)
def test_message_key_is_the_first_of_the_primary_key(given: str) -> None:
    other = ", primaryKey: true, primaryKeyPosition: 1" if given != "primaryKey: true" else ""
    stream = one_stream(
        stream_text(
            f"- {{name: a, logicalType: string, {given}}}\n- {{name: b, logicalType: integer{other}}}\n"
        )
    )
    assert (stream.primary_key, stream.key) == KEYS[given]


def test_a_primary_key_that_cannot_be_a_message_key() -> None:
    stream = one_stream(stream_text("- {name: a, logicalType: number, primaryKey: true}\n"))
    assert (stream.primary_key, stream.key) == ((("a",),), None)


def test_logical_and_physical_names_both_name_a_field() -> None:
    properties = "- {name: userId, physicalName: user_id, logicalType: string}\n"
    for name in ("userId", "user_id"):
        assert one_stream(stream_text(properties, f"{{topic: {{key: {name}}}}}")).key == ("user_id",)


@pytest.mark.parametrize(
    ("team", "owner"),
    [
        ("{name: web}", "web"),
        ("[{username: a, role: reader}, {username: b, role: Owner}]", "b"),
        ("{members: [{username: c, role: owner}]}", "c"),
        ("[{username: a}]", ""),
    ],
)
def test_owner(team: str, owner: str) -> None:
    contract = read_text(document(f"team: {team}\n")).contract
    assert contract is not None
    assert contract.owner == owner
