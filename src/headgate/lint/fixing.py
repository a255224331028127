"""Making the fixes that findings carry: in rounds, and never so that a contract is worse than before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from headgate.diagnostics import Edit, Fix, Severity
from headgate.lint.engine import Report
from headgate.odcs.editing import edited

ROUNDS: Final = 10
"""A fix may show the next; more rounds than this would be two rules that undo each other."""

Judge = Callable[[str], Report]


@dataclass(frozen=True, slots=True)
class Fixing:
    """A file's text after its fixes, what they did, and what was not done because it made the contract worse."""

    text: str
    done: tuple[Fix, ...] = ()
    refused: tuple[Fix, ...] = ()


def fixed(text: str, judge: Judge) -> Fixing:
    """Makes every fix of the findings that `judge` gives of a text, until none is left."""
    done: list[Fix] = []
    refused: list[Fix] = []
    report = judge(text)
    for _ in range(ROUNDS):
        fixes = [fix for fix in chosen(report) if fix not in refused]
        if not fixes:
            break
        for some in (fixes, *([fix] for fix in fixes)):
            new = edited(text, {edit for fix in some for edit in fix.edits})
            judged = judge(new)
            if _weight(judged) <= _weight(report) and new != text:
                text, report = new, judged
                done += some
                break
        else:
            refused += fixes
    return Fixing(text, tuple(done), tuple(dict.fromkeys(refused)))


def chosen(report: Report) -> tuple[Fix, ...]:
    """The fixes of a report that do not touch each other, from top to bottom; the others wait for the next round."""
    taken: set[Edit] = set()
    found: dict[Fix, None] = {}
    for fix in _by_place(finding.fix for finding in report.findings):
        new = [edit for edit in fix.edits if edit not in taken]
        if not any(_touch(edit, other) for edit in new for other in taken):
            taken.update(new)
            found[fix] = None
    return tuple(found)


def _by_place(fixes: Iterable[Fix | None]) -> list[Fix]:
    given = [fix for fix in fixes if fix is not None and fix.edits]
    return sorted(given, key=lambda fix: fix.edits[0].span)


def _touch(one: Edit, other: Edit) -> bool:
    return one.span.start <= other.span.end and other.span.start <= one.span.end


def _weight(report: Report) -> tuple[int, ...]:
    """How bad a report is, the gravest first."""
    return (len(report.unread), *(report.count(severity) for severity in Severity))
