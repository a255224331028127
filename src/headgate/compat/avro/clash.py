"""What a comparison finds, before it is put into words: most of it is found in branches that nobody asks about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from headgate.compat.avro.nodes import Node

Location = tuple["Location", str | int] | None
"""The way to a place in the reader schema, last step outermost; None is the root.

A number is a field or a branch of the reader. Java also counts the writer's branches: those are text, as keys are.
"""


DEEPEST: Final = 1000
"""How many types may lead one to the next: beyond it are rings that somebody thought up, and their product has no end."""
TOO_DEEP: Final = "the schemas are nested too deeply to be compared"


class ClashType(Enum):
    """The incompatibility types of Apache Avro Java; the last is its exception, which has no type there."""

    NAME_MISMATCH = "NAME_MISMATCH"
    FIXED_SIZE_MISMATCH = "FIXED_SIZE_MISMATCH"
    MISSING_ENUM_SYMBOLS = "MISSING_ENUM_SYMBOLS"
    READER_FIELD_MISSING_DEFAULT_VALUE = "READER_FIELD_MISSING_DEFAULT_VALUE"
    TYPE_MISMATCH = "TYPE_MISMATCH"
    MISSING_UNION_BRANCH = "MISSING_UNION_BRANCH"
    AMBIGUOUS_READER_FIELD = "AMBIGUOUS_READER_FIELD"


@dataclass(frozen=True, slots=True, eq=False)
class Clash:
    """A reader node that cannot read what a writer node stands for.

    `names` are the symbols or fields that it is about, `causes` why the branch that comes nearest does not serve.
    Two are the same only when found as one, so that a type in many places does not multiply what is found in it.
    """

    type: ClashType
    location: Location
    reader: Node
    writer: Node
    names: tuple[str, ...] = ()
    causes: tuple[Clash, ...] = ()


Clashes = tuple[Clash, ...]


class AmbiguousFieldError(Exception):
    """A reader field that its name and aliases find more than once in the writer's record: Java gives up there."""

    def __init__(self, clash: Clash) -> None:
        super().__init__(clash.type.value)
        self.clash = clash


def steps(location: Location) -> tuple[str | int, ...]:
    """The location's steps from the root on."""
    found: list[str | int] = []
    while location is not None:
        location, step = location
        found.append(step)
    return tuple(reversed(found))
