"""What is one and the same under another name or number, and what is another."""

from __future__ import annotations

import pytest
from tests.change.pairs import TEXT, contract

from headgate.change import diff, sentence_of

RULE = "      - {name: enough, metric: rowCount, mustBeGreaterThan: 10, severity: error, dimension: completeness}\n"
FEW = "      - {metric: rowCount, mustBeGreaterThan: 10}\n"
MANY = "      - {metric: rowCount, mustBeLessThan: 1000}\n"
VIEW = "  - {name: View, physicalName: views.v1, physicalType: topic, properties: [{name: p, logicalType: string}]}\n"
SLA = "slaProperties:\n"
TWO = TEXT.replace(SLA, VIEW + SLA)
OF_CLICK = "  - {property: freshness, element: Click, value: 5, unit: m}\n"
OF_VIEW = "  - {property: freshness, element: View, value: 9, unit: m}\n"
OF_ALL = "  - {property: freshness, value: 5, unit: m}\n"
BILLING = "        - {name: billing, major: 1, fields: [ms]}\n"
UNPINNED = "        - {name: billing, fields: [ms]}\n"


def told(before: str, after: str) -> list[str]:
    return sorted(sentence_of(change) for change in diff(contract(before), contract(after)))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (FEW, FEW + MANY, ["the rule `rowCount-2` was added to `Click`"]),
        (FEW, MANY + FEW, ["the rule `rowCount` of `Click` was renamed to `rowCount-2`", "the rule `rowCount` was added to `Click`"]),
        (MANY + FEW, FEW, ["the rule `rowCount-2` of `Click` was renamed to `rowCount`", "the rule `rowCount` was removed from `Click`"]),
        (FEW + MANY, MANY + FEW, ["the rule `rowCount-2` of `Click` was renamed to `rowCount`", "the rule `rowCount` of `Click` was renamed to `rowCount-2`"]),
        (FEW, FEW.replace("10", "20"), ["the rule `rowCount` of `Click` was tightened from rowCount above 10 to rowCount above 20"]),
        (FEW.replace("metric", "name: a, metric"), MANY.replace("metric", "name: a, metric"), ["the rule `a` of `Click` was changed from rowCount above 10 to rowCount below 1000"]),
    ],
)  # fmt: skip
def test_rules_without_a_name_are_told_apart_by_what_they_ask(
    before: str, after: str, expected: list[str]
) -> None:
    assert told(TEXT.replace(RULE, before), TEXT.replace(RULE, after)) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (OF_CLICK, OF_CLICK + OF_VIEW, ["the objective `freshness-2` was added"]),
        (OF_CLICK, OF_VIEW + OF_CLICK, ["the objective `freshness` was added", "the objective `freshness` was renamed to `freshness-2`"]),
        (OF_VIEW + OF_CLICK, OF_CLICK, ["the objective `freshness-2` was renamed to `freshness`", "the objective `freshness` was removed"]),
        (OF_CLICK + OF_VIEW, OF_VIEW.replace("9", "8") + OF_CLICK, ["the objective `freshness-2` was renamed to `freshness`", "the objective `freshness` was renamed to `freshness-2`", "the objective `freshness` was tightened from 95% within 9m to 95% within 8m"]),
        (OF_CLICK, OF_VIEW, ["the objective `freshness` was changed from 95% within 5m for `Click` to 95% within 9m for `View`"]),
        (OF_ALL, OF_CLICK, ["the objective `freshness` was loosened from 95% within 5m for all streams to 95% within 5m for `Click`"]),
        (OF_CLICK, OF_ALL, ["the objective `freshness` was tightened from 95% within 5m for `Click` to 95% within 5m for all streams"]),
    ],
)  # fmt: skip
def test_objectives_of_one_property_are_told_apart_by_their_stream(
    before: str, after: str, expected: list[str]
) -> None:
    assert told(TWO.replace(SLA, SLA + before), TWO.replace(SLA, SLA + after)) == expected


def test_the_only_stream_is_all_streams() -> None:
    assert told(TEXT.replace(SLA, SLA + OF_ALL), TEXT.replace(SLA, SLA + OF_CLICK)) == []


@pytest.mark.parametrize(
    ("before", "after", "version", "expected"),
    [
        (UNPINNED, UNPINNED, "2.0.0", []),
        (BILLING, BILLING.replace("1", "2"), "2.0.0", []),
        (BILLING, BILLING, "2.0.0", []),
        (BILLING.replace("1", "0"), BILLING, "1.0.0", ["the consumer `billing` was changed"]),
        (BILLING, BILLING.replace("ms", "at"), "1.0.0", ["the consumer `billing` was changed"]),
        (BILLING + BILLING, BILLING.replace("ms", "at") + BILLING, "1.0.0", ["the consumer `billing` was changed"]),
        (BILLING, BILLING.replace("billing", "search") + BILLING, "1.0.0", ["the consumer `search` was added"]),
    ],
)  # fmt: skip
def test_a_reader_changes_by_itself_and_not_with_the_version(
    before: str, after: str, version: str, expected: list[str]
) -> None:
    new = TEXT.replace(BILLING, after).replace("version: 1.0.0", f"version: {version}")
    assert told(TEXT.replace(BILLING, before), new) == expected


@pytest.mark.parametrize(
    ("key", "after", "expected"),
    [
        ("key: user, ", "partitions: 12, key: user, ", ["`Click` has 12 partitions, not 6, so its keys move"]),
        ("key: user, ", "partitions: 12, ", ["the message key `user` of `Click` was dropped", "the partitions of `Click` were raised from 6 to 12"]),
        ("", "partitions: 12, key: user, ", ["the partitions of `Click` were raised from 6 to 12", "the records of `Click` are keyed by `user` now"]),
    ],
)  # fmt: skip
def test_keys_move_where_records_have_and_keep_a_key(key: str, after: str, expected: list[str]) -> None:
    unkeyed = (
        TEXT.replace(", primaryKey: true", "").replace("partitions: 6, ", "").replace("key: id, ", "KEY")
    )
    assert told(unkeyed.replace("KEY", key), unkeyed.replace("KEY", after)) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("name: address\n", "name: address\n        customProperties: [{property: headgate, value: {typeName: address}}]\n", []),
        ("name: address\n", "name: addresses\n        customProperties: [{property: headgate, value: {typeName: address}}]\n", ["`address` of `Click` was renamed to `addresses`"]),
        ("status: active", "status: Active", []),
    ],
)  # fmt: skip
def test_what_is_only_spelled_otherwise_is_no_change(before: str, after: str, expected: list[str]) -> None:
    assert told(TEXT, TEXT.replace(before, after)) == expected
