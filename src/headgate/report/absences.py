"""What could not be run, told once for all rules and files that one reason holds for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from headgate.lint import Report

NAMED: Final = 3
"""So many rules or files are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Absence:
    """Rules (none: all of them) that were not run on `paths`, and why; `everywhere` when these are all files."""

    rules: tuple[str, ...]
    reason: str
    paths: tuple[str, ...]
    everywhere: bool

    @property
    def sentence(self) -> str:
        """`not run: schema/field-removed: needs an earlier version of the contract`."""
        if not self.rules:
            return f"{self.paths[0]}: rules not run: {self.reason}"
        where = "" if self.everywhere else f" (on {some(self.paths)})"
        return f"not run: {some(self.rules)}: {self.reason}{where}"


def absences(report: Report) -> tuple[Absence, ...]:
    """What was not run, in the report's order; a file that no rule could be run on stands alone."""
    rules: dict[tuple[str, str], dict[str, None]] = {}
    for absent in report.not_run:
        rules.setdefault((absent.path, absent.reason), {})[absent.rule] = None
    paths: dict[tuple[tuple[str, ...], str, str], list[str]] = {}
    for (path, reason), names in rules.items():
        whole = path if "" in names else ""
        paths.setdefault((() if whole else tuple(names), reason, whole), []).append(path)
    files = set(report.sources)
    return tuple(
        Absence(names, reason, tuple(where), files <= set(where))
        for (names, reason, _), where in paths.items()
    )


def some(names: Sequence[str]) -> str:
    """`a, b, c and 4 more`."""
    more = [f"{len(names) - NAMED} more"] if len(names) > NAMED else []
    shown = [*names[:NAMED], *more]
    return " and ".join(filter(None, (", ".join(shown[:-1]), *shown[-1:])))
