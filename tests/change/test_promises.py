"""Whether a rule asks for more than before, for less, or for something else."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from tests.change.pairs import TEXT, contract

from headgate.change import diff, kind_name
from headgate.change.promises import of_promises
from headgate.change.relation import Relation
from headgate.model import InRange

MS = "minimum: 0, maximum: 1000"
SEEN = "{name: seen, logicalType: timestamp,"
QUALITY = "    quality:\n"
TIGHTENED, LOOSENED, REPLACED = (f"expectation-{what}" for what in ("tightened", "loosened", "replaced"))
MIRRORED = {TIGHTENED: LOOSENED, LOOSENED: TIGHTENED}
RENAMED = "expectation-renamed"


def told(before: str, after: str) -> set[str]:
    return {kind_name(type(change)) for change in diff(contract(before), contract(after))}


def both_ways(texts: Iterable[str], expected: set[str]) -> None:
    before, after = texts
    assert told(before, after) == expected
    assert told(after, before) == {MIRRORED.get(kind, kind) for kind in expected}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("minimum: 0", "minimum: 1", {TIGHTENED}),
        ("minimum: 0", "minimum: -0.0", set()),
        ("minimum: 0", "exclusiveMinimum: 0", {TIGHTENED, RENAMED}),
        ("maximum: 9", "exclusiveMaximum: 9", {TIGHTENED, RENAMED}),
        ("minimum: 0", "maximum: 0", {"expectation-added", "expectation-removed"}),
        ("multipleOf: 2", "multipleOf: 4", {TIGHTENED}),
        ("multipleOf: 4", "multipleOf: 6", {REPLACED}),
        ("multipleOf: 0", "multipleOf: 6", {REPLACED}),
        ("multipleOf: 1e+30", "multipleOf: 0.0001", {LOOSENED}),
    ],
)
def test_of_numbers(before: str, after: str, expected: set[str]) -> None:
    both_ways((TEXT.replace(MS, bound) for bound in (before, after)), expected)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("2026-01-31T00:00:00Z", "2026-01-31T01:00:00Z", {TIGHTENED}),
        ("2026-01-31T00:00:00Z", "2026-01-31T00:00:00+00:00", set()),
        ("2026-01-01T00:30:00Z", "2026-01-01T01:00:00+02:00", {LOOSENED}),
    ],
)
def test_of_instants(before: str, after: str, expected: set[str]) -> None:
    texts = (TEXT.replace(SEEN, f"{SEEN} logicalTypeOptions: {{minimum: '{at}'}},") for at in (before, after))
    both_ways(texts, expected)


def test_of_an_instant_and_a_time_without_zone() -> None:
    zoned, local = (InRange(("at",), minimum=at) for at in ("2026-01-01T00:30:00Z", "2026-01-01T01:00:00"))
    assert of_promises(zoned, local) is Relation.REPLACED


@pytest.mark.parametrize(
    ("type_", "before", "after", "expected"),
    [
        ("date", "2026-01-31", "2026-02-01", {TIGHTENED}),
        ("time", "12:30", "12:30:00", set()),
        ("time", "12:30", "09:45", {LOOSENED}),
    ],
)
def test_of_days_and_times(type_: str, before: str, after: str, expected: set[str]) -> None:
    field = "      - {{name: when, logicalType: {}, logicalTypeOptions: {{minimum: '{}'}}}}\n" + QUALITY
    both_ways((TEXT.replace(QUALITY, field.format(type_, at)) for at in (before, after)), expected)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("mustBe: 0", "mustBeLessOrEqualTo: 0", set()),
        ("mustBe: 0", "mustBeBetween: [0, 0]", set()),
        ("mustBe: 0", "mustBeLessOrEqualTo: 1", {LOOSENED}),
        ("mustBeBetween: [0, 9]", "mustBeLessThan: 9", {TIGHTENED}),
        ("mustBe: 1", "mustNotBe: 0", {REPLACED}),
        ("mustBeBetween: [0, 9]", "mustNotBeBetween: [0, 9]", {REPLACED}),
        ("mustBe: 1, unit: percent", "mustBe: 1, unit: rows", {REPLACED}),
    ],
)
def test_of_counts(before: str, after: str, expected: set[str]) -> None:
    rule = QUALITY + "      - {{name: q, metric: duplicateValues, arguments: {{properties: [id]}}, {}}}\n"
    both_ways((TEXT.replace(QUALITY, rule.format(bound)) for bound in (before, after)), expected)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("logicalTypeOptions: {minLength: 1}", "logicalTypeOptions: {minLength: 2}", {TIGHTENED}),
        ("logicalTypeOptions: {minLength: 0, maxLength: 9}", "logicalTypeOptions: {maxLength: 9}", set()),
        (
            "logicalTypeOptions: {maxLength: 9}",
            "logicalTypeOptions: {minLength: 1, maxLength: 10}",
            {REPLACED},
        ),
        ("{VALID: [a, b]}", "{VALID: [a]}", {TIGHTENED}),
        ("{VALID: [a, b]}", "{VALID: [b, a]}", set()),
        ("{VALID: [a, b]}", "{VALID: [b, c]}", {REPLACED}),
        ("{MISSING: [a, b]}", "{MISSING: [a]}", {LOOSENED}),
    ],
)
def test_of_texts(before: str, after: str, expected: set[str]) -> None:
    both_ways(
        (
            TEXT.replace("old, logicalType: string", f"old, logicalType: string, {spelled(words)}")
            for words in (before, after)
        ),
        expected,
    )


def spelled(words: str) -> str:
    """The rule on one field: `VALID` and `MISSING` are arguments of a metric that allows no record."""
    for word, metric in (("VALID", "invalidValues"), ("MISSING", "missingValues")):
        if word in words:
            arguments = words.replace(word, f"{word.lower()}Values")
            return f"quality: [{{name: q, metric: {metric}, mustBe: 0, arguments: {arguments}}}]"
    return words


def test_of_a_day_and_a_number() -> None:
    day = "{name: ms, logicalType: date, logicalTypeOptions: {minimum: '2026-01-31'}}"
    number = "{name: ms, logicalType: integer, logicalTypeOptions: {minimum: 5}}"
    field = next(line for line in TEXT.splitlines() if "name: ms" in line)
    texts = (TEXT.replace(field, f"      - {line}") for line in (day, number))
    both_ways(texts, {REPLACED, "type-replaced"})


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("errorRate, value: 1", "errorRate, value: 2", "objective-loosened"),
        ("errorRate, value: 2", "errorRate, value: 1", "objective-tightened"),
    ],
)
def test_of_a_share_of_bad_events(before: str, after: str, kind: str) -> None:
    sla = "slaProperties:\n"
    entries = (f"{sla}  - {{property: {entry}, unit: percent}}\n" for entry in (before, after))
    assert told(*(TEXT.replace(sla, entry) for entry in entries)) == {kind}


def test_a_query_may_count_below_zero() -> None:
    rule = QUALITY + "      - {{name: q, type: sql, query: select 1, {}}}\n"
    bounds = "mustBe: 0", "mustBeLessOrEqualTo: 0"
    both_ways((TEXT.replace(QUALITY, rule.format(bound)) for bound in bounds), {LOOSENED})
