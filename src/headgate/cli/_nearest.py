"""What a user may have meant by a name that is not known."""

from __future__ import annotations

from collections.abc import Collection


def nearest(name: str, known: Collection[str]) -> str:
    """What completes the sentence: the near names, or where to look when nothing is near."""
    # Only a wrong name needs it, and it loads slowly.
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=2, cutoff=0.6)
    if near:
        return "; did you mean " + " or ".join(f"`{one}`" for one in near) + "?"
    return "; `headgate explain` lists them all"
