"""A finding that somebody answers for until a day: suppressed in the contract, or waived beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from headgate.diagnostics import Finding, Place


class ExemptionKind(Enum):
    """Where it is written: in the contract's own `headgate` property, or in the file of waivers."""

    SUPPRESSION = "suppression"
    WAIVER = "waiver"


@dataclass(frozen=True, slots=True)
class Exemption:
    """One rule that may be broken in one place, and who says so.

    `place` is where it is written. It covers what `contract`, `path` (a pattern), `field` (dotted names) and
    `pointer` all allow; an empty one allows everything.
    """

    kind: ExemptionKind
    rule: str
    reason: str
    owner: str
    until: date
    place: Place
    contract: str = ""
    path: str = ""
    field: str = ""
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that does not count, and the exemption that covers it."""

    finding: Finding
    by: Exemption
