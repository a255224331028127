"""The rules of a wide contract are judged in steps, and their names gathered in the end."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.samples import clickstream, expect

from headgate.emit.flink import guard
from headgate.emit.flink.emitter import sayable
from headgate.emit.flink.guard import RULES_AT_ONCE, guard_sql
from headgate.model import Action, Format, HasFormat, HasLength, Matches
from headgate.model.expectation import RecordRule

GATHERED = "CONCAT_WS(',', NULLIF({kind}_1, ''), NULLIF({kind}_2, ''))"


def sql(count: int, action: Action) -> str:
    contract = clickstream()
    rules = tuple(expect(f"device.{n}", HasLength(("device",), maximum=n), action) for n in range(count))
    stream = replace(contract.streams[0], expectations=rules)
    said = [rule for rule in sayable(stream)[0] if rule.action is action and rule.field == ("device",)]
    return guard_sql(contract, stream, said)


@pytest.mark.parametrize("action", [Action.DEAD_LETTER, Action.WARN])
@pytest.mark.parametrize(
    ("rule", "is_called"),
    [
        (Matches(("device",), "^(?:a|b)*$"), True),
        (HasFormat(("device",), Format.UUID), True),
        (HasLength(("device",), maximum=3), False),
    ],
)
def test_patterns_bring_their_function(rule: RecordRule, action: Action, is_called: bool) -> None:
    contract = clickstream()
    stream = replace(contract.streams[0], expectations=(expect("device.rule", rule, action),))
    said = [one for one in sayable(stream)[0] if one.name == "device.rule"]
    text = guard_sql(contract, stream, said)
    assert text.count("headgate_matches(`f.device`") == is_called
    assert text.count("FUNCTION headgate_matches AS 'io.headgate.flink.Matches' USING JAR") == is_called


@pytest.mark.parametrize(("action", "kind"), [(Action.DEAD_LETTER, "errors"), (Action.WARN, "warnings")])
def test_one_rule_too_many_makes_steps(action: Action, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "RULES_AT_ONCE", 3)
    assert f"{kind}_1" not in sql(3, action)
    text = sql(4, action)
    first, _, rest = text.partition(f"CREATE TEMPORARY VIEW with_{kind}_2 AS")
    assert [f"'device.{n}' END" in first for n in range(4)] == [True, True, True, False]
    assert rest.count("'device.3' END") == 1
    assert f"FROM with_{kind}_1;" in rest
    assert GATHERED.format(kind=kind) in rest
    assert rest.count(f"FROM with_{kind}_2;") == 1


def test_what_the_reference_contracts_need_is_far_below() -> None:
    assert len(sayable(clickstream().streams[0])[0]) * 10 < RULES_AT_ONCE
