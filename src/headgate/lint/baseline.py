"""Findings that were there when a team began: known by what they say and of what, not by their lines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from headgate.diagnostics import Finding, Place, Position, Span
from headgate.lint import policy_offences as offences
from headgate.lint.naming import named_pointer

SHAPE: Final = 1
_MADE: Final = "headgate lint --write-baseline"


class BaselineError(Exception):
    """A baseline that is not of the form; the message says why."""


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A finding as it is known again: its rule, the contract's id, the node by names, and what it says."""

    contract: str
    rule: str
    at: str
    title: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """The entries, the same one as often as it was found; `source` is the text they were read from."""

    path: str
    entries: tuple[Entry, ...] = ()
    source: str = ""

    @property
    def text(self) -> dict[str, str]:
        """The text by path, for a report to point into."""
        return {self.path: self.source}

    def counted(self) -> Counter[Entry]:
        """How often each one is known."""
        return Counter(self.entries)

    def outdated(self, gone: Sequence[Entry]) -> tuple[Finding, ...]:
        """One finding that some entries occur no longer; none when none do."""
        if not gone:
            return ()
        first = min(gone)
        number = next(
            (number for number, line in enumerate(self.source.splitlines(), 1) if _line(first) in line), 1
        )
        place = Place(self.path, Span(Position(number, 1), Position(number, 1)))
        entries = "1 entry" if len(gone) == 1 else f"{len(gone)} entries"
        occur = "occurs" if len(gone) == 1 else "occur"
        return (offences.GONE.at(place, entries=entries, occur=occur, path=self.path, first=first.title),)


def entry_of(finding: Finding, contract: str, document: object) -> Entry:
    """What is kept of a finding in a contract with that document."""
    return Entry(contract, finding.rule, named_pointer(document, finding.place.pointer), finding.title)


def read_baseline(text: str, path: str) -> Baseline:
    """The baseline in a text; BaselineError when it is none."""
    try:
        value = json.loads(text)
    except ValueError as error:
        raise BaselineError(f"`{path}` is not JSON: {error}") from error
    listed = value.get("findings") if isinstance(value, dict) else None
    if not isinstance(listed, list) or value.get("shape") != SHAPE:
        raise BaselineError(f"`{path}` is no baseline of shape {SHAPE}: write one with `--write-baseline`")
    return Baseline(path, tuple(_entry(item, path, number) for number, item in enumerate(listed, 1)), text)


def spelled(baseline: Baseline) -> str:
    """The text of a baseline: sorted, one line an entry, so that differences are easy to read."""
    lines = ",\n".join(f"    {_line(entry)}" for entry in sorted(baseline.entries))
    listed = f"[\n{lines}\n  ]" if lines else "[]"
    return f'{{\n  "shape": {SHAPE},\n  "made_by": {json.dumps(_MADE)},\n  "findings": {listed}\n}}\n'


def _line(entry: Entry) -> str:
    fields = {"contract": entry.contract, "rule": entry.rule, "at": entry.at, "title": entry.title}
    return json.dumps(fields, ensure_ascii=False)


def _entry(item: object, path: str, number: int) -> Entry:
    words = [
        item.get(name) if isinstance(item, dict) else None for name in ("contract", "rule", "at", "title")
    ]
    texts = [word for word in words if isinstance(word, str)]
    if len(texts) != len(words):
        raise BaselineError(f"`{path}`: entry {number} lacks contract, rule, at or title")
    contract, rule, at, title = texts
    return Entry(contract, rule, at, title)
