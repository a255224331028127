"""What headgate generates, it imports again: the same fields, and a schema that reads and is read by the first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.adoption.round_trip import adopt
from tests.edge.reference import REFERENCE, every_type, stream
from tests.strategies import streams

from headgate.emit.registered import schema_text
from headgate.model import Compatibility, Field, ListOf, MapOf, Stream, Struct, Type, WireFormat

FORMATS = tuple(WireFormat)
IDS = [form.value for form in FORMATS]


def bare(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The fields as an Avro schema shows them: names, types, and whether they are required."""
    return tuple(Field(one.name, bare_type(one.type), one.required) for one in fields)


def bare_type(of: Type) -> Type:
    match of:
        case Struct(fields):
            return Struct(bare(fields))
        case ListOf(element):
            return ListOf(bare_type(element))
        case MapOf(value):
            return MapOf(bare_type(value))
        case _:
            return of


@pytest.mark.parametrize("name", REFERENCE)
def test_a_reference_contract_comes_back(name: str) -> None:
    original = stream(name)
    back = adopt(schema_text(original), original.format, original.topic.name)
    assert back.errors == []
    assert back.held.mode is Compatibility.FULL


@pytest.mark.parametrize("form", FORMATS, ids=IDS)
def test_every_type_comes_back(form: WireFormat) -> None:
    original = every_type(form)
    back = adopt(schema_text(original), form, original.topic.name)
    assert back.errors == []
    assert back.held.mode is Compatibility.FULL, back.held.reasons


@given(streams(WireFormat.AVRO))
def test_avro_loses_nothing_of_ours(original: Stream) -> None:
    back = adopt(schema_text(original), WireFormat.AVRO, original.topic.name)
    assert bare(back.stream.fields) == bare(original.fields)
    assert back.losses == []


@pytest.mark.parametrize("form", FORMATS, ids=IDS)
@given(drawn=st.data())
def test_any_schema_of_ours_comes_back(form: WireFormat, drawn: st.DataObject) -> None:
    original = replace(drawn.draw(streams(form)), expectations=())
    back = adopt(schema_text(original), form, original.topic.name)
    assert back.errors == []
    assert back.held.mode is Compatibility.FULL, back.held.reasons


@given(streams(WireFormat.JSON))
def test_a_rule_comes_back_or_is_told(original: Stream) -> None:
    back = adopt(schema_text(original), WireFormat.JSON, original.topic.name)
    assert back.errors == []
    assert back.losses or back.held.mode is Compatibility.FULL, back.held.reasons
