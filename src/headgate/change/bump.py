"""The version that changes ask for, by Semantic Versioning."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Final, assert_never

from headgate.change.kinds import Change
from headgate.change.table import table
from headgate.change.verdict import AS_WRITTEN, Regrades, Verdict
from headgate.model import SemVer


class Bump(Enum):
    """Which number of a version goes up."""

    MAJOR = "major"
    MINOR = "minor"
    PATCH = "patch"
    NONE = "none"

    @property
    def rank(self) -> int:
        """0 for the greatest."""
        return list(Bump).index(self)


_BUMPS: Final = {Verdict.BREAKING: Bump.MAJOR, Verdict.ADDITIVE: Bump.MINOR, Verdict.INTERNAL: Bump.PATCH}


def verdict_of(change: Change, regrades: Regrades = AS_WRITTEN) -> Verdict:
    """The verdict of the table, or the policy's own."""
    row = table()[type(change)]
    return regrades.get(row.name, row.verdict)


def required_bump(changes: Iterable[Change], regrades: Regrades = AS_WRITTEN) -> Bump:
    """What the gravest of the changes asks for; nothing without a change."""
    bumps = (_BUMPS[verdict_of(change, regrades)] for change in changes)
    return min(bumps, key=lambda bump: bump.rank, default=Bump.NONE)


def required_version(old: SemVer, changes: Iterable[Change], regrades: Regrades = AS_WRITTEN) -> SemVer:
    """The least version that covers the changes since `old`.

    Below 1.0.0 the numbers stand one place to the right: a breaking change raises the minor, all else the patch.
    A pre-release promises nothing, so that any change of it asks for no more than the next pre-release.
    """
    bump = required_bump(changes, regrades)
    if bump is Bump.NONE:
        return old
    return _next_pre(old) if old.pre else _raised(old, bump)


def covers(declared: SemVer, required: SemVer) -> bool:
    """Whether the declared version is as much as the required one; a pre-release of it is (`2.0.0-rc.1` for 2.0.0)."""
    if required.pre:
        return declared.precedence >= required.precedence
    return _numbers(declared) >= _numbers(required)


def _raised(old: SemVer, bump: Bump) -> SemVer:
    is_started = old.major > 0
    match bump:
        case Bump.MAJOR:
            return SemVer(old.major + 1, 0, 0) if is_started else SemVer(0, old.minor + 1, 0)
        case Bump.MINOR:
            return SemVer(old.major, old.minor + 1, 0) if is_started else SemVer(0, old.minor, old.patch + 1)
        case Bump.PATCH:
            return SemVer(old.major, old.minor, old.patch + 1)
        case Bump.NONE:
            return old
        case _:
            assert_never(bump)


def _next_pre(old: SemVer) -> SemVer:
    *head, last = old.pre.split(".")
    following = [*head, str(int(last) + 1)] if _is_number(last) else [*head, last, "1"]
    return SemVer(old.major, old.minor, old.patch, ".".join(following))


def _numbers(version: SemVer) -> tuple[int, int, int]:
    return version.major, version.minor, version.patch


def _is_number(part: str) -> bool:
    return part.isascii() and part.isdecimal()
