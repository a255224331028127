"""Findings for programs: one JSON document of the shape in `report.schema.json`."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Final

from headgate.diagnostics import Finding, Fix, Place, Related, Severity, Span
from headgate.lint import ChangeNote, Comparison, Report, Waived
from headgate.report.held import verdict

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
            "waived": len(report.waived),
            "known": len(report.known),
        },
        "findings": [_finding(finding) for finding in report.findings],
        "waived": [_waived(waived) for waived in report.waived],
        "known": [_finding(finding) for finding in report.known],
        "comparisons": [_comparison(held) for held in report.comparisons],
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
        "fix": None if finding.fix is None else _fix(finding.fix),
    }


def _related(related: Related) -> dict[str, object]:
    return {"label": related.label, "note": related.note, **_place(related.place)}


def _fix(fix: Fix) -> dict[str, object]:
    edits = [{**_span(edit.span), "text": edit.text} for edit in fix.edits]
    return {"description": fix.description, "edits": edits}


def _waived(waived: Waived) -> dict[str, object]:
    by = waived.by
    return {
        "finding": _finding(waived.finding),
        "by": by.kind.value,
        "reason": by.reason,
        "owner": by.owner,
        "until": by.until.isoformat(),
        **_place(by.place),
    }


def _comparison(held: Comparison) -> dict[str, object]:
    return {
        "path": held.path,
        "contract": held.contract,
        "source": held.source,
        "versions": held.versions,
        "earlier": held.earlier,
        "declared": held.declared,
        "required": held.required,
        "verdict": verdict(held),
        "changes": [_change(change) for change in held.changes],
    }


def _change(change: ChangeNote) -> dict[str, object]:
    return {
        "kind": change.kind,
        "verdict": change.verdict,
        "direction": change.direction,
        "perspective": change.perspective,
        "sentence": change.sentence,
        "consumers": list(change.consumers),
        **_place(change.place),
        "earlier": None if change.earlier is None else _place(change.earlier),
    }


def _place(place: Place) -> dict[str, object]:
    return {"path": place.path, "pointer": place.pointer, **_span(place.span)}


def _span(span: Span) -> dict[str, object]:
    return {
        "line": span.start.line,
        "column": span.start.column,
        "end_line": span.end.line,
        "end_column": span.end.column,
    }
