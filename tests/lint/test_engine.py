"""The engine: what runs, what is told as not run, in which order, and what a policy can hide."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from headgate.diagnostics import Finding, Message, Severity
from headgate.lint import Context, Needs, Policy, Report, Rule, joined, lint, rule
from headgate.model import Stream
from headgate.odcs import read_text
from headgate.rules import all_rules

SAID = Message(title="`{stream}` was seen", remedy="look at `{stream}`", why="it is there")
CONTRACT = """\
apiVersion: v3.2.0
kind: DataContract
id: clicks
version: 1.0.0
status: active
team: {name: web}
description: {purpose: What shoppers do.}
schema:
  - name: Click
    physicalName: clicks.v1
    physicalType: topic
    properties:
      - {name: id, logicalType: string, primaryKey: true}
"""
RULES = tuple(all_rules().values())


def seen(stream: Stream, context: Context) -> Iterator[Finding]:
    yield SAID.at(context.place, stream=stream.name)


def needing(*needs: Needs) -> Rule:
    """A rule of this module, told apart from real ones by its id."""
    return rule(on=Stream, severity=Severity.ERROR, since="0.1", needs=frozenset(needs))(seen)


def told(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings]


def test_a_rule_that_lacks_what_it_needs_is_told_as_not_run() -> None:
    report = lint(read_text(CONTRACT, path="clicks.yaml"), [needing(Needs.HISTORY)])
    assert not report.findings
    (absent,) = report.not_run
    assert absent.path == "clicks.yaml"
    assert absent.reason == "needs an earlier version of the contract"


def test_it_runs_when_all_that_it_needs_is_there() -> None:
    policy = Policy(present=frozenset(Needs))
    report = lint(read_text(CONTRACT), [needing(Needs.HISTORY, Needs.REGISTRY)], policy)
    assert [finding.title for finding in report.findings] == ["`Click` was seen"]
    assert not report.not_run


def test_findings_are_sorted_by_place_and_carry_rule_severity_and_why() -> None:
    report = lint(read_text(CONTRACT), RULES)
    assert told(report) == [
        "time/event-time-missing",
        "keys/key-field-optional",
        "structure/field-undocumented",
    ]
    spans = [finding.place.span for finding in report.findings]
    assert spans == sorted(spans)
    assert [finding.severity.value for finding in report.findings] == ["warning", "error", "note"]
    assert all(finding.why and not finding.why.endswith(".") for finding in report.findings)


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (Policy(select=("keys",)), ["keys/key-field-optional"]),
        (Policy(select=("time/event-time-missing",)), ["time/event-time-missing"]),
        (Policy(ignore=("keys", "structure/field-undocumented")), ["time/event-time-missing"]),
        (Policy(select=("keys",), ignore=("keys/key-field-optional",)), []),
    ],
)
def test_a_policy_selects_and_ignores(policy: Policy, expected: list[str]) -> None:
    assert told(lint(read_text(CONTRACT), RULES, policy)) == expected


def test_a_policy_cannot_hide_what_was_not_understood() -> None:
    broken = lint(read_text("a: [", path="broken.yaml"), RULES, Policy(ignore=("structure",)))
    assert told(broken) == ["structure/yaml"]
    assert broken.unread == ("broken.yaml",)
    assert broken.not_run[0].reason == "no contract could be read from the file"


@pytest.mark.parametrize(
    ("fail_on", "fails"), [(Severity.ERROR, False), (Severity.WARNING, True), (Severity.NOTE, True)]
)
def test_a_report_fails_at_and_above_a_severity(fail_on: Severity, *, fails: bool) -> None:
    policy = Policy(select=("time",), fail_on=fail_on)
    assert lint(read_text(CONTRACT), RULES, policy).fails(policy) is fails


def test_reports_join_in_order() -> None:
    names = ("b.yaml", "a.yaml")
    whole = joined((lint(read_text(CONTRACT, path=name), RULES) for name in names), ("notes.yaml",))
    assert tuple(whole.sources) == names
    assert [finding.place.path for finding in whole.findings] == ["b.yaml"] * 3 + ["a.yaml"] * 3
    assert whole.skipped == ("notes.yaml",)
    assert whole.count(Severity.ERROR) == 2
