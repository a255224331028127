"""What a comparison of wire schemas gives: a verdict with every reason, in the registry's own terms."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Protocol


class SchemaTextError(ValueError):
    """A text that is no schema of its format: a fault of whoever gave it; the message says where and why."""


class Direction(Enum):
    """Who reads whom: a new reader old records (backward), or an old reader new records (forward)."""

    BACKWARD = "backward"
    FORWARD = "forward"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that a reader schema cannot do with what a writer schema wrote.

    `type` is the registry's name of it (`READER_FIELD_MISSING_DEFAULT_VALUE`), `path` the place in the reader
    schema as that registry spells it, `sentence` what it means.
    """

    type: str
    path: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Reason:
    """A difference, and which old version it is a difference to: an index into the history, oldest first."""

    type: str
    path: str
    sentence: str
    version: int
    direction: Direction


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the registry would take the new schema, and every reason why not."""

    compatible: bool
    reasons: tuple[Reason, ...] = ()


class Checker(Protocol):
    """One wire format's comparison. Parsed schemas are whatever the format makes of a text, frozen."""

    def parse(self, text: str) -> object:
        """The schema; `SchemaTextError` when the text is none."""

    def differences(self, reader: object, writer: object) -> tuple[Difference, ...]:
        """What stops `reader` from reading what `writer` wrote; none when nothing does."""

    def hazards(self, new: object, old: object) -> tuple[Difference, ...]:
        """What every mode of the registry lets pass and readers trip over all the same."""
