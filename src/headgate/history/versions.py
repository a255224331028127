"""What the past of a contract is: its earlier versions, where they were found, and what could not be found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


class HistoryError(Exception):
    """`message` says what is wrong, `remedy` starts with a verb and says what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}; {self.remedy}"


class UnknownSourceError(HistoryError):
    """What was named as the past is no such thing: the command is not understood (exit 2)."""


class NoHistoryError(HistoryError):
    """The past cannot be read here (no repository, a shallow clone, no git): what needs it is not run."""


@dataclass(frozen=True, slots=True)
class Version:
    """One earlier version of a contract's file.

    `label` is how people call it (`3f2a1c9 of 2026-01-31`), `path` opens it (`git show 3f2a1c9:orders.yaml`).
    """

    label: str
    path: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class History:
    """The earlier versions of one contract, oldest first; the last is the one that the file follows.

    None of them for a new contract. `source` says where they were found.
    """

    source: str
    versions: tuple[Version, ...] = ()

    @property
    def last(self) -> Version | None:
        """The version that the file follows."""
        return self.versions[-1] if self.versions else None


@dataclass(frozen=True, slots=True)
class Gone:
    """A contract that is no longer in its file at `path`, seen from here: its id and its last version."""

    path: str
    identity: str
    version: Version


@dataclass(frozen=True, slots=True)
class Past:
    """The histories of many files by their path as given, and what went wrong on the way.

    `gone` are contracts that the source has and the given paths no longer do. `untold` says why some versions are
    not here, by the file it concerns (empty: all of them).
    """

    histories: Mapping[str, History] = field(default_factory=dict)
    gone: tuple[Gone, ...] = ()
    untold: tuple[tuple[str, str], ...] = ()
