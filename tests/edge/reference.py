"""The reference contracts' streams, and a stream that has every type, in any format."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from headgate.model import (
    Boolean,
    Bytes,
    Contract,
    Date,
    Decimal,
    Enumeration,
    Field,
    Float,
    Integer,
    ListOf,
    MapOf,
    SemVer,
    Stream,
    Struct,
    Text,
    Time,
    Timestamp,
    Topic,
    Type,
    Uuid,
    WireFormat,
)
from headgate.odcs import read_file

CONTRACTS = Path(__file__).resolve().parents[2] / "contracts"
REFERENCE = ("clickstream.events", "flights", "orders", "privacy.deletes", "user.profile")
NOW_MS = 1_700_000_000_123


def contract(name: str) -> Contract:
    """A reference contract."""
    found = read_file(CONTRACTS / f"{name}.odcs.yaml").contract
    assert found is not None
    return found


def stream(name: str) -> Stream:
    """A reference contract's only stream."""
    return contract(name).streams[0]


def renamed(name: str, topic: str) -> Contract:
    """A reference contract whose topic is called otherwise, so that tests do not meet."""
    original = contract(name)
    (only,) = original.streams
    return replace(original, streams=(replace(only, topic=replace(only.topic, name=topic)),))


def every_type(format_: WireFormat) -> Stream:
    """A stream with a field of each type."""
    inner = Struct((Field("city", Text(), required=True), Field("zip", Text())))
    types: tuple[tuple[str, Type], ...] = (
        ("id", Uuid()), ("flag", Boolean()), ("small", Integer(32)), ("large", Integer(64)),
        ("ratio", Float(64)), ("amount", Decimal(12, 2)), ("name", Text()), ("blob", Bytes()), ("day", Date()),
        ("at", Time()), ("moment", Timestamp()), ("wall", Timestamp(zoned=False)),
        ("colour", Enumeration(("red", "green"))), ("tags", ListOf(Text())), ("counts", MapOf(Integer(64))),
        ("address", inner),
    )  # fmt: skip
    fields = tuple(Field(name, type_, number=place) for place, (name, type_) in enumerate(types, 1))
    return Stream("Everything", Topic("everything.v1"), format_, fields, key=("name",))


def contract_of(one: Stream) -> Contract:
    """A contract with one stream."""
    return Contract("tests", "Tests", SemVer(1, 0, 0), "active", (one,))
