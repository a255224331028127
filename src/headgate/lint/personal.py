"""Which classifications say that a value is about a person."""

from __future__ import annotations

import re
from typing import Final

from headgate.model import Field

WORDS: Final = frozenset(
    {"confidential", "gdpr", "personal", "phi", "pci", "pii", "restricted", "sensitive", "spi"}
)
"""ODCS leaves `classification` open; these are the words that public contracts use for personal data."""


def is_personal(field: Field) -> bool:
    """Whether the field's classification has one of the words (`PII - restricted`, `sensitive_personal`)."""
    return bool(WORDS & set(re.findall(r"[a-z]+", field.classification.lower())))
