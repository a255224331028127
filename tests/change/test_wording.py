"""The sentence of a change says what is other than before."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest
from tests.change.pairs import EDITS, TEXT, changes, contract

from headgate.change import diff, sentence_of, words_of
from headgate.change.wording import spell_length, spell_number

SLA = "slaProperties:\n"
QUALITY = "    quality:\n"
OLD = "{name: old, logicalType: string,"
TAGS = "      - {name: tags, logicalType: array, items: {logicalType: string}}\n"
CODES = [f"c{number}" for number in range(250)]


def rule(more: str) -> str:
    return f"{QUALITY}      - {{name: q, {more}}}\n"


def of_field(more: str) -> str:
    return f"{OLD} quality: [{{name: q, {more}}}],"


def entry(more: str) -> str:
    return f"{SLA}  - {{property: errorRate, value: 1, unit: percent{more}}}\n"


def one_of(*values: str) -> str:
    return of_field(f"metric: invalidValues, mustBe: 0, arguments: {{validValues: [{', '.join(values)}]}}")


@pytest.mark.parametrize(
    ("at", "before", "after", "expected"),
    [
        ("rate: 10/s, peak: 2", "rate: 10/s, recordBytes: 9", "rate: 10/s, recordBytes: 8", "the declared volume of `Click` was changed from 10/s, 1 times that at peak, 9 bytes a record to 10/s, 1 times that at peak, 8 bytes a record"),
        ("percentile: 95,", "percentile: 95,", "percentile: 95, objective: 99,", "the objective `latency` was tightened from 95% within 30s to 95% within 30s, aimed at 99%"),
        (SLA, entry(""), entry(", customProperties: [{property: headgate, value: {objective: 99.5}}]"), "the objective `errorRate` was tightened from at most 1% to at most 1%, aimed at 99.5%"),
        (QUALITY, rule("type: sql, query: select 1, mustBe: 0"), rule("type: sql, query: select 2, mustBe: 0"), "the rule `q` of `Click` was changed from sql `select 1` exactly 0 to sql `select 2` exactly 0"),
        (OLD, of_field("metric: invalidValues, mustBeLessThan: 5, arguments: {validValues: [a]}"), of_field("metric: invalidValues, mustBeLessThan: 5, arguments: {pattern: '^a'}"), "the rule `q` of `Click` was changed from invalidValues (valid: a) below 5 to invalidValues `^a` below 5"),
        (OLD, of_field("metric: missingValues, mustBeLessThan: 5, arguments: {missingValues: [x]}"), of_field("metric: missingValues, mustBeLessThan: 5"), "the rule `q` of `Click` was changed from missingValues (missing: x) below 5 to missingValues below 5"),
        (QUALITY, rule("metric: duplicateValues, mustBe: 0, arguments: {properties: [id]}"), rule("metric: duplicateValues, mustBe: 0, arguments: {properties: [id, at]}"), "the rule `q` of `Click` was changed from duplicateValues exactly 0 for `id` to duplicateValues exactly 0 for `id`, `at`"),
        (OLD, one_of("a", "b"), one_of("a", "b", "c"), "the rule `q` of `Click` was loosened from one of a, b to one of c, a, b"),
        (OLD, one_of(*CODES), one_of(*CODES[:-1]), "the rule `q` of `Click` was tightened from one of c249, c0, c1, c2 and 246 more to one of c0, c1, c2, c3 and 245 more"),
        (QUALITY, f"{TAGS}{QUALITY}", f"{TAGS}{QUALITY}".replace("items: {logicalType: string}", "items: {logicalType: integer}"), "`tags` of `Click` became list of int64, and was list of text"),
    ],
)  # fmt: skip
def test_the_sentence_says_what_is_other(at: str, before: str, after: str, expected: str) -> None:
    old, new = (contract(TEXT.replace(at, text)) for text in (before, after))
    assert expected in [sentence_of(change) for change in diff(old, new)]


@pytest.mark.parametrize("name", EDITS)
def test_two_values_are_spelled_as_two(name: str) -> None:
    for change in changes(name):
        words = words_of(change)
        assert "before" not in words or words["before"] != words["after"]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (Fraction("99.9999"), "99.9999"),
        (Fraction("99.99999"), "99.99999"),
        (Fraction(1234567), "1234567"),
        (Fraction(1, 60), "0.0166667"),
    ],
)
def test_a_number_keeps_its_digits(number: Fraction, expected: str) -> None:
    assert spell_number(number) == expected


@pytest.mark.parametrize(
    ("micros", "expected"),
    [(0, "0s"), (500, "0.5ms"), (1500, "1.5ms"), (2_000_000, "2s"), (129_600_000_000, "36h"), (86_400_000_001, "86400000.001ms")],
)  # fmt: skip
def test_a_length_keeps_its_digits(micros: int, expected: str) -> None:
    assert spell_length(timedelta(microseconds=micros)) == expected
