"""Whether a rule asks for more than before, for less, or for something else."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from tests.change.pairs import TEXT, contract

from headgate.change import diff, kind_name

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
        ("2026-01-01T00:30:00Z", "2026-01-01T01:00:00", {REPLACED}),
    ],
)
def test_of_instants(before: str, after: str, expected: set[str]) -> None:
    texts = (TEXT.replace(SEEN, f"{SEEN} logicalTypeOptions: {{minimum: '{at}'}},") for at in (before, after))
    both_ways(texts, expected)


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
        ("mustBe: 1, unit: percent", "mustBe: 1, unit: rows", {REPLACED}),
    ],
)
def test_of_counts(before: str, after: str, expected: set[str]) -> None:
    rule = QUALITY + "      - {{name: q, metric: duplicateValues, arguments: {{properties: [id]}}, {}}}\n"
    both_ways((TEXT.replace(QUALITY, rule.format(bound)) for bound in (before, after)), expected)


def test_a_query_may_count_below_zero() -> None:
    rule = QUALITY + "      - {{name: q, type: sql, query: select 1, {}}}\n"
    bounds = "mustBe: 0", "mustBeLessOrEqualTo: 0"
    both_ways((TEXT.replace(QUALITY, rule.format(bound)) for bound in bounds), {LOOSENED})
