"""Names that a contract gives to nested Avro types: each type is defined once, whatever it is called."""

from __future__ import annotations

import json

import fastavro
import pytest

from headgate.emit.avro import avro_schema
from headgate.model import Enumeration, Field, Stream, Struct, Text, Topic, WireFormat

PLACE, STATE = Struct((Field("city", Text()),)), Enumeration(("NEW", "PAID"))
SOUND = {
    "the record's own": (Field("a", PLACE, type_name="shop.Order"),),
    "one for two types": (Field("a", PLACE, type_name="shop.X"), Field("b", STATE, type_name="shop.X")),
    "one for a type in two places": (Field("a", PLACE, type_name="X"), Field("b", PLACE, type_name="X")),
    "the field's own inside": (Field("a", Struct((Field("a", PLACE),))),),
}


@pytest.mark.parametrize("fields", SOUND.values(), ids=SOUND)
def test_each_type_is_defined_once(fields: tuple[Field, ...]) -> None:
    text = avro_schema(Stream("Order", Topic("shop"), WireFormat.AVRO, fields))
    fastavro.parse_schema(json.loads(text))
