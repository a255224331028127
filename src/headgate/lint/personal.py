"""Which classifications say that a value is about a person."""

from __future__ import annotations

import re
from typing import Final

from headgate.model import Field

WORDS: Final = frozenset(
    {"confidential", "gdpr", "personal", "phi", "pci", "pii", "restricted", "sensitive", "spi"}
)
"""ODCS leaves `classification` open; these are the words that public contracts use for personal data."""


_NEGATIONS: Final = frozenset({"no", "non", "not"})


def is_personal(field: Field) -> bool:
    """Whether the field's classification has one of the words (`PII - restricted`, but not `non-PII`)."""
    words = re.findall(r"[a-z]+", field.classification.lower())
    said = zip(words, ["", *words], strict=False)
    return any(word in WORDS and before not in _NEGATIONS for word, before in said)
