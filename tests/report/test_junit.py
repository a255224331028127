"""JUnit: the elements and attributes that all of its readers know, and that any text can be in them."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report.sample import BROKEN, EMPTY, ONLY_NOT_RUN, ORDERS, REMOVED, RICH, hostile

from headgate.diagnostics import Severity
from headgate.lint import NotRun, Report
from headgate.report.frame import Frame
from headgate.report.junit import render

RAN = frozenset({"keys/key-field-optional", "made/clock-skew"})
# What the schemas of Jenkins, of Ant and of GitLab have alike.
ATTRIBUTES = {
    "testsuites": {"name", "tests", "failures", "errors"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped"},
    "testcase": {"name", "classname"},
    "failure": {"type", "message"},
    "skipped": {"message"},
    "system-out": set(),
}
CHILDREN = {
    "testsuites": {"testsuite"},
    "testsuite": {"testcase"},
    "testcase": {"failure", "skipped", "system-out"},
    "failure": set(),
    "skipped": set(),
    "system-out": set(),
}


def parsed(report: Report, frame: Frame | None = None) -> ElementTree.Element:
    return ElementTree.fromstring(render(report, frame).encode())


def outcomes(report: Report, path: str, frame: Frame) -> dict[str, str]:
    """What became of each rule in the suite of a file."""
    cases = parsed(report, frame).iterfind(f"testsuite[@name='{path}']/testcase")
    return {case.get("name", ""): ",".join(child.tag for child in case) for case in cases}


@pytest.mark.parametrize(
    "report", [RICH, EMPTY, ONLY_NOT_RUN, hostile()], ids=["rich", "empty", "only-not-run", "hostile"]
)
def test_it_keeps_to_what_all_readers_know(report: Report) -> None:
    for element in parsed(report, Frame(ran=RAN)).iter():
        assert set(element.keys()) <= ATTRIBUTES[element.tag]
        assert {child.tag for child in element} <= CHILDREN[element.tag]


def test_a_rule_is_a_case_that_fails_passes_or_is_skipped() -> None:
    assert outcomes(RICH, ORDERS, Frame(ran=RAN)) == {
        "keys/key-field-optional": "system-out",
        "made/registry-refuses": "skipped",
        "made/field-removed": "failure",
        "made/clock-skew": "",
        "made/retention-short": "system-out",
        "made/version-too-low": "failure",
    }


def test_what_weighs_enough_fails() -> None:
    told = outcomes(RICH, ORDERS, Frame(ran=RAN, fail_on=Severity.WARNING))
    assert told["keys/key-field-optional"] == "failure"


def test_no_rule_passes_on_a_file_that_was_not_read() -> None:
    assert outcomes(RICH, BROKEN, Frame(ran=RAN)) == {"all rules": "skipped", "made/syntax": "failure"}


def test_a_rule_that_found_something_before_it_could_not_go_on_fails() -> None:
    report = replace(RICH, not_run=(NotRun(REMOVED.rule, ORDERS, "one version is no contract"),))
    assert outcomes(report, ORDERS, Frame(ran=RAN))[REMOVED.rule] == "failure"
    assert "\n\nnot run: one version is no contract</failure>" in render(report)


def test_the_counts_are_those_of_the_cases() -> None:
    whole = parsed(RICH, Frame(ran=RAN))
    assert (whole.get("tests"), whole.get("failures")) == ("12", "3")
    assert [suite.get("skipped") for suite in whole] == ["1", "1", "1"]


@given(st.text(max_size=80))
def test_any_text_can_be_in_it(text: str) -> None:
    report = Report((REMOVED.__class__("a/b", Severity.ERROR, text, REMOVED.place, remedy=text),))
    failure = parsed(report).find(".//failure")
    assert failure is not None
    assert len(failure.get("message", "")) == len(text)
