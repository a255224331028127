"""Findings for programs: one JSON document of the shape in `report.schema.json`."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Final

from headgate.diagnostics import Finding, Place, Related, Severity
from headgate.lint import Report

SHAPE: Final = 1
"""Raised when a key changes its meaning or goes; new keys may appear without it."""


def render(report: Report) -> str:
    """The whole report; findings stand in the order of the text report, none folded."""
    document = {
        "shape": SHAPE,
        "summary": {
            "contracts": len(report.sources),
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
            "notes": report.count(Severity.NOTE),
        },
        "findings": [_finding(finding) for finding in report.findings],
        "not_run": [
            {"rule": absent.rule, "path": absent.path, "reason": absent.reason} for absent in report.not_run
        ],
        "unread": list(report.unread),
        "skipped": list(report.skipped),
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def schema() -> str:
    """The JSON Schema of what `render` gives."""
    return files("headgate.report").joinpath("report.schema.json").read_text(encoding="utf-8")


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "title": finding.title,
        **_place(finding.place),
        "label": finding.label,
        "related": [_related(related) for related in finding.related],
        "why": finding.why,
        "remedy": finding.remedy,
    }


def _related(related: Related) -> dict[str, object]:
    return {"label": related.label, "note": related.note, **_place(related.place)}


def _place(place: Place) -> dict[str, object]:
    return {
        "path": place.path,
        "pointer": place.pointer,
        "line": place.span.start.line,
        "column": place.span.start.column,
        "end_line": place.span.end.line,
        "end_column": place.span.end.column,
    }
