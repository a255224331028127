"""How a contract that was held against its past is told: its verdict, its readers, its versions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from headgate.lint import Comparison

VERDICTS: Final = ("breaking", "additive", "internal")
"""The gravest first."""
UNCHANGED: Final = "unchanged"
NEW: Final = "new"
GRAVITY: Final = (*VERDICTS, NEW, UNCHANGED)


def verdict(held: Comparison) -> str:
    """The gravest verdict of the changes; `new` without a past, `unchanged` without changes."""
    if not held.earlier and not held.versions:
        return NEW
    told = {change.verdict for change in held.changes}
    return next((one for one in VERDICTS if one in told), UNCHANGED)


def counted(held: Comparison) -> str:
    """`1 breaking and 2 additive changes`."""
    counts = Counter(change.verdict for change in held.changes)
    told = [(counts[one], one) for one in VERDICTS if counts[one]]
    if not told:
        return UNCHANGED
    noun = "change" if told[-1][0] == 1 else "changes"
    return f"{enumerated([f'{count} {one}' for count, one in told])} {noun}"


def readers(held: Sequence[Comparison], *, only: str = "") -> tuple[str, ...]:
    """The consumers that the changes touch, each once; `only` those of one verdict."""
    changes = (change for one in held for change in one.changes if only in ("", change.verdict))
    return tuple(dict.fromkeys(name for change in changes for name in change.consumers))


def versions(held: Comparison) -> str:
    """`orders 2.0.0 -> 2.1.0`."""
    moved = held.earlier and held.earlier != held.declared
    return (
        f"{held.contract} {held.earlier} -> {held.declared}" if moved else f"{held.contract} {held.declared}"
    )


def source(held: Comparison) -> str:
    """`git origin/main at 3f2a1c9: 4 versions`."""
    noun = "version" if held.versions == 1 else "versions"
    return f"{held.source}: {held.versions} {noun}"


def demand(held: Comparison) -> str:
    """`requires 3.0.0`, and whether the declared version is lower; empty when nothing is required."""
    if not held.is_covered:
        return f"requires {held.required}, {held.declared} is too low"
    return f"requires {held.required}" if held.required and held.changes else ""


def enumerated(words: Sequence[str]) -> str:
    """`a, b and c`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
