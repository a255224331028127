"""Findings as workflow commands: GitHub shows each as an annotation of the changed file."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from headgate.diagnostics import Finding, Place, Severity
from headgate.lint import Report
from headgate.report.absences import absences
from headgate.report.excerpt import printable
from headgate.report.frame import Frame
from headgate.report.text import summary

COMMANDS: Final = MappingProxyType(
    {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
)


def render(report: Report, frame: Frame | None = None) -> str:
    """The gravest findings first: GitHub shows only the first few of each kind; the summary stands last."""
    frame = frame or Frame()
    ordered = sorted(report.findings, key=lambda finding: finding.severity.rank)
    lines = [*_not_run(report), *(_finding(finding, frame) for finding in ordered), summary(report)]
    return "\n".join(lines) + "\n"


def _finding(finding: Finding, frame: Frame) -> str:
    properties = {**_place(finding.place, frame), "title": f"{finding.rule}: {printable(finding.title)}"}
    return _command(COMMANDS[finding.severity], properties, "\n".join(_said(finding)))


def _not_run(report: Report) -> Iterator[str]:
    """One annotation for all: a reader must see that the verdict has gaps, and what they are."""
    sentences = [printable(absence.sentence.removeprefix("not run: ")) for absence in absences(report)]
    if sentences:
        yield _command("notice", {"title": "headgate: not run"}, "\n".join(sentences))


def _said(finding: Finding) -> Iterator[str]:
    if finding.label:
        yield printable(finding.label)
    for related in finding.related:
        yield printable(f"{related.label}: {related.place} {related.note}".rstrip())
    if finding.why:
        yield f"why: {printable(finding.why)}"
    yield f"do: {printable(finding.remedy)}"
    yield f"page: headgate explain {finding.rule}"


def _place(place: Place, frame: Frame) -> dict[str, str]:
    home = frame.home(place.path)
    if home is None:
        return {}
    start, end = place.span.start, place.span.end
    lines = {"file": home, "line": str(start.line), "endLine": str(end.line)}
    # GitHub takes columns only where a place begins and ends on one line.
    one_line = {"col": str(start.column), "endColumn": str(end.column)} if start.line == end.line else {}
    return lines | one_line


def _command(name: str, properties: dict[str, str], text: str) -> str:
    given = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {given}::{_escaped(text)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
