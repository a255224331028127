"""What happens to a personal value before it leaves the raw topic."""

from __future__ import annotations

from enum import Enum


class Privacy(Enum):
    """A treatment, from the most useful downstream to the least."""

    TOKENIZE = "tokenize"
    MASK = "mask"
    ENCRYPT = "encrypt"
    DROP = "drop"
