"""Findings for test reports: one JUnit suite a file, one case a rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from headgate.diagnostics import Finding
from headgate.lint import NotRun, Report, Waived
from headgate.report.frame import Frame

NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has no way to write."""
ALL_RULES: Final = "all rules"


def render(report: Report, frame: Frame | None = None) -> str:
    """The suites; a rule fails where a finding weighs enough, and is skipped where it could not be run."""
    frame = frame or Frame()
    # A file that could be read is judged by the rules that ran, one that could not by none.
    found = (finding.place.path for finding in report.findings)
    paths = dict.fromkeys((*report.texts, *found, *(absent.path for absent in report.not_run)))
    suites = [suite for path in paths if len(suite := _suite(path, report, frame))]
    whole = Element("testsuites", name="headgate")
    whole.extend(suites)
    for suite in (*suites, whole):
        _count(suite)
    indent(whole)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(whole, encoding="unicode")}\n'


def _suite(path: str, report: Report, frame: Frame) -> Element:
    shown = _clean(frame.shown(path))
    suite = Element("testsuite", name=shown)
    findings = [finding for finding in report.findings if finding.place.path == path]
    waived = [one for one in report.waived if one.finding.place.path == path]
    absent = [one for one in report.not_run if one.path == path]
    touched = {finding.rule for finding in findings} | {one.rule for one in absent}
    for rule in sorted(_rules(path, report, frame) | touched):
        case = SubElement(suite, "testcase", classname=shown, name=_clean(rule) or ALL_RULES)
        _judge(case, [one for one in findings if one.rule == rule], frame)
        _skip(case, [one for one in absent if one.rule == rule])
        _tell_waived(case, [one for one in waived if one.finding.rule == rule])
    return suite


def _rules(path: str, report: Report, frame: Frame) -> frozenset[str]:
    """The rules that judged the file, found something or not."""
    whole = any(absent.path == path and not absent.rule for absent in report.not_run)
    judged = path in report.sources and not whole
    waived = frozenset(one.finding.rule for one in report.waived if one.finding.place.path == path)
    return waived | frame.ran if judged else waived


def _skip(case: Element, absent: Sequence[NotRun]) -> None:
    if not absent:
        return
    told, failure = _clean(f"not run: {absent[0].reason}"), case.find("failure")
    # A case is one or the other: what was not seen of a rule takes nothing back that it found.
    if failure is None:
        case.insert(0, Element("skipped", message=told))
    else:
        failure.text = f"{failure.text}\n\n{told}"


def _judge(case: Element, findings: Sequence[Finding], frame: Frame) -> None:
    failing = [finding for finding in findings if frame.fails(finding)]
    passing = [finding for finding in findings if not frame.fails(finding)]
    # One a case: some readers of JUnit look at the first alone.
    if failing:
        more = f" (and {len(failing) - 1} more)" if len(failing) > 1 else ""
        failure = SubElement(
            case, "failure", type=failing[0].severity.value, message=_clean(failing[0].title + more)
        )
        failure.text = _clean("\n\n".join(_told(finding, frame) for finding in failing))
    if passing:
        SubElement(case, "system-out").text = _clean("\n\n".join(_told(one, frame) for one in passing))


def _tell_waived(case: Element, waived: Sequence[Waived]) -> None:
    if waived:
        found = case.find("system-out")
        out = SubElement(case, "system-out") if found is None else found
        out.text = "\n\n".join(filter(None, (out.text, *(_clean(_forgiven(one)) for one in waived))))


def _told(finding: Finding, frame: Frame) -> str:
    return "\n".join(_lines(finding, frame))


def _lines(finding: Finding, frame: Frame) -> Iterator[str]:
    yield f"{frame.where(finding.place)}:{finding.place.span.start.column}: {finding.severity.value}: {finding.title}"
    for related in finding.related:
        yield f"{related.label}: {related.place} {related.note}".rstrip()
    if finding.why:
        yield f"why: {finding.why}"
    yield f"do: {finding.remedy}"


def _forgiven(waived: Waived) -> str:
    by = waived.by
    return f"waived by {by.owner} until {by.until.isoformat()} ({by.reason}): {waived.finding.title}"


def _count(suite: Element) -> None:
    cases = list(suite.iter("testcase"))
    suite.set("tests", str(len(cases)))
    suite.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    suite.set("errors", "0")
    if suite.tag == "testsuite":
        suite.set("skipped", str(sum(case.find("skipped") is not None for case in cases)))


def _clean(text: str) -> str:
    return NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)
