"""What a change means to whom; the table of verdicts is in `table`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Final, TypeAlias

from headgate.change.kinds import Change


class Direction(Enum):
    """Whether the new contract promises more of the stream, or less."""

    TIGHTENS = "tightens"
    LOOSENS = "loosens"
    BOTH = "both"

    @property
    def mirrored(self) -> Direction:
        """The direction of the change back."""
        return _MIRRORED.get(self, self)


_MIRRORED: Final = {Direction.TIGHTENS: Direction.LOOSENS, Direction.LOOSENS: Direction.TIGHTENS}


class Perspective(Enum):
    """Who has to look at the change."""

    PRODUCER = "producer"
    CONSUMER = "consumer"
    BOTH = "both"


class Verdict(Enum):
    """What whoever goes by the earlier version meets: something broken, something more, or nothing."""

    BREAKING = "breaking"
    ADDITIVE = "additive"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: a kind of change, its verdict, its sentence, and where in a contract it is written.

    `area` is where its rule is, when it is breaking. `keys` lead from the changed node to what is written, by way of
    its `headgate` property where there is one.
    """

    kind: type[Change]
    direction: Direction
    perspective: Perspective
    verdict: Verdict
    area: str
    keys: tuple[str, ...]
    sentence: str

    @property
    def name(self) -> str:
        """`field-removed`."""
        return kind_name(self.kind)


Regrades: TypeAlias = Mapping[str, Verdict]
"""A policy's own verdicts, by the name of the kind."""
AS_WRITTEN: Final[Regrades] = MappingProxyType({})


def kind_name(kind: type[Change]) -> str:
    """`FieldRemoved` is `field-removed`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__).lower()
