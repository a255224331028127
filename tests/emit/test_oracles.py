"""What is generated is read by the tools it is for: Avro libraries, protoc, buf, JSON Schema, mypy, Python itself."""

from __future__ import annotations

import base64
import importlib.util
import io
import json
import subprocess
import sys
import warnings
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from uuid import UUID

import avro.schema
import fastavro
import jsonschema_rs
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.require import require_tool
from tests.samples import clickstream, everything
from tests.strategies import careless_record, contract_of, record_of, streams

from headgate.emit import backend, backend_names
from headgate.emit.avro import avro_schema
from headgate.emit.jsonschema import json_schema
from headgate.emit.jsonschema.rules import why_not
from headgate.emit.protobuf import message_spec, proto_schema
from headgate.emit.protocol import Options
from headgate.emit.python import python_module
from headgate.model import Contract, Stream, WireFormat
from headgate.validate import compile_validator

SAMPLES = (clickstream(), everything(), everything(is_required=True))
both = pytest.mark.parametrize("clean", [False, True], ids=["raw", "clean"])
sample = pytest.mark.parametrize("contract", SAMPLES, ids=lambda contract: contract.id)


def parse_avro(text: str) -> None:
    with warnings.catch_warnings():
        # The avro package knows no local-timestamp; it then reads a long.
        warnings.simplefilter("ignore", avro.errors.IgnoredLogicalType)
        avro.schema.parse(text)
    fastavro.parse_schema(json.loads(text))


@both
@sample
def test_avro_libraries_parse_the_schema(contract: Contract, clean: bool) -> None:
    parse_avro(avro_schema(contract.streams[0], clean=clean))


@given(st.data())
def test_avro_carries_sound_records_there_and_back(data: st.DataObject) -> None:
    stream = data.draw(streams())
    record = data.draw(record_of(stream.fields))
    schema = fastavro.parse_schema(json.loads(avro_schema(stream)))
    wire = io.BytesIO()
    fastavro.schemaless_writer(wire, schema, record)
    wire.seek(0)
    read = fastavro.schemaless_reader(wire, schema, None)
    assert isinstance(read, dict)
    assert set(read) == {field.name for field in stream.fields}
    broken = {violation.rule for violation in compile_validator(stream)(read)}
    assert not {rule for rule in broken if rule.endswith((".type", "unknown"))}


def protoc(folder: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "grpc_tools.protoc",
        f"-I{folder}",
        f"--descriptor_set_out={folder}/set",
        "x.proto",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@both
@sample
def test_protoc_compiles_the_message(contract: Contract, clean: bool, tmp_path: Path) -> None:
    (tmp_path / "x.proto").write_text(proto_schema(contract.streams[0], clean=clean))
    protoc(tmp_path)


def test_buf_builds_and_lints_the_files(tmp_path: Path) -> None:
    buf = require_tool("buf")
    (tmp_path / "buf.yaml").write_text("version: v2\n")
    files = backend("protobuf").emit(everything(WireFormat.PROTOBUF), Options()).files
    path, text = next((path, text) for path, text in files.items() if "clean" not in path.name)
    (tmp_path / path.name).write_text(text)
    done = subprocess.run([buf, "build"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(streams(WireFormat.PROTOBUF))
def test_protoc_compiles_random_messages(tmp_path: Path, stream: Stream) -> None:
    (tmp_path / "x.proto").write_text(proto_schema(stream))
    protoc(tmp_path)
    spec = json.loads(json.dumps(message_spec(stream)))
    assert [field["name"] for field in spec["fields"]] == [field.name for field in stream.fields]


def as_json(value: object) -> object:
    """A Python value as the JSON form carries it."""
    match value:
        case dict():
            return {name: as_json(inner) for name, inner in value.items()}
        case list() | tuple():
            return [as_json(inner) for inner in value]
        case bytes():
            return base64.b64encode(value).decode()
        case Decimal():
            return f"{value:f}"
        case datetime() | date() | time():
            return value.isoformat()
        case UUID():
            return str(value)
        case _:
            return value


@sample
def test_json_schemas_are_schemas(contract: Contract) -> None:
    jsonschema_rs.meta.validate(json.loads(json_schema(contract.streams[0])))
    jsonschema_rs.meta.validate(json.loads(json_schema(contract.streams[0], clean=True)))


@given(st.data())
def test_json_schema_and_validator_agree_on_the_rules_it_holds(data: st.DataObject) -> None:
    stream = data.draw(streams(WireFormat.JSON))
    record = data.draw(record_of(stream.fields))
    types = {field.name: field.type for field in stream.fields}
    left_out = {
        rule.name
        for rule in stream.expectations
        if why_not(rule, types[rule.promise.field[0]])  # type: ignore[union-attr]
    }
    broken = {violation.rule for violation in compile_validator(stream)(record)}
    assume(not broken & left_out)
    validator = jsonschema_rs.Draft202012Validator(json.loads(json_schema(stream)), validate_formats=True)
    text = json.loads(json.dumps(as_json(record)))
    assert validator.is_valid(text) == (not broken), (broken, text)


def load(source: str, name: str) -> ModuleType:
    spec = importlib.util.spec_from_loader(name, loader=None)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    exec(compile(source, name, "exec"), module.__dict__)
    return module


@given(st.data())
def test_the_python_module_says_what_the_validator_says(data: st.DataObject) -> None:
    stream = data.draw(streams())
    module = load(python_module(stream, "# made"), "generated_validator")
    record = data.draw(careless_record(stream.fields))
    told = [(one.rule, one.field, one.action.value, one.reason) for one in compile_validator(stream)(record)]
    assert [tuple(one.values()) for one in module.validate(record)] == told


def test_the_python_module_needs_nothing_of_ours_and_is_typed(tmp_path: Path) -> None:
    paths: list[str] = []
    for contract in SAMPLES:
        source = python_module(contract.streams[0], "# made")
        assert "headgate" not in source
        path = tmp_path / f"{contract.id.replace('-', '_')}_{len(paths)}.py"
        path.write_text(source)
        paths.append(str(path))
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", *paths]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@settings(deadline=None)
@given(st.sampled_from(WireFormat).flatmap(streams))
def test_every_back_end_spells_random_streams(stream: Stream) -> None:
    for name in backend_names():
        emission = backend(name).emit(contract_of(stream), Options())
        assert not [loss for loss in emission.losses if loss.refused and name != "flink"]
        for text in emission.files.values():
            assert text.endswith("\n")
