"""Walking a contract's value with its pointer at hand, and noting findings and origins on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from headgate.diagnostics import Finding, Place, Related
from headgate.model import FieldPath
from headgate.odcs.editing import Written
from headgate.odcs.mending import Mend, fix_of
from headgate.odcs.nodes import Json, pointer
from headgate.odcs.offence import Offence
from headgate.odcs.source import Locate, Origins


@dataclass(slots=True)
class Cursor:
    """A value of the document and its pointer; what is not there is None at the pointer it would have.

    Never changed; not frozen, since a gate makes a million of them and a frozen one takes twice the time to make.
    """

    value: Json
    pointer: str = ""

    def __getitem__(self, key: str) -> Cursor:
        below = self.value.get(key) if isinstance(self.value, dict) else None
        # A contract is read by some hundred of these, so the usual key is not escaped.
        plain = "/" not in key and "~" not in key
        return Cursor(below, f"{self.pointer}/{key}" if plain else self.pointer + pointer(key))

    def __contains__(self, key: str) -> bool:
        return isinstance(self.value, dict) and key in self.value

    def __bool__(self) -> bool:
        return self.value is not None

    def items(self) -> Iterator[Cursor]:
        """The entries of a list; none of anything else."""
        if isinstance(self.value, list):
            for index, item in enumerate(self.value):
                yield Cursor(item, f"{self.pointer}/{index}")

    def entries(self) -> Iterator[tuple[str, Cursor]]:
        """Keys and values of a mapping; none of anything else."""
        if isinstance(self.value, dict):
            for key, item in self.value.items():
                yield key, Cursor(item, self.pointer + pointer(key))

    @property
    def text(self) -> str:
        """The text, trimmed; empty when it is anything else."""
        return self.value.strip() if isinstance(self.value, str) else ""

    @property
    def truth(self) -> bool:
        """Whether it says `true`."""
        return self.value is True

    @property
    def whole(self) -> int | None:
        """The whole number, or None."""
        value = self.value
        if isinstance(value, bool):
            return None
        if isinstance(value, Decimal) and value == value.to_integral_value():
            return int(value)
        return value if isinstance(value, int) else None

    @property
    def exact(self) -> Decimal | None:
        """The number, or None."""
        value = self.value
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            return None
        return Decimal(value)

    @property
    def fraction(self) -> Fraction | None:
        """The number as a fraction, or None."""
        return None if self.exact is None else Fraction(self.exact)

    @property
    def written(self) -> str:
        """The value for a message: short, on one line."""
        return written(self.value)


def written(value: object) -> str:
    """A value as a message shows it: in backticks when it is a scalar, its kind otherwise."""
    match value:
        case None:
            return "nothing"
        case bool():
            return f"`{str(value).lower()}`"
        case list():
            return "a list"
        case dict():
            return "a mapping"
    text = " ".join(str(value).split())
    return f"`{text[:57]}...`" if len(text) > 60 else f"`{text}`"


@dataclass(slots=True)
class Ledger:
    """What is noted while one contract is read; a quiet one notes no findings, and saves the work for them."""

    path: str
    locate: Locate
    is_quiet: bool = False
    written: Written | None = None
    findings: list[Finding] = field(default_factory=list)
    streams: dict[str, str] = field(default_factory=dict)
    fields: dict[tuple[str, FieldPath], str] = field(default_factory=dict)
    expectations: dict[tuple[str, str], str] = field(default_factory=dict)
    objectives: dict[str, str] = field(default_factory=dict)

    def place(self, at: Cursor | str, *, key: bool = False) -> Place:
        """Where a cursor or a pointer stands in the text."""
        where = at if isinstance(at, str) else at.pointer
        return Place(self.path, self.locate(where, key), where)

    def tell(
        self,
        offence: Offence,
        at: Cursor,
        *,
        key: bool = False,
        related: tuple[Related, ...] = (),
        mend: Mend | None = None,
        **values: object,
    ) -> None:
        """Notes a finding at the value (or at its key); `mend` is what would meet it, where that is one plain edit."""
        if self.is_quiet:
            return
        fix = None if mend is None or self.written is None else fix_of(mend, self.written)
        self.findings.append(offence.at(self.place(at, key=key), related=related, fix=fix, **values))

    def origins(self) -> Origins:
        """The pointers noted so far."""
        return Origins(self.streams, self.fields, self.expectations, self.objectives)
