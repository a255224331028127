"""The headgate property: wrong keys, units, types and places, each at its exact place."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest
from tests.odcs.contract_texts import document, objectives_of, one_stream, promises, stream_text, titles, told

from headgate.model import (
    Action,
    Cleanup,
    Compatibility,
    Consumer,
    Dedup,
    Lateness,
    SubjectStrategy,
    Topic,
    Volume,
    WireFormat,
)
from headgate.odcs import read_text
from headgate.odcs.cursor import Cursor
from headgate.odcs.reach import REACHES, Reach
from headgate.odcs.reference import PLACES, keys, page
from headgate.odcs.schema_reader import known_keys
from headgate.odcs.units import duration
from headgate.odcs.versions import KNOWN_VERSIONS, block_schema, version_shape

FIELD = "- {name: f, logicalType: string, required: true}\n- {name: t, logicalType: timestamp}\n"

WRONG: dict[str, tuple[str, str]] = {
    "{evenTime: t}": ("13:51", "`evenTime` is not a known key | write `eventTime`"),
    "{colour: t}": (
        "13:51",
        "`colour` is not a known key | delete it; known are `dedup`, `eventTime`, `lateness`, `suppress`, `topic` or `volume`",
    ),
    "{lateness: {allowed: 5 min}}": (
        "13:71",
        "`allowed` is `5 min` and should be a duration | write a duration, for example `5m`",
    ),
    "{lateness: {allowed: 5}}": (
        "13:71",
        "`allowed` is a number and should be a duration | write a duration, for example `5m`",
    ),
    "{topic: {partitions: 0}}": ("13:71", "`partitions` is less than 1: `0` | write a value that fits"),
    "{topic: {cleanup: compacted}}": (
        "13:68",
        "`cleanup` is `compacted`, which is not among its values | write `compact`",
    ),
    "{topic: {retention: always}}": (
        "13:70",
        (
            "`retention` is `always` and should be a duration, or forever | "
            "write a duration, or forever, for example `7d` or `forever`"
        ),
    ),
    "{volume: {peak: 2}}": ("13:51", "`rate` is missing in `volume` | add `rate`"),
    "{volume: {rate: 5/w}}": (
        "13:66",
        "`rate` is `5/w` and should be a rate | write a rate, for example `23148/s` or `500/h`",
    ),
    "{dedup: {by: 5}}": (
        "13:63",
        (
            "`by` is a number and should be the name of a field, or a list of names | "
            "write the name of a field, or a list of names, for example `event_id`"
        ),
    ),
    "[]": ("13:50", "`headgate` is a list and should be a mapping | write a mapping"),
}


@pytest.mark.parametrize("block", WRONG)
def test_wrong_block(block: str) -> None:
    place, title = WRONG[block]
    text = stream_text(FIELD, block)
    assert told(text) == [f"structure/headgate-property@{place}"]
    assert titles(text) == [title]


REFERENCES = {
    "{eventTime: tt}": ("13:62", "eventTime", "name a field of the stream"),
    "{dedup: {by: [f, tt]}}": ("13:67", "dedup.by", "name a field of the stream"),
    "{topic: {key: g}}": ("13:64", "topic.key", "name a field of the stream"),
}


@pytest.mark.parametrize("block", REFERENCES)
def test_field_that_is_none(block: str) -> None:
    place, key, remedy = REFERENCES[block]
    text = stream_text(FIELD, block)
    assert told(text) == [f"structure/unknown-field@{place}"]
    assert titles(text)[0].startswith(f"`{key}` names `")
    assert titles(text)[0].endswith(remedy)


def test_field_with_a_near_name() -> None:
    text = stream_text("- {name: occurred_at, logicalType: timestamp}\n", "{eventTime: occured_at}")
    assert titles(text) == ["`eventTime` names `occured_at`, which is no field | write `occurred_at`"]


def test_key_of_a_type_without_one_spelling() -> None:
    text = stream_text(FIELD, "{topic: {key: t}}")
    assert told(text) == ["structure/key-type@13:64"]
    assert one_stream(text).key is None


MISPLACED = {
    "servers:\n- {server: s, type: kafka, host: h, customProperties: [{property: headgate, value: {}}]}\n": "8:67",
    "team: {name: t, customProperties: [{property: headgate, value: {}}]}\n": "7:47",
    "roles:\n- {role: r, customProperties: [{property: headgate, value: {}}]}\n": "8:43",
}


@pytest.mark.parametrize("rest", MISPLACED)
def test_block_where_nothing_reads_it(rest: str) -> None:
    assert told(document(rest)) == [f"structure/headgate-property@{MISPLACED[rest]}"]


def test_block_given_twice() -> None:
    text = stream_text(FIELD, "{eventTime: t}}, {property: headgate, value: {eventTime: f}")
    assert told(text) == ["structure/headgate-property@13:78"]
    assert one_stream(text).event_time == ("t",)


def test_stream_block() -> None:
    block = """{eventTime: t, lateness: {allowed: 500ms}, dedup: {scope: f}, topic: {partitions: 3,
      replication: 1, minInsync: 1, retention: forever, cleanup: "compact,delete", key: f, compatibility: FULL,
      subjectStrategy: topic-record}, volume: {rate: 90/m, peak: 1.5, recordBytes: 200}}"""
    stream = one_stream(stream_text(FIELD, block))
    half = timedelta(milliseconds=500)
    assert stream.lateness == Lateness(half, half, timedelta(minutes=1))
    assert stream.dedup == Dedup((), timedelta(minutes=10), (("f",),))
    assert stream.topic == Topic("S", 3, 1, 1, None, Cleanup.COMPACT_DELETE)
    assert stream.volume == Volume(Fraction(3, 2), Fraction(3, 2), 200)
    assert (stream.key, stream.event_time) == (("f",), ("t",))
    assert (stream.subject.strategy, stream.subject.compatibility) == (
        SubjectStrategy.TOPIC_RECORD,
        Compatibility.FULL,
    )


def test_stream_without_block_has_the_documented_defaults() -> None:
    stream = one_stream(stream_text(FIELD))
    topic = Cursor(block_schema("stream"))["properties"]["topic"]["properties"]
    sizes = (topic[key]["default"].whole for key in ("partitions", "replication", "minInsync"))
    assert (stream.topic.partitions, stream.topic.replication, stream.topic.min_insync) == tuple(sizes)
    assert stream.topic.retention == duration(topic["retention"]["default"].text)
    assert stream.topic.cleanup.value == topic["cleanup"]["default"].text
    assert stream.subject.compatibility.value == topic["compatibility"]["default"].text
    assert stream.subject.strategy.value == topic["subjectStrategy"]["default"].text
    assert (stream.lateness, stream.dedup, stream.event_time, stream.volume) == (None, None, None, None)
    assert stream.format is WireFormat.AVRO


def test_quality_block() -> None:
    rule = "{metric: nullValues, mustBe: 0, customProperties: [{property: headgate, value: {action: %s}}]}"
    text = "- name: f\n  logicalType: string\n  quality:\n  - " + rule
    assert promises(text % "fail")["f.nullValues"].action is Action.FAIL
    assert told(stream_text(text % "stop")) == ["structure/headgate-property@14:95"]


def test_contract_block() -> None:
    text = document(
        """\
        customProperties:
        - property: headgate
          value:
            consumers:
            - {name: recs, major: 2, fields: [a, b], contact: "#recs"}
            - {name: bi}
            - {major: 1}
        """
    )
    assert told(text) == ["structure/headgate-property@13:7"]
    contract = read_text(text).contract
    assert contract is not None
    assert contract.consumers == (Consumer("recs", 2, ("a", "b"), "#recs"), Consumer("bi", 1))


OWN = "customProperties: [{property: headgate, value: {sla: {latency: {percentile: 99}}}}]\n"


def test_contract_block_speaks_for_sla_entries_of_old_versions() -> None:
    entry = "- {property: latency, value: 5, unit: s}\n"
    (objective,) = objectives_of(entry, "v3.1.0", OWN)
    assert objective.target == Fraction(99, 100)
    assert told(document(OWN, "v3.1.0")) == ["structure/headgate-property@7:55"]
    own = "- {property: latency, value: 5, unit: s, customProperties: [{property: headgate, value: {percentile: 90}}]}\n"
    assert told(document(f"slaProperties:\n{own}{OWN}")) == ["structure/headgate-property@9:55"]


@pytest.mark.parametrize("place", PLACES)
def test_the_page_tells_each_key(place: str) -> None:
    text = page()
    assert keys(place)
    missing = [key for key in keys(place) if f"| `{key}` |" not in text]
    assert not missing


@pytest.mark.parametrize("version", KNOWN_VERSIONS)
@pytest.mark.parametrize("reach", REACHES, ids=lambda reach: reach.title)
def test_every_odcs_key_is_read_or_descriptive(version: str, reach: Reach) -> None:
    schema = Cursor(version_shape(version).schema)
    rule = schema["$defs"][reach.definition] if reach.definition else schema
    keys_of_it = known_keys(schema.value, rule.value)
    assert "customProperties" in keys_of_it or reach.title == "SLA entry"
    assert keys_of_it <= reach.read | reach.descriptive
    assert not reach.read & reach.descriptive
