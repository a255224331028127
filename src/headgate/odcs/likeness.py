"""The known word that a wrong one most likely meant."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_CUTOFF: Final = 0.75
_MAX_WORDS: Final = 500
_MAX_LETTERS: Final = 100


def nearest(word: str, known: Iterable[str]) -> str:
    """The most similar of the `known` words, or nothing when none is near."""
    # Only a wrong word needs it, and it loads slowly.
    from difflib import get_close_matches  # noqa: PLC0415

    if len(word) > _MAX_LETTERS:
        return ""
    words = [name for name, _ in zip(known, range(_MAX_WORDS), strict=False)]
    return next(iter(get_close_matches(word, words, n=1, cutoff=_CUTOFF)), "")
