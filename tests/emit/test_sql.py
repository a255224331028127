"""Predicates as Flink SQL text; whether Flink reads them so is asked in tests/engines."""

from __future__ import annotations

from decimal import Decimal as Exact

import pytest
from tests.samples import every_rule, everything, expect

from headgate.emit.sql import FLINK, predicate_sql, sql_loss
from headgate.model import InRange, Matches, OneOf, Stream
from headgate.model.expectation import RecordRule
from headgate.predicate import lower, predicates

STREAM: Stream = everything().streams[0]
UUID_PATTERN = r"^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}\z"
SPELLED = {
    "big.range": "(`big` IS NULL OR (`big` >= 0 AND `big` <= 1000)) IS TRUE",
    "score.range": "(`score` IS NULL OR CAST(`score` AS DOUBLE) < 1.0E0) IS TRUE",
    "amount.minimum": "(`amount` IS NULL OR `amount` > 0.00) IS TRUE",
    "day.minimum": "(`day` IS NULL OR `day` >= DATE '2020-01-01') IS TRUE",
    "seen_ms.minimum": "(`seen_ms` IS NULL OR `seen_ms` >= CAST(TIMESTAMP '2020-01-01 00:00:00' AS TIMESTAMP_LTZ(3))) IS TRUE",
    "small.multipleOf": "(`small` IS NULL OR MOD(`small`, 5) = 0) IS TRUE",
    "amount.multipleOf": "(`amount` IS NULL OR MOD(`amount`, 0.05) = 0) IS TRUE",
    "score.multipleOf": "(`score` IS NULL OR ABS(CAST(`score` AS DOUBLE) / 0.1E0 - FLOOR(CAST(`score` AS DOUBLE) / 0.1E0 + 5E-1)) < 1E-9) IS TRUE",
    "label.length": "(`label` IS NULL OR (CHAR_LENGTH(`label`) >= 1 AND CHAR_LENGTH(`label`) <= 12)) IS TRUE",
    "label.pattern": r"(`label` IS NULL OR headgate_matches(`label`, '^[A-Za-z0-9_ .\-]+\z')) IS TRUE",
    "ident.format": f"(`ident` IS NULL OR headgate_matches(`ident`, '{UUID_PATTERN}')) IS TRUE",
    "label.oneOf": "(`label` IS NULL OR `label` IN ('a', 'b', 'it''s')) IS TRUE",
    "small.noneOf": "(`small` IS NULL OR NOT (`small` IN (-1, 999))) IS TRUE",
    "tags.items": "(`tags` IS NULL OR (CARDINALITY(`tags`) >= 0 AND CARDINALITY(`tags`) <= 3)) IS TRUE",
    "place.city.required": "(`place` IS NULL OR NOT (`place`.`city` IS NULL)) IS TRUE",
    "place.zip.pattern": r"(`place`.`zip` IS NULL OR headgate_matches(`place`.`zip`, '^[0-9]{5}\z')) IS TRUE",
    "label.required": "(NOT (`label` IS NULL)) IS TRUE",
}


@pytest.mark.parametrize("predicate", predicates(STREAM), ids=lambda predicate: predicate.name)
def test_spelling(predicate: object) -> None:
    by_name = {one.name: one for one in predicates(STREAM)}
    name = getattr(predicate, "name", "")
    if name == "lines.pieces.minimum":
        assert sql_loss(by_name[name], FLINK) == "flink has no quantifier over the items of a list"
    else:
        assert predicate_sql(by_name[name], FLINK) == SPELLED[name]


def sql(rule: RecordRule) -> str:
    predicate = lower(expect("rule", rule), STREAM)
    assert predicate is not None
    return predicate_sql(predicate, FLINK, "_".join)


def test_columns_can_be_renamed() -> None:
    assert sql(OneOf(("place", "city"), ("x",))) == "(place_city IS NULL OR place_city IN ('x')) IS TRUE"


def test_an_empty_list_holds_nothing() -> None:
    assert sql(OneOf(("label",), ())) == "(label IS NULL OR FALSE) IS TRUE"


def test_a_rule_without_bounds_always_holds() -> None:
    assert sql(InRange(("big",))) == "(big IS NULL OR TRUE) IS TRUE"


@pytest.mark.parametrize("number", ["0.1", "1E+20", "-3", "1E-7", "123456789.125"])
def test_doubles_are_approximate_literals(number: str) -> None:
    literal = sql(InRange(("score",), minimum=Exact(number))).split(">= ")[1].removesuffix(") IS TRUE")
    assert "E" in literal
    assert float(literal) == float(number)


def test_quotes_and_other_alphabets_stay_in_their_string() -> None:
    assert (
        sql(Matches(("label",), "^it's é"))
        == "(label IS NULL OR headgate_matches(label, '^it''s é')) IS TRUE"
    )


def test_every_sample_rule_is_spelled_here() -> None:
    assert {rule.name for rule in every_rule()} <= {*SPELLED, "lines.pieces.minimum"}
