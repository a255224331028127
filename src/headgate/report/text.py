"""Findings for people: what, where with a caret, since what, why, do, page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from headgate.diagnostics import Finding, Severity
from headgate.lint import Comparison, Report
from headgate.report import held as past
from headgate.report.absences import absences
from headgate.report.excerpt import excerpt, printable

WHOLE_OF_A_KIND: Final = 3
"""So many findings of one kind in one file are printed whole; the others are counted."""
LINES_NAMED: Final = 12

BOLD: Final = "1"
BLUE: Final = "1;34"
BREAKING: Final = "1;31"
COLOURS: Final = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}


@dataclass(frozen=True, slots=True)
class Ink:
    """Plain ANSI colours, or none."""

    on: bool

    def __call__(self, code: str, text: str) -> str:
        """`text` between the colour of that SGR code and the reset."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.on and text else text


def render(report: Report, *, colour: bool = False) -> str:
    """The whole report, each finding followed by an empty line, the summary last."""
    ink = Ink(colour)
    blocks = [
        block for _, some in _by_file(report.findings) for block in _file_blocks(some, report.texts, ink)
    ]
    closing = [*_compared(report, ink), *_not_counted(report), *_left_out(report), summary(report)]
    return "\n\n".join([*blocks, "\n".join(closing)]) + "\n"


def render_finding(finding: Finding, source: str, *, colour: bool = False) -> str:
    """One finding, without a line break at its end."""
    ink = Ink(colour)
    weight = ink(COLOURS[finding.severity], f"{finding.severity.value}[{finding.rule}]")
    lines = [f"{weight}: {ink(BOLD, printable(finding.title))}"]
    seen = excerpt(finding.place, source, finding.label)
    margin = " " * seen.gutter
    lines.append(f"{margin}{ink(BLUE, '-->')} {printable(str(finding.place))}")
    lines += (
        [f"{margin} {ink(BLUE, '|')}", f"{ink(BLUE, f'{seen.number} |')} {seen.line}"] if seen.line else []
    )
    lines += [f"{margin} {ink(BLUE, '|')} {ink(COLOURS[finding.severity], seen.carets)}"] if seen.line else []
    lines += [
        f"{margin} {ink(BLUE, '=')} {ink(BOLD, name)}: {printable(text)}" for name, text in _facts(finding)
    ]
    return "\n".join(lines)


def summary(report: Report) -> str:
    """`3 errors, 1 warning in 5 contracts`."""
    counts = [(severity, report.count(severity)) for severity in Severity]
    told = [plural(count, severity.value) for severity, count in counts if count]
    return f"{', '.join(told) or 'no findings'} in {plural(len(report.sources), 'contract')}"


def plural(count: int, noun: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{count} {noun}" + ("" if count == 1 else "s")


def _by_file(findings: tuple[Finding, ...]) -> Iterator[tuple[str, list[Finding]]]:
    for path, some in groupby(findings, key=lambda finding: finding.place.path):
        yield path, list(some)


def _file_blocks(findings: list[Finding], sources: Mapping[str, str], ink: Ink) -> Iterator[str]:
    counted: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        counted.setdefault(_kind(finding), []).append(finding)
    shown: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        kind = _kind(finding)
        shown[kind] += 1
        if shown[kind] <= WHOLE_OF_A_KIND:
            block = render_finding(finding, sources.get(finding.place.path, ""), colour=ink.on)
            more = counted[kind][WHOLE_OF_A_KIND:] if shown[kind] == WHOLE_OF_A_KIND else []
            yield f"{block}\n{_more(more)}" if more else block


def _kind(finding: Finding) -> tuple[str, str]:
    """What findings that differ only in names have alike."""
    return finding.rule, re.sub(r"`[^`]*`|\d+", "`", finding.title)


def _more(findings: list[Finding]) -> str:
    lines = sorted({finding.place.span.start.line for finding in findings})
    named = ", ".join(str(line) for line in lines[:LINES_NAMED]) + (", …" if len(lines) > LINES_NAMED else "")
    return f"[+{len(findings)} more like this: {'line' if len(lines) == 1 else 'lines'} {named}]"


def _facts(finding: Finding) -> Iterator[tuple[str, str]]:
    for related in finding.related:
        yield related.label, f"{related.place} {related.note}".rstrip()
    if finding.why:
        yield "why", finding.why
    yield "do", finding.remedy
    yield "page", f"headgate explain {finding.rule}"


def _compared(report: Report, ink: Ink) -> Iterator[str]:
    """Two lines a contract: what it was held against, and what came of it."""
    for held in report.comparisons:
        demand = past.demand(held)
        told = f"{past.versions(held)}, held against {past.source(held)}" + (f"; {demand}" if demand else "")
        yield printable(told)
        yield "  " + printable(_outcome(held)).replace("breaking", ink(BREAKING, "breaking"), 1)


def _outcome(held: Comparison) -> str:
    """`breaking: 1 breaking and 2 additive changes, read by billing`."""
    if past.verdict(held) == past.NEW:
        return "new: there is no earlier version"
    if not held.changes:
        return past.UNCHANGED
    touched = past.enumerated(past.readers([held]))
    read = f", read by {touched}" if touched else ""
    return f"{past.verdict(held)}: {past.counted(held)}{read}"


def _not_counted(report: Report) -> Iterator[str]:
    if report.waived:
        until = min(one.by.until for one in report.waived)
        yield f"waived: {plural(len(report.waived), 'finding')}, the first until {until.isoformat()}"
    if report.known:
        yield f"known from the baseline: {plural(len(report.known), 'finding')}"


def _left_out(report: Report) -> Iterator[str]:
    for absence in absences(report):
        yield printable(absence.sentence)
    if report.skipped:
        named = ", ".join(report.skipped[:LINES_NAMED]) + (", …" if len(report.skipped) > LINES_NAMED else "")
        yield f"skipped {plural(len(report.skipped), 'file')} without `kind: DataContract`: {named}"
