"""A contract: the streams a team promises, how good they will be, and who reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from headgate.model.objective import Objective
from headgate.model.stream import Stream

_NUMBER = "(0|[1-9][0-9]{0,17})"
_WORD = "[0-9A-Za-z-]{1,256}"
_NO_LEADING_ZERO = "(?!0[0-9]+(?![0-9A-Za-z-]))"
_PRE = rf"{_NO_LEADING_ZERO}{_WORD}(?:\.{_NO_LEADING_ZERO}{_WORD})*"
_BUILD = rf"{_WORD}(?:\.{_WORD})*"
_SEMVER = re.compile(rf"v?{_NUMBER}\.{_NUMBER}\.{_NUMBER}(?:-({_PRE}))?(?:\+{_BUILD})?")


@dataclass(frozen=True, slots=True)
class SemVer:
    """A semantic version; build metadata is not kept, a pre-release is text."""

    major: int
    minor: int
    patch: int
    pre: str = ""

    @classmethod
    def parse(cls, text: str) -> SemVer | None:
        """The version `text` spells (a leading `v` is allowed), or None."""
        match = _SEMVER.fullmatch(text)
        if match is None:
            return None
        major, minor, patch, pre = match.groups()
        return cls(int(major), int(minor), int(patch), pre or "")

    @property
    def precedence(self) -> tuple[object, ...]:
        """Semantic Versioning 2.0.0, §11: a pre-release before its version, numbers before words, fewer parts first."""
        parts = tuple(_ranked(part) for part in self.pre.split(".") if self.pre)
        return (self.major, self.minor, self.patch, not self.pre, parts)

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}" + (f"-{self.pre}" if self.pre else "")


def _ranked(part: str) -> tuple[int, int, str]:
    return (0, int(part), "") if part.isascii() and part.isdecimal() else (1, 0, part)


@dataclass(frozen=True, slots=True)
class Consumer:
    """Who reads a stream: pinned to a major version, and to the fields it selects (none means all)."""

    name: str
    major: int
    fields: tuple[str, ...] = ()
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Contract:
    """One ODCS file, read. Two contracts are equal exactly when they promise the same."""

    id: str
    name: str
    version: SemVer
    status: str
    streams: tuple[Stream, ...]
    domain: str = ""
    owner: str = ""
    purpose: str = ""
    objectives: tuple[Objective, ...] = ()
    consumers: tuple[Consumer, ...] = ()
