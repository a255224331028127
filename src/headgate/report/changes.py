"""What changed in contracts, for people: each change a line, where it is, where it was, whom it hits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from headgate.lint import ChangeNote, Comparison
from headgate.report import held as past
from headgate.report.excerpt import printable

WIDEST = max(map(len, past.VERDICTS))


def render(comparisons: Sequence[Comparison]) -> str:
    """All comparisons, an empty line between two."""
    return "\n".join("\n".join(_block(held)) + "\n" for held in comparisons)


def _block(held: Comparison) -> Iterator[str]:
    yield printable(f"{past.versions(held)}, held against {held.source}")
    if past.verdict(held) == past.NEW:
        yield "new: there is no earlier version"
        return
    for change in sorted(held.changes, key=lambda change: past.VERDICTS.index(change.verdict)):
        yield printable(f"{change.verdict:{WIDEST}}  {change.sentence}")
        yield printable(" " * (WIDEST + 2) + "; ".join(_facts(change)))
    yield _outcome(held)


def _facts(change: ChangeNote) -> Iterator[str]:
    yield str(change.place) + (f", earlier {change.earlier}" if change.earlier is not None else "")
    if change.consumers:
        yield "read by " + past.enumerated([f"`{name}`" for name in change.consumers])


def _outcome(held: Comparison) -> str:
    demand = past.demand(held)
    if not held.changes:
        return f"no changes{demand and f': {demand}'}"
    declared = "as declared" if held.declared == held.required else f"{held.declared} covers it"
    return f"{past.counted(held)}: {demand}" + ("" if "too low" in demand else f", {declared}")
