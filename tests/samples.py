"""Contracts as values, for tests that need no file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal as Exact
from fractions import Fraction

from headgate.model import (
    Action,
    Boolean,
    Bytes,
    Contract,
    Date,
    Decimal,
    Dedup,
    Enumeration,
    Expectation,
    Field,
    Float,
    Format,
    HasFormat,
    HasItems,
    HasLength,
    InRange,
    Integer,
    Lateness,
    ListOf,
    MapOf,
    Matches,
    MultipleOf,
    NoneOf,
    OneOf,
    Privacy,
    Required,
    SemVer,
    Stream,
    Struct,
    Text,
    Time,
    Timestamp,
    TimeUnit,
    Topic,
    Type,
    Uuid,
    Volume,
    Weight,
    WireFormat,
)
from headgate.model.expectation import RecordRule


def expect(name: str, rule: RecordRule, action: Action = Action.DEAD_LETTER) -> Expectation:
    """A record rule with the default weight."""
    return Expectation(name, rule, Weight.ERROR, action)


def required(*names: str) -> tuple[Expectation, ...]:
    """`<field>.required` of each top-level field."""
    return tuple(expect(f"{name}.required", Required((name,))) for name in names)


CLICKSTREAM_FIELDS = (
    Field("event_id", Uuid(), required=True),
    Field("user_id", Text(), required=True, privacy=Privacy.TOKENIZE, data_subject=True),
    Field("session_id", Text(), required=True),
    Field("event_type", Text(), required=True),
    Field("occurred_at", Timestamp(), required=True),
    Field("page_url", Text(), required=True),
    Field("referrer", Text()),
    Field("product_id", Text()),
    Field("quantity", Integer(32)),
    Field("price", Decimal(12, 2)),
    Field("page_ms", Integer()),
    Field("device", Text()),
)

CLICKSTREAM_RULES = (
    *required("event_id", "user_id", "session_id", "event_type", "occurred_at", "page_url"),
    expect("event_id.format", HasFormat(("event_id",), Format.UUID)),
    expect("user_id.length", HasLength(("user_id",), 1, 64)),
    expect("event_type.pattern", Matches(("event_type",), "^[a-z_]+$")),
    expect("event_type.length", HasLength(("event_type",), maximum=32)),
    expect("page_url.length", HasLength(("page_url",), 1, 2048)),
    expect("referrer.length", HasLength(("referrer",), maximum=2048)),
    expect("product_id.pattern", Matches(("product_id",), "^P[0-9]{6}$")),
    expect("quantity.minimum", InRange(("quantity",), minimum=1)),
    expect("quantity.maximum", InRange(("quantity",), maximum=999)),
    expect("price.minimum", InRange(("price",), minimum=0)),
    expect("page_ms.minimum", InRange(("page_ms",), minimum=0)),
    expect("device.invalidValues", OneOf(("device",), ("desktop", "mobile", "tablet", "tv")), Action.WARN),
)


def clickstream() -> Contract:
    """The reference clickstream: twelve fields, one of them personal."""
    stream = Stream(
        "ClickstreamEvent",
        Topic("clickstream.events.v1", partitions=12),
        WireFormat.AVRO,
        CLICKSTREAM_FIELDS,
        key=("user_id",),
        primary_key=(("event_id",),),
        event_time=("occurred_at",),
        lateness=Lateness(timedelta(minutes=5), timedelta(minutes=7), timedelta(minutes=1)),
        dedup=Dedup((("event_id",),), timedelta(minutes=10), (("user_id",),)),
        expectations=CLICKSTREAM_RULES,
        volume=Volume(Fraction(23148), Fraction(3)),
    )
    return Contract("clickstream-events", "Clickstream events", SemVer(1, 0, 0), "active", (stream,))


def click() -> dict[str, object]:
    """A sound clickstream record."""
    return {
        "event_id": "0f8fad5b-d9cb-469f-a165-70867728950e",
        "user_id": "u-184467",
        "session_id": "s-7f3a9c",
        "event_type": "add_to_cart",
        "occurred_at": datetime(2026, 11, 23, 4, 5, 6, 789000, tzinfo=UTC),
        "page_url": "https://shop.example/p/P004711",
        "referrer": "https://shop.example/search",
        "product_id": "P004711",
        "quantity": 2,
        "price": Exact("19.90"),
        "page_ms": 5321,
        "device": "mobile",
    }


ALL_TYPES: tuple[tuple[str, Type], ...] = (
    ("flag", Boolean()),
    ("small", Integer(32)),
    ("big", Integer(64)),
    ("ratio", Float(32)),
    ("score", Float(64)),
    ("amount", Decimal(12, 2)),
    ("label", Text()),
    ("blob", Bytes()),
    ("day", Date()),
    ("at_ms", Time(TimeUnit.MILLIS)),
    ("at_us", Time(TimeUnit.MICROS)),
    ("seen_ms", Timestamp(TimeUnit.MILLIS)),
    ("seen_us", Timestamp(TimeUnit.MICROS)),
    ("wall_ms", Timestamp(TimeUnit.MILLIS, zoned=False)),
    ("wall_us", Timestamp(TimeUnit.MICROS, zoned=False)),
    ("ident", Uuid()),
    ("state", Enumeration(("NEW", "PAID"))),
    ("tags", ListOf(Text())),
    ("counts", MapOf(Integer(64))),
    ("place", Struct((Field("city", Text(), required=True), Field("zip", Text())))),
    ("lines", ListOf(Struct((Field("sku", Text(), required=True), Field("pieces", Integer(32)))))),
)


def everything(format_: WireFormat = WireFormat.AVRO, *, is_required: bool = False) -> Contract:
    """One stream with a field of every type and a rule of every kind."""
    fields = tuple(Field(name, type_, required=is_required, doc=f"The {name}.") for name, type_ in ALL_TYPES)
    names = [name for name, _ in ALL_TYPES] if is_required else ["label"]
    stream = Stream(
        "Everything",
        Topic("everything.v1", partitions=3),
        format_,
        fields,
        key=("label",),
        expectations=(*required(*names), *every_rule()),
        doc="A record of all types.",
    )
    return Contract("everything", "Everything", SemVer(2, 1, 0), "active", (stream,))


def every_rule() -> tuple[Expectation, ...]:
    """One or more rules of each kind on the fields of `everything`."""
    return (
        expect("big.range", InRange(("big",), 0, 1000)),
        expect("score.range", InRange(("score",), maximum=1, exclusive_maximum=True)),
        expect("amount.minimum", InRange(("amount",), minimum=0, exclusive_minimum=True)),
        expect("day.minimum", InRange(("day",), minimum="2020-01-01")),
        expect("seen_ms.minimum", InRange(("seen_ms",), minimum="2020-01-01T00:00:00Z")),
        expect("small.multipleOf", MultipleOf(("small",), Exact(5))),
        expect("amount.multipleOf", MultipleOf(("amount",), Exact("0.05"))),
        expect("score.multipleOf", MultipleOf(("score",), Exact("0.1"))),
        expect("label.length", HasLength(("label",), 1, 12)),
        expect("label.pattern", Matches(("label",), r"^[\w .-]+$")),
        expect("ident.format", HasFormat(("ident",), Format.UUID)),
        expect("label.oneOf", OneOf(("label",), ("a", "b", "it's")), Action.WARN),
        expect("small.noneOf", NoneOf(("small",), (-1, 999))),
        expect("tags.items", HasItems(("tags",), 0, 3)),
        expect("place.city.required", Required(("place", "city"))),
        expect("place.zip.pattern", Matches(("place", "zip"), "^[0-9]{5}$")),
        expect("lines.pieces.minimum", InRange(("lines", "pieces"), minimum=1)),
    )
