"""Record rules and statistics from properties, their options and their quality."""

from __future__ import annotations

from decimal import Decimal as Exact

import pytest
from tests.odcs.contract_texts import contract_of, one_stream, promises, stream_text, titles, told

from headgate.model import (
    Action,
    Aggregate,
    Comparison,
    Expectation,
    Format,
    HasFormat,
    HasItems,
    HasLength,
    InRange,
    Matches,
    MultipleOf,
    NoneOf,
    OneOf,
    Required,
    Statistic,
    Unit,
    Weight,
)
from headgate.odcs import read_text

F = ("f",)
ZERO = (Exact(0),)
EQUAL = Comparison.EQUAL

OPTIONS: dict[str, dict[str, object]] = {
    "logicalType: string, required: true": {"f.required": Required(F)},
    "logicalType: string, unique: true": {
        "f.unique": Aggregate(Statistic.DUPLICATE_COUNT, EQUAL, ZERO, fields=(F,))
    },
    "logicalType: string, logicalTypeOptions: {minLength: 1}": {"f.length": HasLength(F, 1, None)},
    "logicalType: string, logicalTypeOptions: {maxLength: 9, minLength: 1}": {"f.length": HasLength(F, 1, 9)},
    "logicalType: string, logicalTypeOptions: {pattern: ' a+'}": {"f.pattern": Matches(F, " a+")},
    "logicalType: string, logicalTypeOptions: {format: email}": {"f.format": HasFormat(F, Format.EMAIL)},
    "logicalType: string, logicalTypeOptions: {format: ipv4}": {"f.format": HasFormat(F, Format.IPV4)},
    "logicalType: string, logicalTypeOptions: {format: uuid}": {},
    "logicalType: string, enum: [{value: a}]": {},
    "logicalType: integer, enum: [{value: 1}, {value: 2}]": {"f.enum": OneOf(F, (1, 2))},
    "logicalType: integer, logicalTypeOptions: {minimum: 0, maximum: 9}": {
        "f.minimum": InRange(F, minimum=0),
        "f.maximum": InRange(F, maximum=9),
    },
    "logicalType: number, logicalTypeOptions: {exclusiveMinimum: 0.5, multipleOf: 0.5}": {
        "f.exclusiveMinimum": InRange(F, minimum=Exact("0.5"), exclusive_minimum=True),
        "f.multipleOf": MultipleOf(F, Exact("0.5")),
    },
    "logicalType: date, logicalTypeOptions: {minimum: 2026-01-31}": {
        "f.minimum": InRange(F, minimum="2026-01-31")
    },
    "logicalType: timestamp, logicalTypeOptions: {exclusiveMaximum: '2026-01-31T00:00:00Z'}": {
        "f.exclusiveMaximum": InRange(F, maximum="2026-01-31T00:00:00Z", exclusive_maximum=True)
    },
    "logicalType: array, items: {logicalType: date}, logicalTypeOptions: {minItems: 1, maxItems: 3}": {
        "f.items": HasItems(F, 1, 3)
    },
    "logicalType: vector, logicalTypeOptions: {dimensions: 3}": {"f.dimensions": HasItems(F, 3, 3)},
}


@pytest.mark.parametrize("spelled", OPTIONS)
def test_option(spelled: str) -> None:
    found = promises(f"- {{name: f, {spelled}}}\n")
    assert {name: expectation.promise for name, expectation in found.items()} == OPTIONS[spelled]
    assert all(rule.weight is Weight.ERROR for rule in found.values())
    assert all(rule.action is Action.DEAD_LETTER for rule in found.values())


def test_exclusive_bounds_of_v30_are_truth_values() -> None:
    options = "- {name: f, logicalType: integer, logicalTypeOptions: {minimum: 1, exclusiveMinimum: true}}\n"
    assert told(stream_text(options, version="v3.0.2")) == []
    found = promises(options, version="v3.0.2")
    assert {name: rule.promise for name, rule in found.items()} == {
        "f.minimum": InRange(F, minimum=1, exclusive_minimum=True)
    }


UNREAD = {
    "logicalType: string, logicalTypeOptions: {format: ipv6}": "structure/option-unread@11:65",
    "logicalType: array, items: {logicalType: date}, logicalTypeOptions: {uniqueItems: true}": (
        "structure/option-unread@11:84"
    ),
    "logicalType: array, items: {logicalType: string, logicalTypeOptions: {minLength: 1}}": (
        "structure/option-unread@11:85"
    ),
    "logicalType: array, items: {logicalType: string, quality: [{metric: nullValues, mustBe: 0}]}": (
        "quality/unread@11:74"
    ),
    "logicalType: date, logicalTypeOptions: {minimum: soon}": "structure/option-unread@11:64",
    "logicalType: string, physicalType: bytes, logicalTypeOptions: {minLength: 1}": (
        "structure/option-unread@11:78"
    ),
}


@pytest.mark.parametrize("spelled", UNREAD)
def test_option_that_no_rule_can_hold_is_told(spelled: str) -> None:
    text = stream_text(f"- {{name: f, {spelled}}}\n")
    assert told(text) == [UNREAD[spelled]]
    assert one_stream(text).expectations == ()


NULLS = Statistic.NULL_COUNT
QUALITY: dict[str, dict[str, object]] = {
    "{metric: nullValues, mustBe: 0}": {"f.nullValues": Required(F)},
    "{type: library, metric: nullValues, mustBeLessThan: 1}": {"f.nullValues": Required(F)},
    "{metric: nullValues, mustBeLessThan: 2}": {
        "f.nullValues": Aggregate(NULLS, Comparison.BELOW, (Exact(2),), fields=(F,))
    },
    "{metric: nullValues, mustBeLessThan: 1, unit: percent}": {
        "f.nullValues": Aggregate(NULLS, Comparison.BELOW, (Exact(1),), Unit.PERCENT, (F,))
    },
    "{metric: nullValues, mustBeBetween: [1, 2.5]}": {
        "f.nullValues": Aggregate(NULLS, Comparison.BETWEEN, (Exact(1), Exact("2.5")), fields=(F,))
    },
    "{metric: invalidValues, arguments: {validValues: [a, b]}, mustBe: 0}": {
        "f.invalidValues": OneOf(F, ("a", "b"))
    },
    "{metric: invalidValues, arguments: {pattern: '^a', validValues: [a]}, mustBe: 0}": {
        "f.invalidValues": OneOf(F, ("a",)),
        "f.invalidValues.pattern": Matches(F, "^a"),
    },
    "{metric: missingValues, arguments: {missingValues: ['', n/a]}, mustBe: 0}": {
        "f.missingValues": NoneOf(F, ("", "n/a"))
    },
    "{metric: missingValues, arguments: {missingValues: [null, '']}, mustBe: 0}": {
        "f.missingValues": NoneOf(F, ("",)),
        "f.missingValues.null": Required(F),
    },
    "{metric: duplicateValues, mustBe: 0, name: one of each!}": {
        "one_of_each": Aggregate(Statistic.DUPLICATE_COUNT, EQUAL, ZERO, fields=(F,))
    },
    "{metric: rowCount, mustBeGreaterThan: 9, id: rows}": {
        "rows": Aggregate(Statistic.ROW_COUNT, Comparison.ABOVE, (Exact(9),))
    },
    "{type: sql, query: 'SELECT 1', mustNotBe: 0}": {
        "f.sql": Aggregate(Statistic.SQL, Comparison.NOT_EQUAL, ZERO, fields=(F,), query="SELECT 1")
    },
    "{type: text, description: people read this}": {},
}


def quality_of(rule: str) -> str:
    return f"- name: f\n  logicalType: string\n  quality:\n  - {rule}\n"


@pytest.mark.parametrize("rule", QUALITY)
def test_quality(rule: str) -> None:
    assert told(stream_text(quality_of(rule))) == []
    found = promises(quality_of(rule))
    assert {name: expectation.promise for name, expectation in found.items()} == QUALITY[rule]


OLD = {
    "{rule: nullCheck}": {"f.nullCheck": Required(F)},
    "{rule: validValues, validValues: [a]}": {"f.validValues": OneOf(F, ("a",))},
    "{rule: duplicateCount, mustBeLessThan: 10, unit: rows}": {
        "f.duplicateCount": Aggregate(Statistic.DUPLICATE_COUNT, Comparison.BELOW, (Exact(10),), fields=(F,))
    },
}


@pytest.mark.parametrize("rule", OLD)
def test_quality_of_v30(rule: str) -> None:
    assert told(stream_text(quality_of(rule), version="v3.0.2")) == []
    found = promises(quality_of(rule), version="v3.0.2")
    assert {name: expectation.promise for name, expectation in found.items()} == OLD[rule]


TOLD = {
    "{type: custom, engine: soda, implementation: x}": "quality/custom-engine@14:7",
    "{metric: invalidValues, mustBe: 0}": "quality/unread@14:7",
    "{metric: invalidValues, arguments: {validValues: [1]}, mustBe: 0}": "quality/unread@14:57",
    "{metric: nullValues, mustBe: none}": "quality/unread@14:36",
    "{metric: nullValues, mustBe: 0, unit: boxes}": "quality/unread@14:45",
    "{metric: nullValues, mustBe: 0, severity: high}": "quality/severity-unknown@14:49",
}


@pytest.mark.parametrize("rule", TOLD)
def test_quality_that_is_not_wholly_read_is_told(rule: str) -> None:
    assert told(stream_text(quality_of(rule))) == [TOLD[rule]]


WEIGHTS = {
    "critical": (Weight.CRITICAL, Action.FAIL),
    "error": (Weight.ERROR, Action.DEAD_LETTER),
    "warning": (Weight.WARNING, Action.WARN),
    "WARN": (Weight.WARNING, Action.WARN),
    "info": (Weight.INFO, Action.WARN),
    "high": (Weight.ERROR, Action.DEAD_LETTER),
}


@pytest.mark.parametrize("severity", WEIGHTS)
def test_severity_decides_the_action(severity: str) -> None:
    rule = f"{{metric: nullValues, mustBe: 0, severity: {severity}, dimension: completeness, description: d}}"
    weight, action = WEIGHTS[severity]
    expected = Expectation("f.nullValues", Required(F), weight, action, "completeness", "d")
    assert promises(quality_of(rule)) == {"f.nullValues": expected}


def test_names_are_unique_and_lead_to_their_rules() -> None:
    rules = "- name: f\n  logicalType: string\n  quality:\n" + "  - {metric: nullValues, mustBe: 0}\n" * 3
    reading = read_text(stream_text(rules), "c.yaml")
    (stream,) = contract_of(reading)
    names = [expectation.name for expectation in stream.expectations]
    assert names == ["f.nullValues", "f.nullValues-2", "f.nullValues-3"]
    places = [str(reading.source_map.expectation("S", name)) for name in names]
    assert places == ["c.yaml:14:7", "c.yaml:15:7", "c.yaml:16:7"]


NESTED = """\
- name: a
  logicalType: object
  required: %s
  properties:
  - {name: b, logicalType: string, required: true, logicalTypeOptions: {maxLength: 3}}
"""


def test_a_nested_field_is_required_where_its_object_is() -> None:
    nested = ("a", "b")
    sure = {name: rule.promise for name, rule in promises(NESTED % "true").items()}
    assert sure["a.b.required"] == Required(nested)
    unsure = {name: rule.promise for name, rule in promises(NESTED % "false").items()}
    assert unsure == {"a.b.length": HasLength(nested, None, 3)}


def test_stream_quality_names_fields() -> None:
    text = stream_text("- {name: f, logicalType: string}\n- {name: g, physicalName: h, logicalType: date}\n")
    rule = "{metric: duplicateValues, arguments: {properties: [f, g, x]}, mustBe: 0}"
    text += f"  quality: [{rule}]\n"
    assert told(text) == ["structure/unknown-field@13:70"]
    assert titles(text)[0].startswith("`arguments.properties` names `x`")
    (expectation,) = one_stream(text).expectations
    promise = Aggregate(Statistic.DUPLICATE_COUNT, EQUAL, ZERO, fields=(F, ("h",)))
    assert (expectation.name, expectation.promise) == ("duplicateValues", promise)
