"""From what was found to what counts: graded by the policy, less what is excepted and what was known before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Final

from headgate.diagnostics import Finding, Severity
from headgate.lint import policy_offences as offences
from headgate.lint.baseline import Baseline, Entry, entry_of
from headgate.lint.engine import Report
from headgate.lint.exemption import Exemption, ExemptionKind, Waived
from headgate.lint.naming import fields_at, named_pointer
from headgate.lint.policy import Law, path_matches
from headgate.lint.suppression import is_below, suppressions
from headgate.odcs.likeness import nearest
from headgate.odcs.offences import offences as reading_offences
from headgate.odcs.reading import Reading

OWN_AREA: Final = "policy/"


@dataclass(frozen=True)
class Judged:
    """What a report is about: the contracts read, the rules that ran, the rules there are, and the day.

    `home` gives a path from the policy's root for a path as the user gave it, `gone` the ids of contracts that are
    there no more by the path that they had.
    """

    readings: tuple[Reading, ...]
    ran: frozenset[str]
    known: frozenset[str]
    today: date
    home: Callable[[str], str]
    gone: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def by_path(self) -> dict[str, Reading]:
        """The readings by path."""
        return {reading.source_map.path: reading for reading in self.readings}

    def contract_of(self, path: str) -> str:
        """The id of the contract in the file, or of the one that was; empty when none could be read."""
        reading = self.by_path.get(path)
        if reading is None or reading.contract is None:
            return self.gone.get(path, "")
        return reading.contract.id

    def document_of(self, path: str) -> object:
        """The YAML value of the file; None when there is none."""
        reading = self.by_path.get(path)
        return None if reading is None else reading.document


def settled(
    report: Report,
    law: Law,
    judged: Judged,
    waivers: Iterable[Exemption] = (),
    *,
    exempting: bool = True,
) -> Report:
    """The report with each finding graded, and without those that a waiver or a suppression covers.

    Errors of reading keep their weight, whatever the policy, and nothing covers them. Exemptions that have ended, cover
    nothing or name no rule are findings.
    """
    told: list[Finding] = []
    given = list(waivers)
    for reading in judged.readings:
        found, wrong = suppressions(reading)
        given += found
        told += wrong
    court = _Court(law, judged, report)
    usable = [one for one in given if court.is_sound(one)]
    findings = [court.graded(finding) for finding in report.findings]
    kept = [court.kept(finding, usable if exempting else []) for finding in findings if finding is not None]
    if exempting:
        court.tell_unused(usable)
    own = [court.graded(finding) for finding in (*told, *court.findings)]
    counting = [finding for finding in (*kept, *own) if finding is not None]
    return replace(
        report,
        findings=_ordered(counting, report),
        not_run=tuple(absent for absent in report.not_run if not court.is_off(absent.rule, absent.path)),
        waived=(*report.waived, *court.waived),
    )


@dataclass(slots=True)
class _Court:
    """Lays the law and the exemptions over findings, noting what is waived and which exemptions were of use."""

    law: Law
    judged: Judged
    report: Report
    findings: list[Finding] = field(default_factory=list)
    waived: list[Waived] = field(default_factory=list)
    used: set[Exemption] = field(default_factory=set)

    def graded(self, finding: Finding) -> Finding | None:
        """The finding as it weighs; None when its rule is off."""
        if is_error_of_reading(finding):
            return finding
        severity = self.law.weigh(finding, self.judged.home(finding.place.path))
        return None if severity is None else replace(finding, severity=severity)

    def is_off(self, rule: str, path: str) -> bool:
        """Whether the policy takes the rule out in that file; a part of the gate, which bears an area's name, is none."""
        return "/" in rule and self.law.is_off(rule, self.judged.home(path))

    def is_sound(self, exemption: Exemption) -> bool:
        """Whether it can cover anything; if not, why is noted."""
        said, rule = exemption.kind.value, exemption.rule
        if rule not in self.judged.known:
            near = nearest(rule, sorted(self.judged.known))
            remedy = f"write `{near}`" if near else "delete it; `headgate explain` lists the rules"
            self.findings.append(
                offences.UNKNOWN_RULE.at(exemption.place, kind=said, name=rule, remedy=remedy)
            )
        elif rule in _NEVER or rule.startswith(OWN_AREA):
            self.findings.append(offences.NOT_ALLOWED.at(exemption.place, kind=said, name=rule))
        elif exemption.until < self.judged.today:
            self.findings.append(_expired(exemption))
        else:
            return True
        return False

    def kept(self, finding: Finding, exemptions: Iterable[Exemption]) -> Finding | None:
        """The finding; None, and noted as waived, when an exemption covers it."""
        if is_error_of_reading(finding):
            return finding
        covering = [one for one in exemptions if one.rule == finding.rule and self.covers(one, finding)]
        self.used.update(covering)
        if not covering:
            return finding
        self.waived.append(Waived(finding, covering[0]))
        return None

    def covers(self, exemption: Exemption, finding: Finding) -> bool:
        """Whether the finding stands where the exemption looks."""
        path, pointer = finding.place.path, finding.place.pointer
        if not self.is_in(exemption, path):
            return False
        document = self.judged.document_of(path)
        if exemption.field and exemption.field not in fields_at(document, pointer):
            return False
        if not exemption.pointer:
            return True
        return is_below(pointer, exemption.pointer) or is_below(
            named_pointer(document, pointer), exemption.pointer
        )

    def is_in(self, exemption: Exemption, path: str) -> bool:
        """Whether the exemption looks into that file."""
        if exemption.kind is ExemptionKind.SUPPRESSION:
            return path == exemption.path
        if exemption.contract and self.judged.contract_of(path) != exemption.contract:
            return False
        return not exemption.path or path_matches(exemption.path, self.judged.home(path))

    def tell_unused(self, exemptions: Iterable[Exemption]) -> None:
        """Notes each one that covered nothing although its rule was run where it looks."""
        for exemption in exemptions:
            paths = (*self.judged.by_path, *self.judged.gone)
            looked = [path for path in paths if self.is_in(exemption, path)]
            if exemption not in self.used and any(self.was_run(exemption.rule, path) for path in looked):
                said = exemption.kind.value
                self.findings.append(offences.UNUSED.at(exemption.place, kind=said, name=exemption.rule))

    def was_run(self, rule: str, path: str) -> bool:
        """Whether the rule judged that file, and its findings would have counted."""
        absent = any(one.path == path and one.rule in ("", rule) for one in self.report.not_run)
        return rule in self.judged.ran and not absent and not self.is_off(rule, path)


def _expired(exemption: Exemption) -> Finding:
    return offences.EXPIRED.at(
        exemption.place,
        kind=exemption.kind.value,
        name=exemption.rule,
        until=exemption.until.isoformat(),
        owner=exemption.owner,
        reason=exemption.reason,
    )


def less_known(report: Report, baseline: Baseline, judged: Judged) -> Report:
    """The report without the findings that the baseline holds; what it holds in vain is a finding."""
    left = baseline.counted()
    kept, known = [], []
    for finding in report.findings:
        entry = _entry(finding, judged)
        if entry is not None and left[entry]:
            left[entry] -= 1
            known.append(finding)
        else:
            kept.append(finding)
    gone = [entry for entry in left.elements() if is_judged(entry, judged)]
    told = baseline.outdated(gone)
    return replace(
        report, findings=(*kept, *told), known=(*report.known, *known), beside=report.beside | baseline.text
    )


def renewed(report: Report, old: Baseline, judged: Judged) -> Baseline:
    """A baseline of the report's findings; old entries about what was not judged this time stay."""
    found = [_entry(finding, judged) for finding in report.findings]
    kept = [entry for entry in old.entries if not is_judged(entry, judged)]
    return Baseline(old.path, (*kept, *(entry for entry in found if entry is not None)))


def is_judged(entry: Entry, judged: Judged) -> bool:
    """Whether this run would have found it again."""
    ids = {reading.contract.id for reading in judged.readings if reading.contract is not None}
    return entry.rule in judged.ran and entry.contract in ids.union(judged.gone.values())


def _entry(finding: Finding, judged: Judged) -> Entry | None:
    """What a baseline keeps of a finding; None of one that it may not hide."""
    path = finding.place.path
    if is_error_of_reading(finding) or finding.rule.startswith(OWN_AREA):
        return None
    return entry_of(finding, judged.contract_of(path) or judged.home(path), judged.document_of(path))


_READING: Final = frozenset(one.rule for one in reading_offences())
_NEVER: Final = _READING - {one.rule for one in reading_offences() if one.severity is not Severity.ERROR}


def is_error_of_reading(finding: Finding) -> bool:
    """Whether it says that a text was not understood: no policy makes that less."""
    return finding.severity is Severity.ERROR and finding.rule in _READING


def _ordered(findings: list[Finding], report: Report) -> tuple[Finding, ...]:
    """File by file as they were judged, other files last; in a file from top to bottom."""
    order = {path: number for number, path in enumerate(report.sources)}

    def place(finding: Finding) -> tuple[object, ...]:
        where = order.get(finding.place.path, len(order))
        return (
            where,
            finding.place.path,
            finding.place.span,
            finding.severity.rank,
            finding.rule,
            finding.title,
        )

    return tuple(sorted(findings, key=place))
