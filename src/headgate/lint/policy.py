"""What a team's policy says: how much each rule weighs, and where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import Final, TypeAlias

from headgate.diagnostics import Finding, Severity


class Profile(Enum):
    """How strictly findings are taken where no rule is named."""

    TRIAL = "trial"
    STANDARD = "standard"
    STRICT = "strict"


class Grade(Enum):
    """What a policy makes of a rule."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    OFF = "off"


_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
PROFILES: Final = MappingProxyType(
    {
        Profile.TRIAL: MappingProxyType({_ERROR: _WARNING, _WARNING: _WARNING, _NOTE: _NOTE}),
        Profile.STANDARD: MappingProxyType({_ERROR: _ERROR, _WARNING: _WARNING, _NOTE: _NOTE}),
        Profile.STRICT: MappingProxyType({_ERROR: _ERROR, _WARNING: _ERROR, _NOTE: _WARNING}),
    }
)
"""What each profile makes of the severity that a rule is written with."""

Grades: TypeAlias = tuple[tuple[str, Grade], ...]
"""Grades by rule or area, in the order they are written."""


@dataclass(frozen=True, slots=True)
class PathPolicy:
    """What holds for the files that `match` (a pattern from the root: `contracts/legacy/**`) names."""

    match: str
    grades: Grades = ()
    profile: Profile | None = None

    def covers(self, home: str) -> bool:
        """Whether a path from the root is one of them."""
        return path_matches(self.match, home)


@dataclass(frozen=True, slots=True)
class Law:
    """The policy in force.

    `verdicts` regrades kinds of changes, `registry_parity` leaves the own rules beyond the registry's verdict out,
    `history` is what `--against` is when it is not given.
    """

    profile: Profile = Profile.STANDARD
    grades: Grades = ()
    paths: tuple[PathPolicy, ...] = ()
    verdicts: tuple[tuple[str, str], ...] = ()
    registry_parity: bool = False
    history: str = ""
    fail_on: Severity = Severity.ERROR

    def weigh(self, finding: Finding, home: str) -> Severity | None:
        """The severity of a finding in the file `home`; None when its rule is off there."""
        grade = self.grade(finding.rule, home)
        if grade is None:
            return PROFILES[self._profile(home)][finding.severity]
        return None if grade is Grade.OFF else Severity(grade.value)

    def is_off(self, rule: str, home: str) -> bool:
        """Whether the rule is taken out for the file `home`."""
        return self.grade(rule, home) is Grade.OFF

    def grade(self, rule: str, home: str) -> Grade | None:
        """What is written of the rule: nearest first, and a rule's own line before its area's."""
        covering = [path.grades for path in reversed(self.paths) if path.covers(home)]
        for grades in (*covering, self.grades):
            written = dict(grades)
            found = written.get(rule, written.get(rule.split("/", 1)[0]))
            if found is not None:
                return found
        return None

    def _profile(self, home: str) -> Profile:
        covering = (path.profile for path in reversed(self.paths) if path.covers(home))
        return next((profile for profile in covering if profile is not None), self.profile)


def path_matches(pattern: str, home: str) -> bool:
    """Whether the path is the pattern's, or lies in a folder that is.

    `*` and `?` stay inside a folder's name, `**` reaches over folders.
    """
    return _compiled(pattern.removeprefix("./").strip("/")).fullmatch(home) is not None


_GLOB: Final = re.compile(r"\*\*/|\*\*|\*|\?|[^*?]+")
_SPELLED: Final = MappingProxyType({"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"})


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    parts = (_SPELLED.get(part, re.escape(part)) for part in _GLOB.findall(pattern))
    return re.compile(f"{''.join(parts)}(?:/.*)?", re.DOTALL)
