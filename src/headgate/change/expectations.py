"""What changed in the quality rules of a stream."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from headgate.change.kinds import Change
from headgate.change.lineage import Moves
from headgate.change.promise_kinds import (
    ActionLoosened,
    ActionTightened,
    ExpectationAdded,
    ExpectationDocChanged,
    ExpectationLoosened,
    ExpectationRemoved,
    ExpectationRenamed,
    ExpectationReplaced,
    ExpectationTightened,
    Promise,
    WeightLowered,
    WeightRaised,
)
from headgate.change.promises import of_promises
from headgate.change.relation import Relation
from headgate.change.renames import matched, paired, series, sharing
from headgate.model import Action, Aggregate, Expectation, FieldPath, Required, Weight

_MILD: Final = (Action.WARN, Action.DEAD_LETTER, Action.FAIL)
_LIGHT: Final = (Weight.INFO, Weight.WARNING, Weight.ERROR, Weight.CRITICAL)
_SAME: Final[tuple[Callable[[Expectation], Hashable], ...]] = (
    lambda one: (one.name, one.promise),
    lambda one: (series(one.name), one.promise),
    lambda one: one.name,
    lambda one: re.sub(r"\.exclusiveM(?=(in|ax)imum$)", ".m", one.name),
)
"""What makes two rules one, the surest first: rules without a name of their own are numbered in the order they stand."""


def expectation_changes(
    old: Sequence[Expectation],
    new: Sequence[Expectation],
    stream: str,
    moves: Moves,
    met: frozenset[FieldPath],
) -> Iterator[Change]:
    """The changes of rules; those of fields that came or went (`met` are their paths) came or went with them."""
    before = [_moved(one, moves) for one in old if not _is_requirement(one)]
    after = [one for one in new if not _is_requirement(one)]
    kept, gone, come = matched(before, after, *_SAME)
    renamed = paired(sharing(gone, come, lambda one: (one.promise,)))
    for one, other in (*renamed, *kept):
        if one.name != other.name:
            yield ExpectationRenamed(stream, other.name, fields_of(other.promise), one.name, other.name)
        yield from _one(one, other, stream)
    joined = {one.name for pair in renamed for one in pair}
    for kind, some in ((ExpectationRemoved, gone), (ExpectationAdded, come)):
        for one in some:
            if one.name not in joined and not _meets(one, met):
                yield kind(stream, one.name, fields_of(one.promise))


def fields_of(promise: Promise) -> tuple[FieldPath, ...]:
    """The fields that a rule names."""
    return promise.fields if isinstance(promise, Aggregate) else (promise.field,)


def _is_requirement(expectation: Expectation) -> bool:
    """Whether the rule only repeats that a field is required, which is a change of the field."""
    promise = expectation.promise
    return isinstance(promise, Required) and expectation.name == f"{'.'.join(promise.field)}.required"


def _moved(expectation: Expectation, moves: Moves) -> Expectation:
    """The rule as it would be written with the new names."""
    promise, name = expectation.promise, expectation.name
    for path in fields_of(promise):
        head, moved = ".".join(path), ".".join(moves.path(path))
        if name.startswith(f"{head}."):
            name = moved + name.removeprefix(head)
    if isinstance(promise, Aggregate):
        promise = replace(promise, fields=moves.all(promise.fields))
    else:
        promise = replace(promise, field=moves.path(promise.field))
    return replace(expectation, name=name, promise=promise)


def _meets(expectation: Expectation, met: frozenset[FieldPath]) -> bool:
    return any(
        path[:length] in met for path in fields_of(expectation.promise) for length in range(1, len(path) + 1)
    )


def _one(old: Expectation, new: Expectation, stream: str) -> Iterator[Change]:
    name, fields = new.name, fields_of(new.promise)
    yield from _promise(old.promise, new, stream)
    if old.action is not new.action:
        harder = _MILD.index(new.action) > _MILD.index(old.action)
        yield (ActionTightened if harder else ActionLoosened)(stream, name, fields, old.action, new.action)
    if old.weight is not new.weight:
        graver = _LIGHT.index(new.weight) > _LIGHT.index(old.weight)
        yield (WeightRaised if graver else WeightLowered)(stream, name, fields, old.weight, new.weight)
    if (old.dimension, old.doc) != (new.dimension, new.doc):
        yield ExpectationDocChanged(stream, name, fields)


def _promise(old: Promise, new: Expectation, stream: str) -> Iterator[Change]:
    about = stream, new.name, fields_of(new.promise)
    match of_promises(old, new.promise):
        case Relation.NARROWED:
            yield ExpectationTightened(*about, old, new.promise)
        case Relation.WIDENED:
            yield ExpectationLoosened(*about, old, new.promise)
        case Relation.REPLACED:
            yield ExpectationReplaced(*about, old, new.promise)
        case Relation.SAME:
            pass
