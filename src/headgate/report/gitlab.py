"""Findings for merge requests of GitLab: a Code Quality report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from headgate.diagnostics import Finding, Place, Severity
from headgate.lint import Report
from headgate.report.absences import absences
from headgate.report.fingerprints import fingerprints
from headgate.report.frame import Frame

WEIGHTS: Final = MappingProxyType({Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"})
UNREAD: Final = "blocker"
"""Of an error in a file that no contract could be read from: nothing else was judged in it."""
NOT_RUN: Final = "not-run"


def render(report: Report, frame: Frame | None = None) -> str:
    """The list of findings, then what could not be run."""
    frame = frame or Frame()
    told = (*report.findings, *_gaps(report))
    entries = [
        _entry(finding, mark, report, frame)
        for finding, mark in zip(told, fingerprints(told, frame), strict=True)
    ]
    return json.dumps(entries, indent=2, ensure_ascii=False) + "\n"


def _gaps(report: Report) -> Iterator[Finding]:
    """What was not run, at the first file that it was not run on: the form knows only findings."""
    for absence in absences(report):
        yield Finding(NOT_RUN, Severity.NOTE, absence.sentence, Place(absence.paths[0]))


def _entry(finding: Finding, fingerprint: str, report: Report, frame: Frame) -> dict[str, object]:
    return {
        "description": ". ".join(_parts(finding)),
        "check_name": finding.rule,
        "fingerprint": fingerprint,
        "severity": _weight(finding, report),
        "location": {
            "path": frame.shown(finding.place.path),
            "lines": {"begin": finding.place.span.start.line},
        },
    }


def _parts(finding: Finding) -> Iterator[str]:
    yield finding.title
    if finding.why:
        yield f"Why: {finding.why}"
    if finding.remedy:
        yield f"Do: {finding.remedy}"


def _weight(finding: Finding, report: Report) -> str:
    if finding.severity is Severity.ERROR and finding.place.path in report.unread:
        return UNREAD
    return WEIGHTS[finding.severity]
