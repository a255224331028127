"""Where a change stands, in the contract and in the version before it, and what a rule tells of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, assert_never

from headgate.change import (
    AS_WRITTEN,
    Change,
    Lineage,
    Verdict,
    sentence_of,
    table,
    touched_consumers,
    verdict_of,
    words_of,
)
from headgate.change.field_kinds import FieldRemoved
from headgate.change.promise_kinds import (
    ExpectationAdded,
    ExpectationRemoved,
    ObjectiveAdded,
    ObjectiveRemoved,
)
from headgate.change.shapes import (
    ConsumerChange,
    ContractChange,
    ExpectationChange,
    FieldChange,
    ObjectiveChange,
    StreamChange,
)
from headgate.diagnostics import Finding, Message, Place, Related, Severity
from headgate.lint.comparison import ChangeNote, Comparison
from headgate.lint.context import Context
from headgate.lint.predecessor import Predecessor
from headgate.model import FieldPath
from headgate.odcs.source import Origins

MOST_READERS = 5
"""So many readers are named in a finding; the others are counted."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """A pointer, and whether it is the changed thing's own or that of what contains it."""

    pointer: str
    is_own: bool = True


def tell(message: Message, change: Change, context: Context, *, stood: str = "") -> Finding:
    """The message at the place of the change: since when, who reads it, and what is left to do.

    `stood` says what stood at the earlier place, with the placeholders of the change's sentence.
    """
    words = words_of(change)
    if context.before is not None:
        words["required"] = str(context.before.required)
    earlier = earlier_place(change, context)
    note = (stood or ("was {before}" if "before" in words else "")).format_map(words)
    since = () if earlier is None else (Related("earlier", earlier, note),)
    related = (*since, *_readers(change, context))
    place = place_of(change, context)
    found = message.at(place, rule="", severity=Severity.ERROR, related=related, fix=None, **words)
    return _covered(found, context) if context.before is not None and context.before.is_covered else found


def place_of(change: Change, base: Context) -> Place:
    """Where the change is written in the contract, or what contains it."""
    origins = base.source.origins
    spot = _spot(change, _unnamed(origins) if isinstance(change, _GONE) else origins, _SAME)
    keys = table()[type(change)].keys if spot.is_own else ()
    return replace(base, pointer=spot.pointer).written(*keys)


def earlier_place(change: Change, base: Context) -> Place | None:
    """Where the earlier version wrote it; None when it had nothing of the kind."""
    before = base.before
    if before is None:
        return None
    origins, lineage = before.source.origins, before.lineage
    if isinstance(change, _COME):
        origins = _unnamed(origins)
    if isinstance(change, _GONE):
        lineage = replace(lineage, rules={}, objectives={})
    spot = _spot(change, origins, lineage)
    if not spot.is_own:
        return None
    then = Context(before.contract, before.source, before.document, spot.pointer)
    return then.written(*table()[type(change)].keys)


def gravest(before: Predecessor) -> Change | None:
    """The first of the changes that ask for the greatest bump; None when nothing changed."""
    return min(
        before.changes,
        key=lambda change: list(Verdict).index(verdict_of(change, before.regrades)),
        default=None,
    )


def compared(base: Context, *, source: str, versions: int = 1) -> Comparison:
    """The contract and the version before it, as a report tells of them; `base` is the contract's own context."""
    before = base.before
    assert before is not None, "nothing to compare with"
    return Comparison(
        path=base.source.path,
        contract=base.contract.id,
        source=source,
        versions=versions,
        earlier=str(before.contract.version),
        declared=str(base.contract.version),
        required=str(before.required),
        changes=tuple(_note(change, base, before) for change in before.changes),
    )


def _note(change: Change, base: Context, before: Predecessor) -> ChangeNote:
    row = table()[type(change)]
    return ChangeNote(
        kind=row.name,
        verdict=verdict_of(change, before.regrades).value,
        direction=row.direction.value,
        perspective=row.perspective.value,
        sentence=sentence_of(change),
        place=place_of(change, base),
        consumers=tuple(
            consumer.name for consumer in touched_consumers(change, base.contract, before.regrades)
        ),
        earlier=earlier_place(change, base),
    )


def _readers(change: Change, context: Context) -> Iterator[Related]:
    regrades = AS_WRITTEN if context.before is None else context.before.regrades
    named = touched_consumers(change, context.contract, regrades)
    whole = replace(context, pointer="")
    for consumer in named[:MOST_READERS]:
        spot = str(context.contract.consumers.index(consumer))
        note = f"`{consumer.name}`, pinned to major {consumer.major}"
        yield Related("read by", whole.setting("consumers", spot, "name"), note)
    more = len(named) - MOST_READERS
    if more > 0:
        yield Related("read by", whole.setting("consumers"), f"and {more} more")


def _covered(found: Finding, context: Context) -> Finding:
    """The finding where the version says already that something broke: what is left is to tell the readers."""
    version = context.contract.version
    return replace(found, remedy=f"tell the readers before {version} is released: the version allows it")


_GONE: Final = (ExpectationRemoved, ObjectiveRemoved)
_COME: Final = (ExpectationAdded, ObjectiveAdded)


def _unnamed(origins: Origins) -> Origins:
    """The places without those of rules and objectives: what came may have the name of what was there before."""
    return replace(origins, expectations={}, objectives={})


def _spot(change: Change, origins: Origins, lineage: Lineage) -> _Spot:
    match change:
        case FieldChange():
            path = (
                change.path if isinstance(change, FieldRemoved) else lineage.path(change.stream, change.path)
            )
            return _field(origins, lineage.stream(change.stream), path)
        case ExpectationChange():
            return _expectation(change, origins, lineage)
        case StreamChange():
            return _stream(origins, lineage.stream(change.stream))
        case ObjectiveChange():
            pointer = origins.objectives.get(lineage.objectives.get(change.name, change.name))
            return _Spot("/slaProperties", is_own=False) if pointer is None else _Spot(pointer)
        case ContractChange() | ConsumerChange():
            return _Spot("")
        case _:
            assert_never(change)


def _stream(origins: Origins, stream: str) -> _Spot:
    pointer = origins.streams.get(stream)
    return _Spot("/schema", is_own=False) if pointer is None else _Spot(pointer)


def _field(origins: Origins, stream: str, path: FieldPath) -> _Spot:
    """The field, or the nearest one above it that is there."""
    for length in range(len(path), 0, -1):
        pointer = origins.fields.get((stream, path[:length]))
        if pointer is not None:
            return _Spot(pointer, is_own=length == len(path))
    return replace(_stream(origins, stream), is_own=not path)


def _expectation(change: ExpectationChange, origins: Origins, lineage: Lineage) -> _Spot:
    stream = lineage.stream(change.stream)
    pointer = origins.expectations.get((stream, lineage.rule(change.stream, change.name, change.fields)))
    if pointer is not None:
        return _Spot(pointer)
    about = lineage.path(change.stream, change.fields[0]) if change.fields else ()
    return replace(_field(origins, stream, about), is_own=False)


_SAME: Final = Lineage({}, {})
