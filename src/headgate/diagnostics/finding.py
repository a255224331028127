"""A finding: what is wrong, where, since what, why, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from headgate.diagnostics.span import Place, Span


class Severity(Enum):
    """How much a finding weighs; `ERROR` alone makes a command exit 1 by default."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that explains the first: the earlier version, the twin, the cause."""

    label: str
    place: Place
    note: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """The characters of `span` become `text`; an empty span inserts."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A mechanical remedy: edits of the finding's file that do not overlap, and what they do, verb first."""

    description: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to tell the author of a contract.

    The order of the fields is the order of the rendered message: what, where, since what, why, do.
    """

    rule: str
    severity: Severity
    title: str
    place: Place
    label: str = ""
    related: tuple[Related, ...] = ()
    why: str = ""
    remedy: str = ""
    fix: Fix | None = None
