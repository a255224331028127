"""What the JVM functions are told of treatments."""

from __future__ import annotations

from dataclasses import replace

from tests.samples import clickstream

from headgate.emit.flink.spec import guard_decoding
from headgate.model import Field, ListOf, Privacy, Struct, Text

OWNER = Struct((Field("mail", Text(), privacy=Privacy.MASK), Field("age", Text())))


def treatments(*fields: Field) -> object:
    stream = replace(clickstream().streams[0], fields=fields, key=None, dedup=None, lateness=None)
    spec = guard_decoding(stream, {}, tombstones=False)
    assert isinstance(spec, dict)
    return spec["treatments"]


def test_a_field_inside_a_dropped_one_is_not_treated_again() -> None:
    assert treatments(Field("owner", OWNER, privacy=Privacy.DROP), Field("owners", ListOf(OWNER))) == [
        {"path": ["owner"], "treatment": "drop"},
        {"path": ["owners", "mail"], "treatment": "mask"},
    ]
