"""What could not be run, each rule and reason once for all files."""

from __future__ import annotations

from dataclasses import dataclass

from headgate.lint import Report


@dataclass(frozen=True, slots=True)
class Absence:
    """A rule (empty: all rules) that was not run on `paths`, and why."""

    rule: str
    reason: str
    paths: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """`not run: schema/field-removed: needs an earlier version of the contract`."""
        if self.rule:
            return f"not run: {self.rule}: {self.reason}"
        return f"rules not run: {self.reason}"


def absences(report: Report) -> tuple[Absence, ...]:
    """What was not run, in the report's order; a file that no rule could be run on stands alone."""
    paths: dict[tuple[str, str, str], dict[str, None]] = {}
    for absent in report.not_run:
        alone = "" if absent.rule else absent.path
        paths.setdefault((absent.rule, absent.reason, alone), {})[absent.path] = None
    return tuple(Absence(rule, reason, tuple(some)) for (rule, reason, _), some in paths.items())
