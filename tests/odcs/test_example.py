"""The example of the design, and exactly the model that it spells."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal as Exact
from fractions import Fraction
from pathlib import Path

from headgate.model import (
    Action,
    Aggregate,
    Burn,
    Comparison,
    Compatibility,
    Completeness,
    Contract,
    Dedup,
    Expectation,
    Field,
    InRange,
    Integer,
    Latency,
    Lateness,
    Matches,
    Objective,
    Privacy,
    Required,
    SemVer,
    Statistic,
    Stream,
    Subject,
    Text,
    Timestamp,
    Topic,
    Unit,
    Uuid,
    Volume,
    Weight,
    WireFormat,
)
from headgate.odcs import read_file

EXAMPLE = Path(__file__).with_name("example.odcs.yaml")

FIELDS = (
    Field("event_id", Uuid(), required=True, number=1),
    Field(
        "user_id",
        Text(),
        required=True,
        classification="restricted",
        privacy=Privacy.TOKENIZE,
        data_subject=True,
        number=2,
    ),
    Field("event_type", Text(), required=True, number=3),
    Field("occurred_at", Timestamp(), required=True, number=4),
    Field("page_ms", Integer(), number=5),
)

EXPECTATIONS = (
    Expectation("event_id.required", Required(("event_id",))),
    Expectation("user_id.required", Required(("user_id",))),
    Expectation("event_type.required", Required(("event_type",))),
    Expectation("event_type.pattern", Matches(("event_type",), "^[a-z_]+$")),
    Expectation("occurred_at.required", Required(("occurred_at",))),
    Expectation("page_ms.minimum", InRange(("page_ms",), minimum=0)),
    Expectation(
        "page_ms.nullValues",
        Aggregate(Statistic.NULL_COUNT, Comparison.BELOW, (Exact(5),), Unit.PERCENT, (("page_ms",),)),
        Weight.WARNING,
        Action.WARN,
    ),
)

STREAM = Stream(
    name="ClickstreamEvent",
    topic=Topic("clickstream.events.v1", partitions=12, retention=timedelta(days=7)),
    format=WireFormat.AVRO,
    fields=FIELDS,
    key=("event_id",),
    primary_key=(("event_id",),),
    event_time=("occurred_at",),
    lateness=Lateness(timedelta(minutes=5), timedelta(minutes=7), timedelta(minutes=1)),
    dedup=Dedup((("event_id",),), timedelta(minutes=10), (("user_id",),)),
    expectations=EXPECTATIONS,
    volume=Volume(Fraction(23_148), Fraction(3)),
    subject=Subject(compatibility=Compatibility.BACKWARD_TRANSITIVE),
)

CONTRACT = Contract(
    id="clickstream-events",
    name="Clickstream events",
    version=SemVer(1, 0, 0),
    status="active",
    streams=(STREAM,),
    domain="web",
    owner="web-telemetry",
    purpose="What shoppers do on the site, within seconds, for recommendations and campaign spend.",
    objectives=(
        Objective(
            "latency",
            Latency(Fraction(95), timedelta(seconds=60)),
            Fraction(95, 100),
            timedelta(days=30),
            Burn(Fraction(2), timedelta(minutes=10)),
        ),
        Objective("completeness", Completeness(), Fraction(9995, 10_000), timedelta(hours=1)),
    ),
)


def test_the_example_reads_clean_and_exactly() -> None:
    reading = read_file(EXAMPLE)
    assert reading.findings == ()
    assert reading.contract == CONTRACT


def test_each_part_leads_back_to_its_line() -> None:
    source_map = read_file(EXAMPLE).source_map
    places = {
        "stream": source_map.stream("ClickstreamEvent"),
        "field": source_map.field("ClickstreamEvent", ("occurred_at",)),
        "option": source_map.expectation("ClickstreamEvent", "page_ms.minimum"),
        "quality": source_map.expectation("ClickstreamEvent", "page_ms.nullValues"),
        "objective": source_map.objective("completeness"),
    }
    lines = source_map.text.splitlines()
    shown = {
        name: lines[place.span.start.line - 1][place.span.start.column - 1 :]
        for name, place in places.items()
    }
    assert shown == {
        "stream": "name: ClickstreamEvent",
        "field": "name: occurred_at",
        "option": "0}",
        "quality": "{metric: nullValues, mustBeLessThan: 5, unit: percent, severity: warning}",
        "objective": "property: completeness",
    }
