"""Findings as the comment of a merge request: the verdict first, then who is hit, what to do, and the details."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from headgate.diagnostics import Finding, Place, Severity
from headgate.lint import ChangeNote, Comparison, Report
from headgate.report import held as past
from headgate.report.absences import NAMED as NAMED_IN_GAPS
from headgate.report.absences import Absence, absences
from headgate.report.frame import Frame
from headgate.report.inline import code, escaped, link, prose
from headgate.report.text import plural, summary

MARKER: Final = "<!-- headgate:report -->"
"""By this a later run finds the comment that it is to replace."""
LONGEST: Final = 65_536
"""UTF-16 code units that GitHub takes in one comment; GitLab takes more."""
NO_ROOM: Final = "\n… The rest of the report has no room in this comment.\n"
LEAST: Final = 3
"""So many rows of a section are shown before rows of an earlier one take the room."""
REMEDIES: Final = 10
NAMED: Final = 20
TABLES: Final = 25
"""So many contracts have their changes listed; the others have a line."""
COLUMNS_OF_CHANGES: Final = ("verdict", "change", "what", "read by", "where")
COLUMNS_OF_FINDINGS: Final = ("severity", "where", "what", "do", "rule")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, what stands under it, and rows that may be left out from the end; `noun` is one row's name."""

    head: str
    rows: tuple[str, ...]
    noun: str

    def left_out(self, count: int) -> str:
        """What is said of rows that have no room."""
        return f"\n… {plural(count, f'more {self.noun}')} left out of this comment.\n" if count else ""


def render(report: Report, frame: Frame | None = None) -> str:
    """The comment; what has no room is counted."""
    frame = frame or Frame()
    opening = f"{MARKER}\n" + "\n".join(_opening(report, frame))
    sections = [
        section
        for section in (
            _remedies(report, frame),
            *_comparisons(report, frame),
            _findings(report, frame),
            _waived(report, frame),
            _gaps(report, frame),
        )
        if section is not None
    ]
    return opening + _fitted(sections, LONGEST - _size(opening))


def _opening(report: Report, frame: Frame) -> Iterator[str]:
    yield f"## {_verdict(report, frame)}: {summary(report)}\n"
    hit = past.readers(report.comparisons, only="breaking")
    broken = [held for held in report.comparisons if past.verdict(held) == "breaking"]
    if hit:
        yield f"**Hit by breaking changes:** {_names(hit)}\n"
    elif broken:
        yield "**Breaking changes;** the contracts name no consumer that they hit.\n"
    if report.known:
        yield f"{plural(len(report.known), 'finding')} known from the baseline: not counted.\n"


def _verdict(report: Report, frame: Frame) -> str:
    if report.unread:
        return "Not understood"
    return "Fails" if any(frame.fails(finding) for finding in report.findings) else "Passes"


def _names(names: Sequence[str], most: int = NAMED) -> str:
    told = [code(name) for name in names[:most]]
    return past.enumerated([*told, *([f"{len(names) - most} more"] if len(names) > most else [])])


def _remedies(report: Report, frame: Frame) -> Section | None:
    """What to do about the findings that fail; one remedy of many places once."""
    places: dict[str, list[Place]] = {}
    for finding in report.findings:
        if frame.fails(finding) and finding.remedy:
            places.setdefault(finding.remedy, []).append(finding.place)
    rows = [f"* {_capital(prose(remedy))} ({_places(some, frame)})\n" for remedy, some in places.items()]
    if len(rows) > REMEDIES:
        rows = [*rows[:REMEDIES], f"* … and {len(rows) - REMEDIES} more, in the table of findings\n"]
    return Section("### What to do\n\n", tuple(rows), "remedy") if rows else None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _places(places: Sequence[Place], frame: Frame) -> str:
    more = f" and {plural(len(places) - 1, 'other place')}" if len(places) > 1 else ""
    return _place(places[0], frame) + more


def _comparisons(report: Report, frame: Frame) -> Iterator[Section | None]:
    """What changed, contract by contract, the gravest first."""
    order = sorted(report.comparisons, key=lambda held: past.GRAVITY.index(past.verdict(held)))
    listed = [held for held in order if held.changes][:TABLES]
    for held in listed:
        yield _changes(held, frame)
    rows = tuple(_line(held) for held in order if held not in listed)
    head = "### Other contracts\n\n" if listed else "### Held against the past\n\n"
    yield Section(head, rows, "contract") if rows else None


def _changes(held: Comparison, frame: Frame) -> Section:
    """One contract and its past; the gravest changes stand first, so that they are the last to be left out."""
    order = sorted(held.changes, key=lambda change: past.VERDICTS.index(change.verdict))
    rows = tuple(_row(_change(change, frame)) for change in order)
    source = f"Held against {prose(past.source(held))}.\n"
    return Section(f"### {_told(held)}\n\n{source}{_table(COLUMNS_OF_CHANGES)}", rows, "change")


def _line(held: Comparison) -> str:
    return f"* {_told(held)} (held against {prose(past.source(held))})\n"


def _told(held: Comparison) -> str:
    told = ", ".join(filter(None, (past.counted(held), past.demand(held))))
    return f"{escaped(past.versions(held))}: {past.NEW if past.verdict(held) == past.NEW else escaped(told)}"


def _change(change: ChangeNote, frame: Frame) -> tuple[str, ...]:
    verdict = f"**{change.verdict}**" if change.verdict == "breaking" else change.verdict
    readers = _names(change.consumers)
    return verdict, code(change.kind), prose(change.sentence), readers, _place(change.place, frame)


def _findings(report: Report, frame: Frame) -> Section | None:
    order = sorted(report.findings, key=lambda finding: finding.severity.rank)
    rows = tuple(_row(_finding(finding, frame)) for finding in order)
    head = "### Findings\n" + _table(COLUMNS_OF_FINDINGS)
    return Section(head, rows, "finding") if rows else None


def _finding(finding: Finding, frame: Frame) -> tuple[str, ...]:
    weight = finding.severity.value
    bold = f"**{weight}**" if finding.severity is Severity.ERROR else weight
    why = f"<br>{_capital(prose(finding.why))}" if finding.why else ""
    since = "".join(
        f"<br>{escaped(related.label)}: {_file_line(related.place, frame)} {prose(related.note)}".rstrip()
        for related in finding.related
    )
    return (
        bold,
        _place(finding.place, frame),
        prose(finding.title) + since + why,
        prose(finding.remedy),
        code(finding.rule),
    )


def _waived(report: Report, frame: Frame) -> Section | None:
    rows = tuple(
        f"* {code(one.finding.rule)} at {_place(one.finding.place, frame)}, until {one.by.until.isoformat()}, "
        f"by {escaped(one.by.owner)}: {prose(one.by.reason)}\n"
        for one in report.waived
    )
    return Section("### Waived\n\n", rows, "waived finding") if rows else None


def _gaps(report: Report, frame: Frame) -> Section | None:
    rows = tuple(f"* {_gap(absence, frame)}: {prose(absence.reason)}\n" for absence in absences(report))
    return Section("### Not run\n\n", rows, "gap") if rows else None


def _gap(absence: Absence, frame: Frame) -> str:
    files = _names([frame.shown(path) for path in absence.paths], NAMED_IN_GAPS)
    if not absence.rules:
        return f"all rules on {files}"
    return _names(absence.rules, NAMED_IN_GAPS) + ("" if absence.everywhere else f" on {files}")


def _place(place: Place, frame: Frame) -> str:
    home = frame.home(place.path)
    linked = home is not None and frame.files
    address = f"{frame.files}/{quote(home or '', errors='surrogateescape')}#L{place.span.start.line}"
    return link(frame.where(place), address if linked else "")


def _file_line(place: Place, frame: Frame) -> str:
    """The place unlinked: an earlier version need not be among the files of this commit."""
    return code(frame.where(place))


def _table(columns: Sequence[str]) -> str:
    return f"\n{_row(columns)}{_row(['---'] * len(columns))}"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _fitted(sections: Sequence[Section], room: int) -> str:
    """The sections, as many rows of each as leave room for the beginnings of those after it."""
    room -= _size(NO_ROOM)
    parts: list[str] = []
    for index, section in enumerate(sections):
        reserved = sum(_size(_beginning(later)) for later in sections[index + 1 :])
        part = _filled(section, room - reserved)
        if _size(part) > room:
            return "".join((*parts, NO_ROOM))
        parts.append(part)
        room -= _size(part)
    return "".join(parts)


def _beginning(section: Section) -> str:
    return _bare(section) + "".join(section.rows[:LEAST])


def _bare(section: Section) -> str:
    return f"\n{section.head}{section.left_out(len(section.rows))}"


def _filled(section: Section, room: int) -> str:
    room -= _size(_bare(section))
    kept = 0
    for row in section.rows:
        room -= _size(row)
        if room < 0:
            break
        kept += 1
    return f"\n{section.head}{''.join(section.rows[:kept])}{section.left_out(len(section.rows) - kept)}"


def _size(text: str) -> int:
    """UTF-16 code units: what GitHub counts a character as is not told, and this is the most it can be."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
