"""What reading a foreign schema gives: a record in the model's terms, its limits, and what had to be left behind."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from headgate.model import Field, FieldPath, Scalar

DEEPEST: Final = 28
"""Objects within objects, so that a contract is within what its own reader takes."""
MOST_FIELDS: Final = 10_000
TOO_DEEP: Final = f"types are nested too deeply; a contract has {DEEPEST} levels at most"


class SourceError(ValueError):
    """A text that no contract can be made of; the message says where and why, and what to do."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One `logicalTypeOptions` key of a field: a bound, a length, a pattern."""

    path: FieldPath
    key: str
    value: Scalar


@dataclass(frozen=True, slots=True)
class Allowed:
    """The only values of a field that is not text: a rule beside the type."""

    path: FieldPath
    values: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class Lost:
    """One thing of the source that the contract does not say; `left_out` when that is a whole field."""

    path: FieldPath
    what: str
    left_out: bool = False

    def __str__(self) -> str:
        where = f"{'.'.join(self.path)}: " if self.path else ""
        return f"{where}{'left out: ' if self.left_out else ''}{self.what}"


@dataclass(frozen=True, slots=True)
class Imported:
    """A record as the source has it; `space` is its namespace or package."""

    name: str
    fields: tuple[Field, ...]
    doc: str = ""
    space: str = ""
    limits: tuple[Limit, ...] = ()
    allowed: tuple[Allowed, ...] = ()
    losses: tuple[Lost, ...] = ()


@dataclass(slots=True)
class Notes:
    """What a reader collects on its way: losses and limits, in the order in which they are met."""

    losses: list[Lost] = field(default_factory=list)
    limits: list[Limit] = field(default_factory=list)
    allowed: list[Allowed] = field(default_factory=list)
    fields: int = 0

    def meet(self, path: FieldPath) -> None:
        """Counts a field before it is read; raises `SourceError` for more, or deeper ones, than a contract has.

        A type is written out wherever it is used, so a short schema can stand for millions of fields.
        """
        self.fields += 1
        if len(path) > DEEPEST:
            raise SourceError(f"`{'.'.join(path[:3])}…`: {TOO_DEEP}")
        if self.fields > MOST_FIELDS:
            raise SourceError(
                f"with each type written out there are over {MOST_FIELDS} fields; split the record"
            )

    def lose(self, path: FieldPath, what: str) -> None:
        """Notes a part of a field that the contract does not say."""
        self.losses.append(Lost(path, what))

    def leave_out(self, path: FieldPath, what: str) -> None:
        """Notes a field that the contract does not have."""
        self.losses.append(Lost(path, what, left_out=True))

    def limit(self, path: FieldPath, key: str, value: Scalar) -> None:
        """Notes a limit of a field."""
        self.limits.append(Limit(path, key, value))
