"""From what was found to what counts: graded by the policy, less what is waived and what was known before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from headgate.lint.engine import Report
from headgate.lint.policy import Law
from headgate.odcs.reading import Reading


@dataclass(frozen=True, slots=True)
class Judged:
    """What a report is about: the contracts read, the rules that ran, the rules there are, and the day.

    `home` gives a path from the policy's root for a path as the user gave it.
    """

    readings: tuple[Reading, ...]
    ran: frozenset[str]
    known: frozenset[str]
    today: date
    home: Callable[[str], str]


def graded(report: Report, law: Law, judged: Judged) -> Report:
    """Each finding with the severity that the policy gives it; what is off is left out."""
    findings = []
    for finding in report.findings:
        severity = law.weigh(finding, judged.home(finding.place.path))
        if severity is not None:
            findings.append(replace(finding, severity=severity))
    return replace(report, findings=tuple(findings))
