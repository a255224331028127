"""The compiled validator: types, all violations at once, never a value, and the rules' plain reading."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal as Exact
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples import ALL_TYPES, click, clickstream, every_rule, everything
from tests.strategies import careless_record, record_of, streams

from headgate.model import (
    Action,
    Expectation,
    Field,
    Float,
    HasFormat,
    HasItems,
    HasLength,
    InRange,
    Matches,
    MultipleOf,
    NoneOf,
    OneOf,
    Required,
    Stream,
    Struct,
    Type,
    WireFormat,
)
from headgate.model.expectation import RecordRule
from headgate.predicate import Engine, portable
from headgate.predicate.formats import format_pattern
from headgate.validate import compile_validator

SOUND: dict[str, list[object]] = {
    "flag": [True, False],
    "small": [0, -(2**31), 2**31 - 5],
    "big": [-(2**63), 2**63 - 1],
    "ratio": [1.5, 3, float("nan"), float("inf")],
    "score": [1.5, 3, 1e308],
    "amount": [Exact("9999999999.99"), Exact(1), Exact("1.500"), Exact("-0"), Exact("1E+3")],
    "label": ["", "é😀"],
    "blob": [b"", b"\x00"],
    "day": [date(2026, 1, 1)],
    "at_ms": [time(1, 2, 3)],
    "seen_ms": [datetime(2026, 1, 1, tzinfo=UTC)],
    "wall_ms": [datetime(2026, 1, 1)],
    "ident": [UUID(int=5), str(UUID(int=5)), str(UUID(int=2**128 - 1)).upper()],
    "state": ["NEW"],
    "tags": [[], ["a"], ("a", "b")],
    "counts": [{}, {"a": 1}],
    "place": [{"city": "x"}, {"city": "x", "zip": None}],
    "lines": [[], [{"sku": "a"}, {"sku": "b", "pieces": 2}]],
}
UNSOUND: dict[str, list[object]] = {
    "flag": [0, "true"],
    "small": [2**31, 1.0, True, "1"],
    "big": [2**63, -(2**63) - 1],
    "ratio": [1e39, "1", Exact(1), 2**60],
    "score": [True, 10**400],
    "amount": [Exact("0.001"), Exact("1E10"), Exact("NaN"), Exact("sNaN"), Exact("Infinity"), 1, 1.0, "1"],
    "label": [b"a", 1],
    "blob": ["a", bytearray(b"a")],
    "day": [datetime(2026, 1, 1, tzinfo=UTC), "2026-01-01"],
    "at_ms": [time(1, tzinfo=UTC), "01:02"],
    "seen_ms": [datetime(2026, 1, 1), 5, date(2026, 1, 1)],
    "wall_ms": [datetime(2026, 1, 1, tzinfo=UTC)],
    "ident": [5, b"x"],
    "state": ["new", 1, []],
    "tags": ["ab", [1], {"a"}],
    "counts": [{"a": 1.5}, {1: 1}, [("a", 1)]],
    "place": ["x", ["city"]],
    "lines": [[{}], [{"sku": 1}], [{"sku": "a", "zz": 1}], {"sku": "a"}, [None]],
}
CASES = [(name, value, True) for name, values in SOUND.items() for value in values]
CASES += [(name, value, False) for name, values in UNSOUND.items() for value in values]


def typed_only() -> Stream:
    return replace(everything().streams[0], expectations=())


@pytest.mark.parametrize(("name", "value", "sound"), CASES, ids=lambda value: repr(value)[:30])
def test_types(name: str, value: object, sound: bool) -> None:
    broken = [violation.rule for violation in compile_validator(typed_only())({name: value})]
    assert broken == ([] if sound else [f"{name}.type"])


def test_a_sound_record_has_no_violation() -> None:
    assert compile_validator(clickstream().streams[0])(click()) == ()


def test_all_violations_are_told_at_once() -> None:
    record = {
        **click(),
        "user_id": None,
        "event_type": "Bad Type",
        "quantity": 0,
        "price": "19",
        "zz": 1,
        "device": "car",
    }
    del record["session_id"]
    violations = compile_validator(clickstream().streams[0])(record)
    assert [(one.rule, one.action) for one in violations] == [
        ("user_id.required", Action.DEAD_LETTER),
        ("session_id.required", Action.DEAD_LETTER),
        ("event_type.pattern", Action.DEAD_LETTER),
        ("quantity.minimum", Action.DEAD_LETTER),
        ("price.type", Action.DEAD_LETTER),
        ("device.invalidValues", Action.WARN),
        ("unknown", Action.DEAD_LETTER),
    ]


def test_nested_fields_and_unknown_ones_are_named_with_dots() -> None:
    stream = typed_only()
    required_city = replace(
        stream, expectations=tuple(rule for rule in every_rule() if rule.name.startswith("place"))
    )
    violations = compile_validator(required_city)({"place": {"zip": "x", "planet": 1}})
    assert [(one.rule, one.field) for one in violations] == [
        ("place.city.required", "place.city"),
        ("place.zip.pattern", "place.zip"),
        ("unknown", "place.planet"),
    ]


def test_required_inside_a_missing_parent_holds() -> None:
    assert compile_validator(typed_only())({}) == ()


def test_a_required_field_without_a_rule_is_asked_for() -> None:
    stream = replace(everything(is_required=True).streams[0], expectations=())
    broken = {violation.rule for violation in compile_validator(stream)({})}
    assert broken == {f"{name}.required" for name, _ in ALL_TYPES}


@given(careless_record(clickstream().streams[0].fields))
def test_no_violation_repeats_a_value(record: dict[str, object]) -> None:
    marked = {name: f"secret-{value}" if isinstance(value, str) else value for name, value in record.items()}
    told = json.dumps(
        [[one.rule, one.field, one.reason] for one in compile_validator(clickstream().streams[0])(marked)]
    )
    assert "secret-" not in told


def holds(rule: RecordRule, value: object, type_: Type) -> bool:
    """The rule as its docstring in the model reads, for a value of the field's type."""
    match rule:
        case Required():
            return value is not None
        case _ if value is None:
            return True
        case InRange():
            return in_range(rule, value)
        case MultipleOf(factor=factor):
            return multiple(value, factor, type_)
        case HasLength(minimum=low, maximum=high) | HasItems(minimum=low, maximum=high):
            return isinstance(value, str | list) and (low or 0) <= len(value) <= (
                10**9 if high is None else high
            )
        case Matches(pattern=pattern):
            return re.search(portable(pattern).spelled(Engine.PYTHON), str(value)) is not None
        case HasFormat(format=format_):
            return re.search(format_pattern(format_).spelled(Engine.PYTHON), str(value)) is not None
        case OneOf(values=values):
            return any(value == allowed for allowed in values)
        case NoneOf(values=values):
            return all(value != banned for banned in values)


def in_range(rule: InRange, value: object) -> bool:
    if isinstance(value, date):
        return str(rule.minimum) <= value.isoformat() < str(rule.maximum)
    assert isinstance(value, int | float | Exact)
    bounds = [None if bound is None else bound for bound in (rule.minimum, rule.maximum)]
    low, high = (float(b) if isinstance(value, float) and isinstance(b, Exact) else b for b in bounds)
    above = low is None or (value > low if rule.exclusive_minimum else value >= low)  # type: ignore[operator]
    below = high is None or (value < high if rule.exclusive_maximum else value <= high)  # type: ignore[operator]
    return above and below


def multiple(value: object, factor: Exact, type_: Type) -> bool:
    assert isinstance(value, int | float | Exact)
    if isinstance(type_, Float):
        quotient = float(value) / float(factor)
        return abs(quotient - round(quotient)) < 1e-9
    return Fraction(value) % Fraction(factor) == 0


@given(st.data())
def test_verdicts_are_those_of_the_plain_reading(data: st.DataObject) -> None:
    stream = data.draw(streams())
    record = data.draw(record_of(stream.fields))
    broken = {violation.rule for violation in compile_validator(stream)(record)}
    types = {field.name: field.type for field in stream.fields}
    for expectation in stream.expectations:
        rule = expectation.promise
        assert not hasattr(rule, "statistic")
        name = rule.field[0]
        wanted = holds(rule, plain(record, name), types[name])
        assert (expectation.name not in broken) == wanted, (rule, record)


def plain(record: Mapping[str, object], name: str) -> object:
    return record.get(name)


@given(st.data())
def test_whatever_comes_gets_a_verdict(data: st.DataObject) -> None:
    stream = data.draw(streams())
    record = data.draw(careless_record(stream.fields))
    names = {violation.rule for violation in compile_validator(stream)(record)}
    assert ("unknown" in names) >= ("zz" in record and record["zz"] is not None)


def test_a_struct_of_structs() -> None:
    inner = Struct((Field("a", Struct((Field("b", Float(32), required=True),)), required=True),))
    stream = replace(typed_only(), fields=(Field("top", inner),))
    validate = compile_validator(stream)
    assert [one.rule for one in validate({"top": {}})] == ["top.a.required"]
    assert [one.rule for one in validate({"top": {"a": {}}})] == ["top.a.b.required"]
    assert [one.rule for one in validate({"top": {"a": {"b": 1e39}}})] == ["top.a.b.type"]
    assert validate({"top": {"a": {"b": 1.0}}}) == ()


@pytest.mark.parametrize(
    ("format_", "broken"), [(WireFormat.AVRO, []), (WireFormat.PROTOBUF, ["tags.items"])]
)
def test_a_missing_list_is_an_empty_one_where_the_wire_says_so(
    format_: WireFormat, broken: list[str]
) -> None:
    rule = Expectation("tags.items", HasItems(("tags",), minimum=1))
    stream = replace(typed_only(), format=format_, expectations=(rule,))
    assert [one.rule for one in compile_validator(stream)({})] == broken
    assert compile_validator(stream)({"tags": ["a"]}) == ()
