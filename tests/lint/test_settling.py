"""What counts of a report: exemptions by place and day, errors of reading, and baselines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from headgate.diagnostics import Finding, Place, Severity
from headgate.lint import Exemption, ExemptionKind, NotRun, Report, lint
from headgate.lint.baseline import Baseline, BaselineError, read_baseline, spelled
from headgate.lint.policy import Grade, Law
from headgate.lint.settling import Judged, less_known, renewed, settled
from headgate.odcs import read_text
from headgate.odcs.offences import offences
from headgate.rules import all_rules

TEXT = """\
apiVersion: v3.2.0
kind: DataContract
id: orders
version: "1.0"
status: active
team: {name: checkout}
description: {purpose: Every change of an order.}
schema:
  - name: Order
    physicalName: orders.v1
    physicalType: topic
    properties:
      - {name: order_id, logicalType: string, description: The order., required: true, primaryKey: true}
      - name: buyer
        logicalType: object
        description: Who buys.
        properties:
          - {name: email, physicalName: mail, logicalType: string, description: Mail., classification: pii}
      - {name: phone, logicalType: string, description: Phone., classification: pii}
"""
PATH = "contracts/orders.yaml"
READING = read_text(TEXT, PATH)
UNTREATED = "privacy/personal-untreated"
TODAY = date(2026, 6, 1)
KNOWN = frozenset((*all_rules(), *(offence.rule for offence in offences())))
JUDGED = Judged((READING,), KNOWN, KNOWN, TODAY, lambda path: path)
RULES = [all_rules()[UNTREATED]]
WAIVER = Exemption(
    ExemptionKind.WAIVER, UNTREATED, "why", "who", date(2026, 6, 1), Place("gate/waivers.toml"), "orders"
)
COVERED = {
    "all of the contract": (WAIVER, 2),
    "another contract": (replace(WAIVER, contract="clicks"), 0),
    "a path": (replace(WAIVER, contract="", path="contracts/**"), 2),
    "another path": (replace(WAIVER, path="old/**"), 0),
    "a field": (replace(WAIVER, field="phone"), 1),
    "a nested field": (replace(WAIVER, field="buyer.email"), 1),
    "a nested field as it travels": (replace(WAIVER, field="buyer.mail"), 1),
    "the field around it": (replace(WAIVER, field="buyer"), 0),
    "a pointer by names": (replace(WAIVER, pointer="/schema/Order/properties/buyer"), 1),
    "a pointer by numbers": (replace(WAIVER, pointer="/schema/0/properties/2"), 1),
    "a pointer that begins alike": (replace(WAIVER, pointer="/schema/0/prop"), 0),
    "its last day was yesterday": (replace(WAIVER, until=date(2026, 5, 31)), 0),
    "another rule": (replace(WAIVER, rule="keys/stream-without-key"), 0),
}


def judge(*waivers: Exemption, law: Law | None = None) -> Report:
    return settled(lint(READING, RULES), law or Law(), JUDGED, waivers)


def ids(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings]


@pytest.mark.parametrize("name", COVERED)
def test_what_a_waiver_covers(name: str) -> None:
    waiver, covered = COVERED[name]
    report = judge(waiver)
    assert len(report.waived) == covered
    assert ids(report).count(UNTREATED) == 2 - covered


def test_the_field_of_a_waiver_is_unused_only_where_its_rule_was_run() -> None:
    waiver = replace(WAIVER, field="order_id")
    assert "policy/waiver-unused" in ids(judge(waiver))
    assert "policy/waiver-unused" not in ids(judge(replace(waiver, contract="clicks")))
    assert "policy/waiver-unused" not in ids(judge(waiver, law=Law(grades=((UNTREATED, Grade.OFF),))))
    not_asked = replace(JUDGED, ran=frozenset())
    assert "policy/waiver-unused" not in ids(settled(lint(READING, RULES), Law(), not_asked, [waiver]))
    not_run = replace(lint(READING, RULES), not_run=(NotRun(UNTREATED, PATH, "needs a registry"),))
    assert "policy/waiver-unused" not in ids(settled(not_run, Law(), JUDGED, [waiver]))
    another = replace(not_run, not_run=(NotRun("wire/incompatible", PATH, "needs a registry"),))
    assert "policy/waiver-unused" in ids(settled(another, Law(), JUDGED, [waiver]))


def test_a_contract_that_could_not_be_read_has_no_id_to_waive_by() -> None:
    unread = read_text("a: [", PATH)
    judged = replace(JUDGED, readings=(unread,))
    assert ids(settled(lint(unread, RULES), Law(), judged, [WAIVER])) == ids(lint(unread, RULES))


def test_a_contract_that_is_gone_is_waived_and_known_by_its_id() -> None:
    rule = "history/contract-deleted"
    gone = replace(JUDGED, readings=(), gone={PATH: "orders"})
    lost = Report(
        (Finding(rule, Severity.ERROR, "the contract `orders` was deleted", Place(PATH), remedy="do"),)
    )
    waiver = replace(WAIVER, rule=rule)
    assert [one.by for one in settled(lost, Law(), gone, [waiver]).waived] == [waiver]
    assert ids(settled(Report(), Law(), gone, [waiver])) == ["policy/waiver-unused"]
    baseline = renewed(lost, Baseline("b.json"), gone)
    assert [entry.contract for entry in baseline.entries] == ["orders"]
    assert ids(less_known(Report(), baseline, gone)) == ["policy/baseline-outdated"]


def test_two_waivers_of_one_finding_are_both_of_use() -> None:
    report = judge(WAIVER, replace(WAIVER, field="phone"))
    assert ids(report) == ["structure/version"]


def test_errors_of_reading_keep_their_weight_and_are_not_covered() -> None:
    reading = read_text(TEXT.replace("status: active", "status: [active]"), PATH)
    judged = replace(JUDGED, readings=(reading,))
    law = Law(grades=(("structure", Grade.OFF),))
    waiver = replace(WAIVER, rule="structure/schema")
    report = settled(lint(reading, []), law, judged, [waiver])
    assert [(found.rule, found.severity) for found in report.findings] == [
        ("structure/schema", Severity.ERROR),
        ("policy/waiver-not-allowed", Severity.ERROR),
    ]


def test_warnings_of_reading_are_graded_and_covered() -> None:
    assert "structure/version" in ids(judge())
    assert "structure/version" not in ids(judge(replace(WAIVER, rule="structure/version")))
    assert "structure/version" not in ids(judge(law=Law(grades=(("structure/version", Grade.OFF),))))


def test_not_run_rules_that_are_off_are_not_told() -> None:
    not_run = replace(lint(READING, RULES), not_run=(NotRun("wire/x", PATH, "needs a registry"),))
    assert settled(not_run, Law(), JUDGED).not_run
    assert not settled(not_run, Law(grades=(("wire", Grade.OFF),)), JUDGED).not_run


def test_a_part_that_was_not_run_is_told_where_the_area_of_its_name_is_off() -> None:
    not_run = Report(not_run=(NotRun("history", "contracts", "git is not installed"),))
    assert settled(not_run, Law(grades=(("history", Grade.OFF),)), JUDGED).not_run


def test_a_baseline_hides_what_it_holds_and_no_more() -> None:
    report = judge()
    baseline = renewed(report, Baseline("b.json"), JUDGED)
    again = read_baseline(spelled(baseline), "b.json")
    known = less_known(report, again, JUDGED)
    assert (len(known.known), known.findings) == (3, ())
    twice = replace(report, findings=(*report.findings, report.findings[-1]))
    assert less_known(twice, again, JUDGED).findings == (report.findings[-1],)


def test_a_baseline_is_the_same_after_lines_and_fields_moved() -> None:
    moved = read_text(
        "# First.\n" + TEXT.replace("      - name: buyer", "      - {name: n}\n      - name: buyer"), PATH
    )
    judged = replace(JUDGED, readings=(moved,))
    baseline = renewed(judge(), Baseline("b.json"), JUDGED)
    left = less_known(settled(lint(moved, RULES), Law(), judged), baseline, judged)
    assert ids(left) == ["structure/type-unknown"]


def test_entries_that_occur_no_longer_are_told_once_and_dropped() -> None:
    baseline = renewed(judge(), Baseline("b.json"), JUDGED)
    met = replace(judge(), findings=())
    written = replace(baseline, source=spelled(baseline))
    (told,) = less_known(met, written, JUDGED).findings
    assert (str(told.place), told.title) == ("b.json:5:1", "3 entries of the baseline occur no longer")
    assert renewed(met, baseline, JUDGED).entries == ()


def test_entries_about_other_contracts_are_left_alone() -> None:
    baseline = renewed(judge(), Baseline("b.json"), JUDGED)
    elsewhere = replace(JUDGED, readings=())
    assert less_known(replace(judge(), findings=()), baseline, elsewhere).findings == ()
    assert renewed(replace(judge(), findings=()), baseline, elsewhere).entries == baseline.entries


@pytest.mark.parametrize(
    "text", ["", "[]", '{"shape": 2, "findings": []}', '{"shape": 1, "findings": [{"rule": "x"}]}']
)
def test_what_is_no_baseline_is_refused(text: str) -> None:
    with pytest.raises(BaselineError, match=r"b\.json"):
        read_baseline(text, "b.json")


SUPPRESS = "{rule: objectives/target-without-budget, reason: agreed, owner: web, until: 2026-06-01}"
OLD_SLA = f"""\
apiVersion: v3.1.0
kind: DataContract
id: orders
version: 1.0.0
status: active
slaProperties:
  - {{property: completeness, value: 100, unit: percent}}
  - {{property: availability, value: 100, unit: percent}}
customProperties:
  - {{property: headgate, value: {{sla: {{completeness: {{suppress: [{SUPPRESS}]}}}}}}}}
"""


def test_an_older_contract_suppresses_for_an_sla_entry_in_its_own_block() -> None:
    reading = read_text(OLD_SLA, PATH)
    judged = replace(JUDGED, readings=(reading,))
    rule = all_rules()["objectives/target-without-budget"]
    report = settled(lint(reading, [rule]), Law(), judged)
    assert [waived.finding.place.pointer for waived in report.waived] == ["/slaProperties/0/value"]
    assert [found.place.pointer for found in report.findings if found.rule == rule.id] == [
        "/slaProperties/1/value"
    ]
