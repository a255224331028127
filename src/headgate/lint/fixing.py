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


@dataclass(frozen=True, slots=True)
class _Stage:
    """A text on the way, with what is said of it."""

    text: str
    report: Report
    done: tuple[Fix, ...] = ()

    def after(self, fixes: Iterable[Fix], judge: Judge) -> _Stage:
        """The text with these fixes made."""
        some = tuple(fixes)
        text = edited(self.text, {edit for fix in some for edit in fix.edits})
        return _Stage(text, judge(text), (*self.done, *some))

    def is_no_worse_than(self, other: _Stage) -> bool:
        """Whether it is another text, and has no graver findings."""
        return self.text != other.text and _weight(self.report) <= _weight(other.report)


def fixed(text: str, judge: Judge) -> Fixing:
    """Makes every fix of the findings that `judge` gives of a text, until none is left."""
    stage, refused = _rounds(_Stage(text, judge(text)), judge, looks_ahead=True)
    return Fixing(stage.text, stage.done, refused)


def _rounds(stage: _Stage, judge: Judge, *, looks_ahead: bool) -> tuple[_Stage, tuple[Fix, ...]]:
    """All fixes at once, where that is no worse; else one, and what it uncovers is fixed before it is refused."""
    refused: dict[Fix, None] = {}
    for _ in range(ROUNDS):
        fixes = [fix for fix in chosen(stage.report) if fix not in refused]
        if not fixes:
            break
        better = _better(stage, fixes, judge, looks_ahead=looks_ahead)
        if better is None:
            refused.update(dict.fromkeys(fixes))
        else:
            stage = better
    return stage, tuple(refused)


def _better(stage: _Stage, fixes: list[Fix], judge: Judge, *, looks_ahead: bool) -> _Stage | None:
    for some in (fixes, *([fix] for fix in fixes)):
        trial = stage.after(some, judge)
        if trial.is_no_worse_than(stage):
            return trial
    for fix in fixes if looks_ahead else ():
        trial, _ = _rounds(stage.after([fix], judge), judge, looks_ahead=False)
        if trial.is_no_worse_than(stage):
            return trial
    return None


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
