"""The books against the generator's ground truth: each label's records must lie where the contract sends them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final, assert_never

from headgate.connect.faults import SettingsError
from headgate.connect.truth import (
    CLEAN,
    DUPLICATE,
    LATE,
    OLD_VERSION,
    POISON,
    UNKNOWN_FIELD,
    VIOLATION,
    Truth,
)
from headgate.model import Action, Stream
from headgate.model.wire import Route
from headgate.ops.audit.books import Books
from headgate.ops.audit.offsets import NO_OFFSETS, Offsets, union

# Random bytes after a valid frame break the decoder wherever they happen to stop making sense; a cut record is
# malformed, or too short when nothing but the frame is left.
POISON_RULES: Final[Mapping[str, tuple[str, ...]]] = {
    "garbage": ("decode/malformed", "decode/trailing-bytes"),
    "truncated": ("decode/malformed", "decode/too-short"),
    "unknown-schema": ("decode/unknown-schema",),
    "bad-magic": ("decode/bad-magic",),
    "too-short": ("decode/too-short",),
    "null": ("decode/null-value",),
}


class Mark(Enum):
    """What the guard writes on a record, beside choosing its route."""

    NONE = "none"
    BROKEN = "broken"
    WARNED = "warned"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Expected:
    """Where a label's records belong: a route, and the mark they carry there; one of `rules` when it names some."""

    route: Route
    mark: Mark = Mark.NONE
    rules: tuple[str, ...] = ()

    def __str__(self) -> str:
        detail = "unknown fields named" if self.mark is Mark.UNKNOWN else " or ".join(self.rules)
        return f"{self.route.value}: {detail}" if detail else self.route.value


@dataclass(frozen=True, slots=True)
class Line:
    """One label: how many were injected, and which of them lie where they belong, elsewhere, or nowhere."""

    label: str
    expected: Expected
    injected: Offsets
    found: Offsets
    misplaced: Mapping[Route, Offsets]
    absent: Offsets

    @property
    def right(self) -> bool:
        """All of them are found."""
        return len(self.found) == len(self.injected)


def compare(truth: Truth, stream: Stream, books: Books) -> tuple[Line, ...]:
    """One line a label of the truth, in its order; a label without offsets (only counted) is left out."""
    labels = {label: Offsets(dict(by_partition)) for label, by_partition in truth.offsets.items()}
    return tuple(
        _line(label, injected, belongs(label, stream), books) for label, injected in sorted(labels.items())
    )


def unforeseen(truth: Truth, books: Books) -> Offsets:
    """Records of the window that the generator does not know of: somebody else wrote into the topic."""
    known = union(Offsets(dict(by_partition)) for by_partition in truth.offsets.values())
    window = books.window
    return books.readable.starting(window.start).below(window.end) - known


def _line(label: str, injected: Offsets, expected: Expected, books: Books) -> Line:
    found = injected & _place(expected, books)
    astray = injected - found
    misplaced = {
        route: lost for route, entries in books.outputs.items() if (lost := astray & entries.offsets)
    }
    return Line(label, expected, injected, found, misplaced, astray - union(misplaced.values()))


def _place(expected: Expected, books: Books) -> Offsets:
    entries = books.outputs[expected.route].offsets
    match expected.mark:
        case Mark.NONE:
            return entries
        case Mark.UNKNOWN:
            return entries & books.unknown
        case Mark.BROKEN:
            return entries & _any_of(expected.rules, books.dead_letters)
        case Mark.WARNED:
            return entries & _any_of(expected.rules, books.warnings)
        case _:
            assert_never(expected.mark)


def _any_of(rules: tuple[str, ...], by_rule: Mapping[str, Offsets]) -> Offsets:
    return union(by_rule.get(rule, NO_OFFSETS) for rule in rules)


PLAIN: Final[Mapping[str, Expected]] = {
    CLEAN: Expected(Route.CLEAN),
    OLD_VERSION: Expected(Route.CLEAN),
    UNKNOWN_FIELD: Expected(Route.CLEAN, Mark.UNKNOWN),
    DUPLICATE: Expected(Route.DUPLICATES),
    LATE: Expected(Route.LATE),
}


def belongs(label: str, stream: Stream) -> Expected:
    """Where the guard must send the records of `label`; raises `SettingsError` for an unknown one."""
    kind, _, detail = label.partition(":")
    if kind in PLAIN:
        return PLAIN[kind]
    if kind == POISON and detail in POISON_RULES:
        return Expected(Route.DLQ, Mark.BROKEN, POISON_RULES[detail])
    if kind == VIOLATION:
        actions = {expectation.name: expectation.action for expectation in stream.expectations}
        warned = actions.get(detail) is Action.WARN
        return Expected(*((Route.CLEAN, Mark.WARNED) if warned else (Route.DLQ, Mark.BROKEN)), (detail,))
    remedy = "give a file that this version of `headgate traffic --truth` wrote"
    raise SettingsError(f"the ground truth has an unknown label `{label}`", remedy)
