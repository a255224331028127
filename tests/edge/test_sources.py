"""Generated records keep their contract, are the same for the same seed, and break exactly the rule that they should."""

from __future__ import annotations

import random
import re

import pytest
from tests.edge.reference import NOW_MS, REFERENCE, every_type, stream

from headgate.edge.serialise import serialiser
from headgate.edge.traffic.breaking import breakers, unbreakable
from headgate.edge.traffic.flights import flights
from headgate.edge.traffic.generic import generic
from headgate.edge.traffic.pattern import example
from headgate.edge.traffic.source import Crowd, Source
from headgate.edge.traffic.sources import source_of
from headgate.edge.traffic.versions import newer, older
from headgate.model import Matches, WireFormat
from headgate.validate import compile_validator

RECORDS = 300


def source(name: str, kind: str, seed: int = 7) -> Source:
    make = source_of if kind == "scripted" else generic
    return make(stream(name), random.Random(seed), Crowd(users=50))


@pytest.mark.parametrize("name", REFERENCE)
@pytest.mark.parametrize("kind", ["scripted", "generic"])
def test_made_up_records_keep_the_contract(name: str, kind: str) -> None:
    validate, made = compile_validator(stream(name)), source(name, kind)
    for _ in range(RECORDS):
        record = made.next(NOW_MS)
        assert validate(record) == ()
        assert set(record) == {field.name for field in stream(name).fields}


@pytest.mark.parametrize("name", REFERENCE)
@pytest.mark.parametrize("kind", ["scripted", "generic"])
def test_the_same_seed_makes_the_same_records(name: str, kind: str) -> None:
    first, again, other = source(name, kind), source(name, kind), source(name, kind, seed=8)
    made = [first.next(NOW_MS) for _ in range(RECORDS)]
    assert [again.next(NOW_MS) for _ in range(RECORDS)] == made
    assert [other.next(NOW_MS) for _ in range(RECORDS)] != made


def test_a_hot_user_has_the_share_of_the_sessions_asked_for() -> None:
    crowd, chance = Crowd(users=1000, hot=0.2), random.Random(1)
    hot = sum(crowd.pick(chance) == "u-0" for _ in range(20_000))
    assert 3_700 < hot < 4_300


@pytest.mark.parametrize("name", REFERENCE)
def test_each_breaker_breaks_its_rule_alone(name: str) -> None:
    one, made = stream(name), source(name, "scripted")
    validate = compile_validator(one)
    found = breakers(one, made.next(NOW_MS), validate, serialiser(one, 1))
    for breaker in found:
        broken = breaker.apply(made.next(NOW_MS))
        assert [violation.rule for violation in validate(broken)] == [breaker.rule]
    # What no breaker is for are values that the wire format, or the message key, cannot leave out.
    assert all(rule.endswith(".required") for rule in unbreakable(one, found))


def test_patterns_have_examples() -> None:
    chance = random.Random(3)
    patterns = {
        rule.promise.pattern
        for name in REFERENCE
        for rule in stream(name).expectations
        if isinstance(rule.promise, Matches)
    }
    for pattern in [*sorted(patterns), r"^(?:a|bc)+\d{2,3}[^a-z]$", r"^[a\-z]x?\.\w*$"]:
        check(pattern, [example(pattern, chance) for _ in range(50)])


def check(pattern: str, texts: list[str]) -> None:

    assert all(re.search(pattern, text) for text in texts), (pattern, texts)


def test_every_type_can_be_made_up() -> None:
    one = every_type(WireFormat.AVRO)
    record = generic(one, random.Random(1), Crowd()).next(NOW_MS)
    assert compile_validator(one)(record) == ()


def test_the_neighbouring_versions() -> None:
    orders = stream("orders")
    after, name = newer(orders)
    assert name == "experiment"
    assert [field.name for field in after.fields] == [*(field.name for field in orders.fields), "experiment"]
    assert newer(after)[1] == "experiment_2"
    before = older(orders)
    assert before is not None
    assert [field.name for field in before.fields] == [
        field.name for field in orders.fields if field.name != "items"
    ]
    assert older(stream("privacy.deletes")) is None


def test_all_flights_are_read() -> None:
    rows = list(flights(stream("flights")))
    assert len(rows) == 336_776
    assert sum(row["dep_time"] is None for row in rows) == 8_255
    assert rows[0]["tailnum"] == "N14228"
