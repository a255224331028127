"""What the edge writes is read back by another implementation."""

from __future__ import annotations

import importlib.util
import io
import json
import random
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType, ModuleType

import fastavro
import jsonschema_rs
import pytest
from google.protobuf.message import DecodeError
from grpc_tools import protoc
from tests.edge.reference import NOW_MS, every_type, stream

from headgate.edge.framing import HEADER_BYTES, frame, schema_id_of
from headgate.edge.serialise import UnserialisableError, serialiser
from headgate.edge.serialise.protobuf import message_class
from headgate.edge.traffic.generic import generic
from headgate.edge.traffic.poison import Poison, poisoned
from headgate.edge.traffic.source import Crowd, GeneratedRecord
from headgate.emit.avro import avro_schema
from headgate.emit.jsonschema import json_schema
from headgate.emit.protobuf import proto_schema
from headgate.emit.protobuf.message import message_of
from headgate.model import Stream, WireFormat
from headgate.validate import compile_validator

ID = 41


def record_of(one: Stream) -> GeneratedRecord:
    return generic(one, random.Random(5), Crowd()).next(NOW_MS)


def written(one: Stream, record: GeneratedRecord) -> bytes:
    value = serialiser(one, ID)(record)
    assert schema_id_of(value) == ID
    return value[HEADER_BYTES:]


def test_avro_is_read_back() -> None:
    one = every_type(WireFormat.AVRO)
    record = record_of(one)
    schema = fastavro.parse_schema(json.loads(avro_schema(one)))
    back = fastavro.schemaless_reader(io.BytesIO(written(one, record)), schema, None)
    assert isinstance(back, dict)
    assert {**back, "id": str(back["id"])} == record


def compiled(one: Stream, folder: Path) -> ModuleType:
    """The Python module that protoc makes of the registered schema."""
    (folder / "everything.proto").write_text(proto_schema(one), encoding="utf-8")
    include = Path(str(importlib.util.find_spec("grpc_tools").origin)).parent / "_proto"  # type: ignore[union-attr]
    assert protoc.main(["", f"-I{folder}", f"-I{include}", f"--python_out={folder}", "everything.proto"]) == 0
    spec = importlib.util.spec_from_file_location("everything_pb2", folder / "everything_pb2.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_protobuf_is_read_by_what_protoc_makes_of_the_registered_schema(tmp_path: Path) -> None:
    one = every_type(WireFormat.PROTOBUF)
    record = record_of(one)
    value = written(one, record)
    assert value[0] == 0
    back = compiled(one, tmp_path).Everything.FromString(value[1:])
    back.DiscardUnknownFields()
    assert back.SerializeToString(deterministic=True) == value[1:]
    assert (back.id, back.amount, back.day) == (record["id"], str(record["amount"]), str(record["day"]))
    assert back.moment.ToMilliseconds() == NOW_MS
    assert list(back.tags) == record["tags"]
    assert dict(back.counts) == record["counts"]
    assert {"city": back.address.city, "zip": back.address.zip} == record["address"]
    assert back.colour == ("red", "green").index(str(record["colour"])) + 1


def test_protobuf_leaves_out_what_is_missing() -> None:
    one = every_type(WireFormat.PROTOBUF)
    assert written(one, {"flag": None, "name": "x"}) == written(one, {"name": "x"})


@pytest.mark.parametrize("format_", list(WireFormat), ids=lambda format_: format_.value)
def test_every_kind_of_list_and_struct_is_written_alike(format_: WireFormat) -> None:
    one = every_type(format_)
    plain = {**record_of(one), "tags": ["array", "ab"], "address": {"city": "x", "zip": None}}
    other = {**plain, "tags": ("array", "ab"), "address": MappingProxyType({"city": "x", "zip": None})}
    assert compile_validator(one)(other) == ()
    assert written(one, other) == written(one, plain)


def test_json_is_valid_against_the_registered_schema() -> None:
    one = every_type(WireFormat.JSON)
    record = record_of(one)
    value = json.loads(written(one, record))
    jsonschema_rs.validator_for(json.loads(json_schema(one))).validate(value)
    assert value["moment"] == "2023-11-14T22:13:20.123000Z"
    assert value["amount"] == str(record["amount"])


def test_json_leaves_out_what_is_missing() -> None:
    assert written(every_type(WireFormat.JSON), {"flag": None, "name": "x"}) == b'{"name":"x"}'


@pytest.mark.parametrize("format_", [WireFormat.AVRO, WireFormat.PROTOBUF])
@pytest.mark.parametrize(
    "wrong", [{"small": "three"}, {"amount": "three"}, {"moment": "now"}, {"colour": "blue"}]
)
def test_what_the_schema_cannot_carry_is_refused(format_: WireFormat, wrong: GeneratedRecord) -> None:
    one = every_type(format_)
    with pytest.raises(UnserialisableError):
        serialiser(one, ID)({**record_of(one), **wrong})


@pytest.mark.parametrize("name", ["clickstream.events", "orders"])
@pytest.mark.parametrize("kind", [Poison.GARBAGE, Poison.TRUNCATED])
def test_poison_cannot_be_read(name: str, kind: Poison) -> None:
    one = stream(name)
    good = serialiser(one, ID)(generic(one, random.Random(1), Crowd()).next(NOW_MS))
    bad = poisoned(kind, good, random.Random(1))
    assert bad is not None
    assert bad[:HEADER_BYTES] == frame(ID)
    assert unreadable(one, bad[HEADER_BYTES:])


def unreadable(one: Stream, payload: bytes) -> bool:
    try:
        if one.format is WireFormat.AVRO:
            schema = fastavro.parse_schema(json.loads(avro_schema(one)))
            fastavro.schemaless_reader(io.BytesIO(payload), schema, None)
        else:
            message_class(message_of(one), "p").FromString(payload[1:])
    except (EOFError, ValueError, IndexError, DecodeError, UnicodeDecodeError):
        return True
    return False


def test_decimals_keep_their_scale() -> None:
    one = every_type(WireFormat.PROTOBUF)
    assert b"1E+2" not in written(one, {"amount": Decimal("1E+2")})
