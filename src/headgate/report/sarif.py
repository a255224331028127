"""Findings for code scanning: one SARIF 2.1.0 log with one run."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from types import MappingProxyType
from typing import Final, TypeAlias
from urllib.parse import quote

from headgate import __version__
from headgate.diagnostics import Edit, Finding, Fix, Place, Related, Severity, Span
from headgate.lint import Exemption, ExemptionKind, Report
from headgate.report.absences import Absence, absences
from headgate.report.columns import Columns
from headgate.report.fingerprints import fingerprints
from headgate.report.frame import Frame
from headgate.report.rulebook import explain, summaries

Json: TypeAlias = dict[str, object]

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT: Final = "%SRCROOT%"
LINE_ENDS: Final = ("\r\n", "\n", "\r", "\x85", "\N{LINE SEPARATOR}", "\N{PARAGRAPH SEPARATOR}")
"""What ends a line in YAML 1.1, and so in the report's line numbers."""
LINK: Final = re.compile(r"\[(?=[^\]]*\]\()")
"""The bracket of `[text](target)`, which SARIF makes a link also in a plain message."""
LEVELS: Final = MappingProxyType({severity: severity.value for severity in Severity})
KINDS: Final = MappingProxyType(
    {ExemptionKind.SUPPRESSION: "inSource", ExemptionKind.WAIVER: "external"},
)
NOT_RUN: Final = "not-run"
BYTES: Final = "surrogateescape"
"""How Python holds the bytes of a file name that is no Unicode; an address has them as they are."""


def render(report: Report, frame: Frame | None = None) -> str:
    """The log; what is waived or was known before stands in it as suppressed."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_Run(report, frame or Frame()).spelled()]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


@dataclass(frozen=True, slots=True)
class _Told:
    """A result to be: a finding, and why it does not count."""

    finding: Finding
    suppression: Json | None = None


class _Run:
    """One run of the tool."""

    def __init__(self, report: Report, frame: Frame) -> None:
        self.report = report
        self.frame = frame
        self.columns = Columns(report.texts)
        self.absences = _by_rule(report)
        self.told = (
            *(_Told(finding) for finding in report.findings),
            *(_Told(waived.finding, _suppression(waived.by)) for waived in report.waived),
            *(_Told(finding, _known()) for finding in report.known),
        )
        self.rules = _numbered(
            (*(one.finding.rule for one in self.told), *(rule for rule, _ in self.absences))
        )
        self.files = _numbered(report.texts)

    def spelled(self) -> Json:
        """The run's object."""
        marks = fingerprints((one.finding for one in self.told), self.frame)
        return {
            "tool": {"driver": self._driver()},
            "invocations": [
                {
                    "executionSuccessful": not self.report.unread,
                    "toolConfigurationNotifications": [self._notification(*one) for one in self.absences],
                }
            ],
            "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the repository."}}},
            "artifacts": [{"location": self._file(path), "roles": ["analysisTarget"]} for path in self.files],
            "columnKind": "utf16CodeUnits",
            "newlineSequences": list(LINE_ENDS),
            "results": [self._result(one, mark) for one, mark in zip(self.told, marks, strict=True)],
        }

    def _driver(self) -> Json:
        told = summaries()
        return {
            "name": "headgate",
            "version": __version__,
            "semanticVersion": __version__,
            "rules": [_rule(rule, *told.get(rule, ("", ""))) for rule in self.rules],
            "notifications": [
                {"id": NOT_RUN, "shortDescription": {"text": "A rule could not be run on some of the files."}}
            ],
        }

    def _result(self, told: _Told, fingerprint: str) -> Json:
        finding = told.finding
        made: Json = {
            "ruleId": finding.rule,
            "ruleIndex": self.rules[finding.rule],
            "level": LEVELS[finding.severity],
            "message": _message(" ".join(f"{part}." for part in self._parts(finding))),
            "locations": [self._location(finding.place)],
            "partialFingerprints": {"headgate/v1": fingerprint},
        }
        near = [related for related in finding.related if self._is_here(related)]
        if near:
            made["relatedLocations"] = [
                self._related(index, related) for index, related in enumerate(near, 1)
            ]
        if finding.fix is not None:
            made["fixes"] = [self._fix(finding.fix, finding.place.path)]
        # Once one result says whether it is suppressed, all must: an empty list is "no".
        if self.report.waived or self.report.known:
            made["suppressions"] = [] if told.suppression is None else [told.suppression]
        return made

    def _parts(self, finding: Finding) -> Iterator[str]:
        """The message's sentences; a place in no file of this run is told in words."""
        yield finding.title.rstrip(".")
        if finding.label:
            yield finding.label.rstrip(".")
        for related in finding.related:
            if not self._is_here(related):
                yield f"{related.label}: {related.place} {related.note}".rstrip(". ")
        if finding.why:
            yield f"Why: {finding.why.rstrip('.')}"
        if finding.remedy:
            yield f"Do: {finding.remedy.rstrip('.')}"

    def _is_here(self, related: Related) -> bool:
        """Whether the place can be shown: an earlier version is in no file."""
        return related.place.path in self.files

    def _notification(self, rule: str, absence: Absence) -> Json:
        made: Json = {
            "descriptor": {"id": NOT_RUN, "index": 0},
            "level": "note" if rule else "error",
            "message": _message(f"not run: {rule or 'all rules'}: {absence.reason}"),
            "locations": [
                {"physicalLocation": {"artifactLocation": self._file(path)}} for path in absence.paths if path
            ],
        }
        if rule:
            made["associatedRule"] = {"id": rule, "index": self.rules[rule]}
        return made

    def _location(self, place: Place) -> Json:
        physical = {
            "artifactLocation": self._file(place.path),
            "region": self._region(place.path, place.span),
        }
        if not place.pointer:
            return {"physicalLocation": physical}
        return {
            "physicalLocation": physical,
            "logicalLocations": [{"fullyQualifiedName": place.pointer, "kind": "member"}],
        }

    def _related(self, index: int, related: Related) -> Json:
        text = f"{related.label}: {related.note}" if related.note else related.label
        return {"id": index, "message": _message(text), **self._location(related.place)}

    def _fix(self, fix: Fix, path: str) -> Json:
        return {
            "description": _message(fix.description),
            "artifactChanges": [
                {
                    "artifactLocation": self._file(path),
                    "replacements": [self._replacement(path, edit) for edit in fix.edits],
                }
            ],
        }

    def _replacement(self, path: str, edit: Edit) -> Json:
        return {"deletedRegion": self._region(path, edit.span), "insertedContent": {"text": edit.text}}

    def _region(self, path: str, span: Span) -> Json:
        exact = self.columns.recounted(path, span)
        return {
            "startLine": exact.start.line,
            "startColumn": exact.start.column,
            "endLine": exact.end.line,
            "endColumn": exact.end.column,
        }

    def _file(self, path: str) -> Json:
        home = self.frame.home(path)
        known = {"index": self.files[path]} if path in self.files else {}
        if home is None:
            return {"uri": _outside(path), **known}
        return {"uri": quote(home, errors=BYTES), "uriBaseId": ROOT, **known}


def _by_rule(report: Report) -> list[tuple[str, Absence]]:
    """Each rule that was not run by itself (empty: all rules), as it has a place of its own in the log."""
    return [(rule, absence) for absence in absences(report) for rule in absence.rules or ("",)]


def _numbered(names: Iterable[str]) -> dict[str, int]:
    """Each name once, with its place in the list; no empty one."""
    return {name: index for index, name in enumerate(filter(None, dict.fromkeys(names)))}


def _outside(path: str) -> str:
    """The address of a file outside of the repository, or a name that stands for no file."""
    return PurePath(path).as_uri() if PurePath(path).is_absolute() else quote(path, errors=BYTES)


def _rule(rule: str, level: str, sentence: str) -> Json:
    said = f"{sentence[:1].upper()}{sentence[1:].rstrip('.')}." if sentence else rule
    made: Json = {
        "id": rule,
        "shortDescription": {"text": said},
        "fullDescription": {"text": said},
        "properties": {"tags": [rule.split("/", 1)[0]]},
    }
    if level:
        made["defaultConfiguration"] = {"level": level}
    page = explain(rule)
    if page is not None:
        made["help"] = {"text": page.split("\n", 1)[1].strip(), "markdown": page}
    return made


def _message(text: str) -> Json:
    return {"text": LINK.sub(r"\\[", text)}


def _suppression(by: Exemption) -> Json:
    said = f"{by.reason} ({by.kind.value} of {by.owner} until {by.until.isoformat()})"
    return {"kind": KINDS[by.kind], "status": "accepted", "justification": said}


def _known() -> Json:
    return {"kind": "external", "status": "accepted", "justification": "known from the baseline"}
