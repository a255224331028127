"""Privacy classes in order, as far as their words tell one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from headgate.change.field_kinds import ClassDropped, ClassLowered, ClassRaised, ClassReplaced
from headgate.change.kinds import Change
from headgate.model import Field, FieldPath

RANKS: Final = {
    **dict.fromkeys(("public", "open", "unclassified", "unrestricted"), 0),
    **dict.fromkeys(("internal", "private"), 1),
    "confidential": 2,
    **dict.fromkeys(("gdpr", "pci", "personal", "phi", "pii", "restricted", "sensitive", "spi"), 3),
    **dict.fromkeys(("secret",), 4),
}
"""ODCS leaves `classification` open; these are the words that public contracts use, the least strict first."""

_DENIALS: Final = frozenset(("no", "non", "not"))


def class_changes(old: Field, new: Field, stream: str, path: FieldPath) -> Iterator[Change]:
    """What became of a field's privacy class; capitals do not make another one."""
    before, after = old.classification, new.classification
    if before.lower() == after.lower():
        return
    if not after:
        yield ClassDropped(stream, path, before, after)
        return
    one, other = rank(before), rank(after)
    if not before or (one is not None and other is not None and one < other):
        yield ClassRaised(stream, path, before, after)
    elif one is not None and other is not None and one > other:
        yield ClassLowered(stream, path, before, after)
    else:
        yield ClassReplaced(stream, path, before, after)


def rank(classification: str) -> int | None:
    """How strict a class is, by its strictest word; None when it has no known word."""
    words = re.findall(r"[a-z]+", classification.lower())
    if _DENIALS.intersection(words):
        return None
    return max((RANKS[word] for word in words if word in RANKS), default=None)
