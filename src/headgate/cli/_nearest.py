"""What a user may have meant by a name that is not known."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches


def nearest(name: str, known: Collection[str]) -> str:
    """What completes the sentence: the near names, or where to look when nothing is near."""
    near = get_close_matches(name, known, n=3, cutoff=0.6)
    if near:
        return "; did you mean " + " or ".join(f"`{one}`" for one in near) + "?"
    return "; `headgate explain` lists them all"
